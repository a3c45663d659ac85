namespace DeepGen.Generators.Declaration;

/// <summary>
/// What a user declared, as equatable data: no symbols, no syntax, no spans. A <c>Token</c> is an ordinal into the
/// <see cref="SpanTable"/> kept beside, so that a comment above a model leaves its declaration equal.
/// </summary>
/// <param name="Namespace">The namespace, or the empty string for the global one.</param>
/// <param name="Name">The class's name.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
/// <param name="Inputs">The inputs, in the order of the public face.</param>
/// <param name="Layers">The layers that own parameters or settings, in the order written.</param>
/// <param name="Forward">The statements of the forward pass, in order.</param>
/// <param name="Outputs">What the forward pass returns.</param>
/// <param name="Targets">What the loss compares with; their dims are empty where the loss's operator decides them.</param>
/// <param name="Loss">The loss, or null for a model that only predicts.</param>
/// <param name="LossBody">
/// The statements before the loss. They may refer to outputs and targets by name, and to nothing else of the forward pass.
/// </param>
/// <param name="Token">The class's name.</param>
internal sealed record ModelDeclaration(
    string Namespace,
    string Name,
    string Accessibility,
    EquatableArray<TensorDeclaration> Inputs,
    EquatableArray<LayerDeclaration> Layers,
    EquatableArray<Statement> Forward,
    EquatableArray<OutputDeclaration> Outputs,
    EquatableArray<TensorDeclaration> Targets,
    Expression? Loss,
    EquatableArray<Statement> LossBody,
    int Token)
{
    /// <summary>The layer fields that the generated constructor assigns, in the order written; none in a stack.</summary>
    public EquatableArray<LayerField> LayerFields { get; init; }

    /// <summary>The constants of which several values are compiled, in the order of <c>Create</c>'s parameters.</summary>
    public EquatableArray<VariantConstant> VariantConstants { get; init; }

    /// <summary>The combinations of their values.</summary>
    public EquatableArray<VariantDeclaration> Variants { get; init; }

    /// <summary>The values of a variant as messages show them: <c>Depth = 3, Width = 2</c>.</summary>
    public string ConstantsOf(VariantDeclaration variant) =>
        string.Join(", ", VariantConstants.Items.Zip(variant.Values.Items, (constant, value) => $"{constant.Name} = {value}"));

    /// <summary>The fields of type <c>Value</c> that the generated constructor assigns, in the order written.</summary>
    public EquatableArray<string> ValueFields { get; init; }

    /// <summary>The tensors of the user's own, in the order written.</summary>
    public EquatableArray<MemberDeclaration> Members { get; init; }

    /// <summary>Whether Winograd's algorithm may be used.</summary>
    public bool Winograd { get; init; } = true;

    /// <summary>What devices round the factors of products to.</summary>
    public FactorPrecision DeviceProducts { get; init; }

    /// <summary>The calls of blocks, of which an editor shows the shapes; what is in them is expanded.</summary>
    public EquatableArray<BlockCall> BlockCalls { get; init; }
}

/// <summary>A call of a block, with all its copies.</summary>
/// <param name="Name">The block's name in the class that uses it, behind the path of the blocks that this is in.</param>
/// <param name="Inputs">What it was given.</param>
/// <param name="Output">What came out of it.</param>
/// <param name="First">The first token of what was read within.</param>
/// <param name="End">The token behind the last of them.</param>
/// <param name="Token">Where it is called; its use in a stack.</param>
/// <param name="Declared">Its use.</param>
internal sealed record BlockCall(
    string Name, EquatableArray<Expression> Inputs, Expression Output, int First, int End, int Token, int Declared);

/// <summary>A field of type <c>Layer</c> (one input) or <c>BinaryLayer</c> (two).</summary>
internal readonly record struct LayerField(string Name, int Inputs)
{
    public string Type => TypeOf(Inputs);

    /// <summary>The message of a layer that takes another number of inputs than it gets.</summary>
    public static string[] Mismatch(string name, int taken, int given) =>
        [name, taken == 1 ? "one input" : "two inputs", given == 1 ? "one" : "two", TypeOf(taken)];

    private static string TypeOf(int inputs) => inputs == 1 ? "Layer" : "BinaryLayer";
}

/// <summary>A constant with several values, and its type as C# text.</summary>
internal readonly record struct VariantConstant(string Name, string Type);

/// <summary>A model with other constants.</summary>
/// <param name="Values">The constants' values as C# text.</param>
/// <param name="Name">The name of the class that holds its programs.</param>
/// <param name="IsWritten">Whether the values are those that are written at the constants, so that the model itself is this one.</param>
/// <param name="Model">The model with these values; null for the model itself, and where it could not be read.</param>
internal sealed record VariantDeclaration(EquatableArray<string> Values, string Name, bool IsWritten, ModelDeclaration? Model);

internal enum ElementType
{
    Float32,
    Int32,
}

/// <summary>An input or a target: <c>[Input("image", "N, 1, 28, 28")]</c>, <c>[Shape("N")] Value&lt;int&gt; label</c>.</summary>
internal sealed record TensorDeclaration(string Name, ElementType Type, EquatableArray<DimDeclaration> Dims, int Token)
{
    /// <summary>Whether a step gives the gradient of the loss with respect to it.</summary>
    public bool RequiresGradient { get; init; }
}

/// <summary>One dim of a shape: a name (bound at run time) or a fixed extent.</summary>
internal readonly record struct DimDeclaration(string? Name, long Extent)
{
    public override string ToString() => Name ?? Extent.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>
/// A layer: its name (<c>conv1</c>, or the field's, behind the path of the blocks that it is in), its kind (<c>Conv2d</c>), and the
/// arguments that were written.
/// </summary>
internal sealed record LayerDeclaration(string Name, string Kind, EquatableArray<ArgumentDeclaration> Arguments, int Token)
{
    /// <summary>Its name in an equal <c>nn.Sequential</c>, where the layers of stacks have numbers; empty where it is the same.</summary>
    public string Alias { get; init; } = "";

    /// <summary>Whether training leaves its parameters as they are.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>
    /// The setting that it names in the place of a constant, by its full name: a layer of a block names one of the same block. Null where
    /// it names none.
    /// </summary>
    public string? Setting => Find("Setting") is { Value.Kind: ConstantKind.Text } setting
        ? Name.Substring(0, Name.LastIndexOf('.') + 1) + setting.Value.Text
        : null;

    /// <summary>The argument of this name, or null where it was not written and its default holds.</summary>
    public ArgumentDeclaration? Find(string name)
    {
        foreach (var argument in Arguments)
        {
            if (argument.Name == name)
            {
                return argument;
            }
        }

        return null;
    }
}

/// <summary>An argument of a layer: its constructor parameter in Pascal case (<c>OutChannels</c>), or its property's name.</summary>
internal sealed record ArgumentDeclaration(string Name, ConstantValue Value, int Token);

/// <summary>An output: its name (<c>output</c> for a single one) and what it is.</summary>
internal sealed record OutputDeclaration(string Name, Expression Value, int Token)
{
    /// <summary>Whether it is there for the loss alone.</summary>
    public bool IsAuxiliary { get; init; }
}
