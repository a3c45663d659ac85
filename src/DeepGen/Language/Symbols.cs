using System.ComponentModel;

namespace DeepGen.Runtime;

/// <summary>What generated constructors assign to the fields that only the compiler reads.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Symbols
{
    /// <summary>Nothing: a field of type <see cref="DeepGen.Value"/> is read in bodies that never run.</summary>
    public static Value Value => null!;
}
