namespace DeepGen;

// The same elements, in another order or under another shape.
public sealed partial class Value
{
    /// <summary>The transposed matrix.</summary>
    /// <returns>A value <c>[M, N]</c> for this value's <c>[N, M]</c>.</returns>
    public Value Transpose() => throw NeverRun();

    /// <summary>Two dims exchanged.</summary>
    /// <param name="dim0">A dim; negative counts from the end.</param>
    /// <param name="dim1">The dim to exchange it with.</param>
    /// <returns>A value with both dims in each other's place.</returns>
    public Value Transpose(int dim0, int dim1) => throw NeverRun();
}
