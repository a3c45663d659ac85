namespace DeepGen.Generators.Declaration;

/// <summary>What a field of type <c>Value</c> is.</summary>
internal enum MemberKind
{
    /// <summary>Trained.</summary>
    Parameter,

    /// <summary>Saved and not trained.</summary>
    Buffer,

    /// <summary>A number that may change between two calls.</summary>
    Setting,
}

/// <summary>A tensor of the user's own: a field with <c>[Parameter]</c>, <c>[Buffer]</c> or <c>[Setting]</c>.</summary>
/// <param name="Name">The tensor's name: the field's, after the path of the block that it is in.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Extents">Its shape; empty for a single number.</param>
/// <param name="Arguments">The arguments that were written, but for the shape and the name.</param>
/// <param name="Token">The field's name.</param>
internal sealed record MemberDeclaration(
    string Name, MemberKind Kind, EquatableArray<long> Extents, EquatableArray<ArgumentDeclaration> Arguments, int Token)
{
    /// <summary>What a reference to a member has before its name, so that no local is called the same.</summary>
    public const string Prefix = "this.";

    /// <summary>The name under which expressions refer to it.</summary>
    public string Reference => Prefix + Name;

    /// <summary>The property that the model has for it; null where it has none.</summary>
    public string? Property { get; init; }

    /// <summary>Whether training leaves it as it is.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>
    /// The layer before which it stands in the order of the parameters: PyTorch lists a module's own before its children's.
    /// </summary>
    public int Before { get; init; }
}
