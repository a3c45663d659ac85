namespace DeepGen;

/// <summary>What stands between the brackets of <c>x[.., 1..3, ^1]</c>: an element or a range of a dim.</summary>
public readonly struct ValueIndex
{
    /// <summary>An element; negative counts from the end.</summary>
    /// <param name="index">A constant.</param>
    public static implicit operator ValueIndex(int index) => throw Value.NeverRun();

    /// <summary>An element.</summary>
    /// <param name="index">A constant.</param>
    public static implicit operator ValueIndex(Index index) => throw Value.NeverRun();

    /// <summary>A range of elements.</summary>
    /// <param name="range">Constants.</param>
    public static implicit operator ValueIndex(Range range) => throw Value.NeverRun();
}
