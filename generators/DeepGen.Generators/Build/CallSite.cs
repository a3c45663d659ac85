using DeepGen.Generators.Declaration;
using DeepGen.Generators.Diagnostics;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build;

/// <summary>What a layer or a function knows while it adds itself to the graph: its settings, its inputs, and how to complain.</summary>
/// <param name="Title">The name by which a message calls it: <c>conv1</c>, <c>MaxPool2d</c>.</param>
/// <param name="Token">Where it is called.</param>
/// <param name="Path">A name that no other call of the model has, for random numbers.</param>
internal sealed record CallSite(
    GraphBuilder Graph, BuildMode Mode, string Title, int Token, string Path, CallArguments Arguments,
    IReadOnlyList<(string Name, TracedValue Value)> Inputs, LayerTensors? Tensors = null)
{
    public bool IsTraining => Mode == BuildMode.Train;

    /// <summary>The inputs and targets that this call takes indices from, and what these must stay below.</summary>
    public List<IndexLimit> Limits { get; } = [];

    /// <summary>What a name in a text means: a constant of the class, or a dim of the block or the model; null for another.</summary>
    public Func<string, Dim?> DimOf { get; init; } = _ => null;

    /// <summary>What is allowed but hardly meant.</summary>
    public List<DiagnosticData> Warnings { get; } = [];

    /// <summary>The tensors of all layers, in a loss; null in the forward pass, where layers are still to come.</summary>
    public OwnedTensors? Model { get; init; }

    /// <summary>Where the shape of the first input comes from.</summary>
    public string History => Inputs[0].Value.History();

    public long Integer(string name, long otherwise, long minimum = 1, string? requirement = null)
    {
        if (Arguments.Find(name) is not { IsNumber: true } value) return otherwise;
        long written = (long)value.Number;
        return written >= minimum ? written : throw Invalid(name, requirement ?? $"at least {minimum}");
    }

    /// <summary>A number that must be written.</summary>
    public long Required(string name, string requirement)
        => Arguments.Find(name) is { IsNumber: true } ? Integer(name, 1) : throw Error("DG1107", name, Title, "missing", requirement);

    public double Real(string name, double otherwise) => Arguments.Find(name) is { IsNumber: true } value ? value.Number : otherwise;

    public bool Boolean(string name, bool otherwise)
        => Arguments.Find(name) is { Kind: ConstantKind.Boolean } value ? value.Boolean : otherwise;

    /// <summary>The member of an enumeration; an unwritten one is "".</summary>
    public string Member(string name) => Arguments.Find(name) is { Kind: ConstantKind.Enumeration } value ? value.Text : "";

    /// <summary>An axis by its number, negative from the end.</summary>
    public int Axis(string name, int rank)
    {
        long axis = (long)Real(name, 0);
        return axis >= -rank && axis < rank
            ? (int)(axis < 0 ? axis + rank : axis)
            : throw Invalid(name, $"in [{-rank}, {rank - 1}] for {Inputs[0].Value.Node.Shape}");
    }

    /// <summary>The float input of this name; the names are those of the method's parameters.</summary>
    public Node Input(string name = "self")
    {
        var value = Traced(name).Node;
        return value.Type == DType.Float32 ? value : throw Error("DG1109", Traced(name).Step, "integers", Title, "floats");
    }

    /// <summary>The input of this name, whatever its elements are.</summary>
    public Node Tensor(string name = "self") => Traced(name).Node;

    /// <summary>The integer input of this name.</summary>
    public Node Integers(string name)
        => Tensor(name) is { Type: DType.Int32 } value ? value
            : throw Error("DG1109", Traced(name).Step, "floats", Title, "integers, as a Value<int>");

    /// <summary>
    /// Integers that index an axis of this extent. Where they come in through a door and the extent is known now, the door checks them.
    /// </summary>
    public Node Indices(string name, Dim extent)
    {
        var indices = Integers(name);
        if (extent.IsConstant) Limit(indices, extent.Value);
        return indices;
    }

    /// <summary>Integers that must stay below a limit, or be the ignored one; the door that they come in through checks it.</summary>
    public void Limit(Node indices, long limit, long? ignored = null)
    {
        if (Source(indices) is { Operator: LeafOperator leaf }) Limits.Add(new IndexLimit(leaf.Path, limit, ignored));
    }

    /// <summary>Whether a door has checked the indices that were given to <see cref="Limit"/>.</summary>
    public static bool IsLimited(Node indices) => Source(indices).Operator is LeafOperator;

    public bool Has(string name) => Inputs.Any(input => input.Name == name);

    /// <summary>The input that stands in the place of a constant; null where a constant or nothing was written.</summary>
    public Node? RunTimeInput(string name) => Has(name) ? Graph.Detach(Input(name)) : null;

    public TracedValue Traced(string name) => Inputs.First(input => input.Name == name).Value;

    /// <summary>The parameter of the layer, of which a second call must ask for the same shape.</summary>
    public Node Parameter(string name, Shape shape, string initializer)
    {
        var node = Owner.Parameter(name, shape, initializer);
        var received = Inputs[0].Value.Node.Shape.ToString();
        return node.Shape.Equals(shape)
            ? node
            : throw Error("DG1101", Title, $"what fits its {name} {node.Shape}, as in its first call,", received, History, "");
    }

    public LayerTensors Owner => Tensors ?? throw new InvalidOperationException($"{Title} is no layer and owns no tensors.");

    /// <exception cref="BuildException">The input has another rank.</exception>
    public void RequireRank(Node input, int rank, string expected)
    {
        if (input.Shape.Rank == rank) return;
        var hint = rank == 2 && input.Shape.Rank > 2 ? "; put a Flatten before it" : MissingDim(input.Shape, rank);
        throw Error("DG1101", Title, expected, input.Shape.ToString(), History, hint);
    }

    /// <summary>What is missing from the shape of an input that is one dim short: its batch, or else its channels.</summary>
    private string MissingDim(Shape shape, int rank)
    {
        if (shape.Rank != rank - 1 || shape.Rank == 0 || Inputs[0].Value.Previous is not null) return "";
        var dims = string.Join(", ", shape.Select(dim => dim.ToString()));
        var rest = string.Join(", ", shape.Skip(1).Select(dim => dim.ToString()));
        return shape[0].IsConstant ? $"; the first dim is the batch: write \"N, {dims}\""
            : rank > 3 ? $"; the channels come after the batch: write \"{shape[0]}, 1, {rest}\""
            : "";
    }

    /// <summary>The extent of an axis, which must be a number and, where the user wrote it, that number.</summary>
    public long Width(Node input, int axis, string argument, string what)
    {
        var extent = input.Shape[axis];
        if (!extent.IsConstant) throw Error("DG1110", Title, $"a number of {what}", input.Shape.ToString(), History);
        long written = Integer(argument, 0, 0);
        return written == 0 || written == extent.Value
            ? extent.Value
            : throw ErrorAt(argument, "DG1102", Title, Text(written), what, extent.ToString(), History, argument);
    }

    public BuildException Invalid(string argument, string requirement)
        => ErrorAt(argument, "DG1107", argument, Title, Arguments.Find(argument)?.ToString() ?? "missing", requirement);

    public void Warn(string id, params string[] arguments) => Warnings.Add(new DiagnosticData(id, Token, arguments));

    public BuildException Error(string id, params string[] arguments) => new(new DiagnosticData(id, Token, arguments));

    /// <summary>An error that underlines an argument, if that was written.</summary>
    public BuildException ErrorAt(string argument, string id, params string[] arguments)
        => new(new DiagnosticData(id, Arguments.TokenOf(argument, Token), arguments));

    /// <summary>
    /// What a value is a view of: it shows all elements of the source. A part of one is none, since other parts may have other limits.
    /// </summary>
    private static Node Source(Node node)
        => node.Operator is ReshapeOperator or PermuteOperator or PointwiseOperator { Formula: Argument }
            ? Source(node.Inputs[0])
            : node;

    public static string Text(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The tensors of one layer.</summary>
internal sealed class LayerTensors(OwnedTensors all, int layer, string layerName, bool isFrozen)
{
    public Node Parameter(string name, Shape shape, string initializer)
        => all.Parameter(layer, $"{layerName}.{name}", shape, initializer, isFrozen);

    public Node State(string name, Shape shape, string initializer) => all.StateOf(layer, $"{layerName}.{name}", shape, initializer);

    /// <summary>Has the layer's calls in training counted: as <c>num_batches_tracked</c> in a checkpoint.</summary>
    public void CountBatches() => all.CountBatches(layer, layerName);

    public void Update(string name, Node value) => all.Update($"{layerName}.{name}", value);
}
