namespace DeepGen;

// Sums of products.
public sealed partial class Value
{
    /// <summary>
    /// The product of matrices. A vector is a row on the left and a column on the right, and its dim is gone from the result; leading dims
    /// are batches, and broadcast.
    /// </summary>
    /// <param name="other">The right factor <c>[..., K, M]</c> or <c>[K]</c> to this value's <c>[..., N, K]</c> or <c>[K]</c>.</param>
    /// <returns>A value <c>[..., N, M]</c>, without what a vector lacks.</returns>
    public Value Matmul(Value other) => throw NeverRun();

    /// <summary>The products of batches of matrices, of which nothing broadcasts.</summary>
    /// <param name="other">The right factors <c>[B, K, M]</c> to this value's <c>[B, N, K]</c>.</param>
    /// <returns>A value <c>[B, N, M]</c>.</returns>
    public Value Bmm(Value other) => throw NeverRun();

    /// <summary>The inner product of two vectors.</summary>
    /// <param name="other">A vector as long as this one.</param>
    /// <returns>A scalar.</returns>
    public Value Dot(Value other) => throw NeverRun();

    /// <summary>The products of each element of a vector with each of another.</summary>
    /// <param name="other">A vector <c>[M]</c> to this value's <c>[N]</c>.</param>
    /// <returns>A value <c>[N, M]</c>.</returns>
    public Value Outer(Value other) => throw NeverRun();

    /// <summary>A sum of products by an equation that gives each dim of each value a letter, as in <c>"bij,bjk->bik"</c>.</summary>
    /// <param name="equation">
    /// The letters of the values, an arrow, and those of the result; letters that are not behind the arrow are summed. Without an arrow
    /// the result has the letters that stand once, in alphabetical order.
    /// </param>
    /// <param name="values">One value for each group of letters; a dim of 1 broadcasts.</param>
    /// <returns>A value with the dims behind the arrow.</returns>
    public static Value Einsum(string equation, params Value[] values) => throw NeverRun();
}
