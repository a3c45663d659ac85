namespace DeepGen;

// Elements by run-time indices, and orders of elements. Indices that come in as an input or a target are checked at the model's door
// where the dim's extent is a number; an index that reaches a function and lies outside of its dim gives NaN.
public sealed partial class Value
{
    /// <summary>The elements at indices of one dim: <c>result[i, k] = x[i, index[i, k]]</c> for dim 1.</summary>
    /// <param name="dim">The dim that is indexed; negative counts from the end.</param>
    /// <param name="index">Indices; outside of the dim as large as this value, or smaller.</param>
    /// <returns>A value of the indices' shape.</returns>
    public Value Gather(int dim, Value<int> index) => throw NeverRun();

    /// <summary>The elements of one dim at a list of indices.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="index">Indices <c>[K]</c>.</param>
    /// <returns>A value with K elements along the dim.</returns>
    public Value IndexSelect(int dim, Value<int> index) => throw NeverRun();

    /// <summary>The rows of this table at indices of any shape: an embedding.</summary>
    /// <param name="indices">Indices of rows, for this value's <c>[V, ...]</c> in <c>[0, V)</c>.</param>
    /// <returns>A value with the indices' dims, and then those of a row.</returns>
    public Value Lookup(Value<int> indices) => throw NeverRun();

    /// <summary>This value with others added at indices of one dim: <c>x[i, index[i, k]] += source[i, k]</c> for dim 1.</summary>
    /// <param name="dim">The dim that is indexed; negative counts from the end.</param>
    /// <param name="index">Indices; outside of the dim as large as this value.</param>
    /// <param name="source">What to add, a value of the indices' shape.</param>
    /// <returns>A value of this one's shape. The order of the sum is fixed.</returns>
    public Value ScatterAdd(int dim, Value<int> index, Value source) => throw NeverRun();

    /// <summary>The elements of one dim in their order, and where they stood; equal ones keep theirs, NaN is the largest.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="descending">Whether the largest comes first.</param>
    /// <returns>Elements and indices of this value's shape.</returns>
    public (Value Values, Value<int> Indices) Sort(int dim = -1, bool descending = false) => throw NeverRun();

    /// <summary>Where the elements of one dim in their order stood; equal ones keep theirs, NaN is the largest.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="descending">Whether the largest comes first.</param>
    /// <returns>Indices of this value's shape.</returns>
    public Value<int> ArgSort(int dim = -1, bool descending = false) => throw NeverRun();

    /// <summary>The largest or smallest elements of one dim in their order, and where they stood.</summary>
    /// <param name="k">How many.</param>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="largest">Whether the largest are taken, and come first.</param>
    /// <returns>Elements and indices with k along the dim. Of equal elements the first are taken.</returns>
    public (Value Values, Value<int> Indices) TopK(int k, int dim = -1, bool largest = true) => throw NeverRun();

    /// <summary>The k-th smallest element of one dim, and where it stood.</summary>
    /// <param name="k">Its place in ascending order, from 1.</param>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dim stays, with extent 1.</param>
    /// <returns>Elements and indices without the dim, or with 1 in its place.</returns>
    public (Value Values, Value<int> Indices) KthValue(int k, int dim = -1, bool keepDim = false) => throw NeverRun();

    /// <summary>The running sums of one dim.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <returns>A value of the same shape.</returns>
    public Value CumSum(int dim) => throw NeverRun();

    /// <summary>The running products of one dim; the gradient is exact where elements are 0.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <returns>A value of the same shape.</returns>
    public Value CumProd(int dim) => throw NeverRun();
}
