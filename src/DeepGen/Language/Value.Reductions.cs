namespace DeepGen;

// Reductions: over all dims, one, or several.
public sealed partial class Value
{
    /// <summary>The sum over all elements.</summary>
    /// <returns>A scalar.</returns>
    public Value Sum() => throw NeverRun();

    /// <summary>The sum over one dim.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dim stays, with extent 1.</param>
    /// <returns>A value without that dim, or with 1 in its place.</returns>
    public Value Sum(int dim, bool keepDim = false) => throw NeverRun();

    /// <summary>The sum over several dims.</summary>
    /// <param name="dims">The dims; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dims stay, with extent 1.</param>
    /// <returns>A value without those dims, or with 1 in their places.</returns>
    public Value Sum(int[] dims, bool keepDim = false) => throw NeverRun();

    /// <summary>The mean over all elements.</summary>
    /// <returns>A scalar.</returns>
    public Value Mean() => throw NeverRun();

    /// <summary>The mean over one dim.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dim stays, with extent 1.</param>
    /// <returns>A value without that dim, or with 1 in its place.</returns>
    public Value Mean(int dim, bool keepDim = false) => throw NeverRun();

    /// <summary>The mean over several dims.</summary>
    /// <param name="dims">The dims; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dims stay, with extent 1.</param>
    /// <returns>A value without those dims, or with 1 in their places.</returns>
    public Value Mean(int[] dims, bool keepDim = false) => throw NeverRun();

    /// <summary>The product over all elements. Its gradient is exact where elements are 0.</summary>
    /// <returns>A scalar.</returns>
    public Value Prod() => throw NeverRun();

    /// <summary>The product over one dim. Its gradient is exact where elements are 0.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dim stays, with extent 1.</param>
    /// <returns>A value without that dim, or with 1 in its place.</returns>
    public Value Prod(int dim, bool keepDim = false) => throw NeverRun();

    /// <summary>The product over several dims. Its gradient is exact where elements are 0.</summary>
    /// <param name="dims">The dims; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dims stay, with extent 1.</param>
    /// <returns>A value without those dims, or with 1 in their places.</returns>
    public Value Prod(int[] dims, bool keepDim = false) => throw NeverRun();

    /// <summary>The variance over all elements, with one taken off their count.</summary>
    /// <returns>A scalar.</returns>
    public Value Var() => throw NeverRun();

    /// <summary>The variance over one dim.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dim stays, with extent 1.</param>
    /// <param name="correction">What is taken off the count: 1 for an unbiased estimate, 0 for the mean.</param>
    /// <returns>A value without that dim, or with 1 in its place.</returns>
    public Value Var(int dim, bool keepDim = false, int correction = 1) => throw NeverRun();

    /// <summary>The variance over several dims.</summary>
    /// <param name="dims">The dims; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dims stay, with extent 1.</param>
    /// <param name="correction">What is taken off the count: 1 for an unbiased estimate, 0 for the mean.</param>
    /// <returns>A value without those dims, or with 1 in their places.</returns>
    public Value Var(int[] dims, bool keepDim = false, int correction = 1) => throw NeverRun();

    /// <summary>The standard deviation over all elements, with one taken off their count. Its gradient where it is 0 is 0.</summary>
    /// <returns>A scalar.</returns>
    public Value Std() => throw NeverRun();

    /// <summary>The standard deviation over one dim. Its gradient where it is 0 is 0.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dim stays, with extent 1.</param>
    /// <param name="correction">What is taken off the count: 1 for an unbiased estimate, 0 for the mean.</param>
    /// <returns>A value without that dim, or with 1 in its place.</returns>
    public Value Std(int dim, bool keepDim = false, int correction = 1) => throw NeverRun();

    /// <summary>The standard deviation over several dims. Its gradient where it is 0 is 0.</summary>
    /// <param name="dims">The dims; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dims stay, with extent 1.</param>
    /// <param name="correction">What is taken off the count: 1 for an unbiased estimate, 0 for the mean.</param>
    /// <returns>A value without those dims, or with 1 in their places.</returns>
    public Value Std(int[] dims, bool keepDim = false, int correction = 1) => throw NeverRun();

    /// <summary>The largest element over all elements. Equal elements share the gradient evenly. NaN wins.</summary>
    /// <returns>A scalar.</returns>
    public Value Max() => throw NeverRun();

    /// <summary>The largest element over one dim. The gradient goes to the first of equal elements.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dim stays, with extent 1.</param>
    /// <returns>A value without that dim, or with 1 in its place.</returns>
    public Value Max(int dim, bool keepDim = false) => throw NeverRun();

    /// <summary>The largest element over several dims. Equal elements share the gradient evenly. NaN wins.</summary>
    /// <param name="dims">The dims; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dims stay, with extent 1.</param>
    /// <returns>A value without those dims, or with 1 in their places.</returns>
    public Value Max(int[] dims, bool keepDim = false) => throw NeverRun();

    /// <summary>The smallest element over all elements. Equal elements share the gradient evenly. NaN wins.</summary>
    /// <returns>A scalar.</returns>
    public Value Min() => throw NeverRun();

    /// <summary>The smallest element over one dim. The gradient goes to the first of equal elements.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dim stays, with extent 1.</param>
    /// <returns>A value without that dim, or with 1 in its place.</returns>
    public Value Min(int dim, bool keepDim = false) => throw NeverRun();

    /// <summary>The smallest element over several dims. Equal elements share the gradient evenly. NaN wins.</summary>
    /// <param name="dims">The dims; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dims stay, with extent 1.</param>
    /// <returns>A value without those dims, or with 1 in their places.</returns>
    public Value Min(int[] dims, bool keepDim = false) => throw NeverRun();

    /// <summary><c>log(sum(exp(x)))</c> over all elements. It is computed without overflow.</summary>
    /// <returns>A scalar.</returns>
    public Value LogSumExp() => throw NeverRun();

    /// <summary><c>log(sum(exp(x)))</c> over one dim. It is computed without overflow.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dim stays, with extent 1.</param>
    /// <returns>A value without that dim, or with 1 in its place.</returns>
    public Value LogSumExp(int dim, bool keepDim = false) => throw NeverRun();

    /// <summary><c>log(sum(exp(x)))</c> over several dims. It is computed without overflow.</summary>
    /// <param name="dims">The dims; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dims stay, with extent 1.</param>
    /// <returns>A value without those dims, or with 1 in their places.</returns>
    public Value LogSumExp(int[] dims, bool keepDim = false) => throw NeverRun();

    /// <summary>1 where an element is other than 0, over all elements.</summary>
    /// <returns>A scalar.</returns>
    public Value Any() => throw NeverRun();

    /// <summary>1 where an element is other than 0, over one dim.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dim stays, with extent 1.</param>
    /// <returns>A value without that dim, or with 1 in its place.</returns>
    public Value Any(int dim, bool keepDim = false) => throw NeverRun();

    /// <summary>1 where an element is other than 0, over several dims.</summary>
    /// <param name="dims">The dims; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dims stay, with extent 1.</param>
    /// <returns>A value without those dims, or with 1 in their places.</returns>
    public Value Any(int[] dims, bool keepDim = false) => throw NeverRun();

    /// <summary>1 where no element is 0, over all elements.</summary>
    /// <returns>A scalar.</returns>
    public Value All() => throw NeverRun();

    /// <summary>1 where no element is 0, over one dim.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dim stays, with extent 1.</param>
    /// <returns>A value without that dim, or with 1 in its place.</returns>
    public Value All(int dim, bool keepDim = false) => throw NeverRun();

    /// <summary>1 where no element is 0, over several dims.</summary>
    /// <param name="dims">The dims; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dims stay, with extent 1.</param>
    /// <returns>A value without those dims, or with 1 in their places.</returns>
    public Value All(int[] dims, bool keepDim = false) => throw NeverRun();

    /// <summary><c>(sum |x|^p)^(1/p)</c> over all elements. Its gradient where it is 0 is 0.</summary>
    /// <param name="p">The power; infinities stand for the largest and the smallest magnitude, 0 counts what is not 0.</param>
    /// <returns>A scalar.</returns>
    public Value Norm(double p = 2) => throw NeverRun();

    /// <summary><c>(sum |x|^p)^(1/p)</c> over one dim. Its gradient where it is 0 is 0.</summary>
    /// <param name="p">The power; infinities stand for the largest and the smallest magnitude, 0 counts what is not 0.</param>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dim stays, with extent 1.</param>
    /// <returns>A value without that dim, or with 1 in its place.</returns>
    public Value Norm(double p, int dim, bool keepDim = false) => throw NeverRun();

    /// <summary><c>(sum |x|^p)^(1/p)</c> over several dims. Its gradient where it is 0 is 0.</summary>
    /// <param name="p">The power; infinities stand for the largest and the smallest magnitude, 0 counts what is not 0.</param>
    /// <param name="dims">The dims; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dims stay, with extent 1.</param>
    /// <returns>A value without those dims, or with 1 in their places.</returns>
    public Value Norm(double p, int[] dims, bool keepDim = false) => throw NeverRun();

    /// <summary>Where the largest of all elements first stands, in row-major order; NaN counts as the largest.</summary>
    /// <returns>A scalar.</returns>
    public Value<int> ArgMax() => throw NeverRun();

    /// <summary>Where the largest element of a dim first stands; NaN counts as the largest.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dim stays, with extent 1.</param>
    /// <returns>Integers without that dim, or with 1 in its place.</returns>
    public Value<int> ArgMax(int dim, bool keepDim = false) => throw NeverRun();

    /// <summary>Where the smallest of all elements first stands, in row-major order; NaN counts as the smallest.</summary>
    /// <returns>A scalar.</returns>
    public Value<int> ArgMin() => throw NeverRun();

    /// <summary>Where the smallest element of a dim first stands; NaN counts as the smallest.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dim stays, with extent 1.</param>
    /// <returns>Integers without that dim, or with 1 in its place.</returns>
    public Value<int> ArgMin(int dim, bool keepDim = false) => throw NeverRun();

    /// <summary>
    /// The largest element of a dim and where it first stands; NaN counts as the largest. The gradient goes to that element.
    /// </summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dim stays, with extent 1.</param>
    /// <returns>Elements and indices without that dim, or with 1 in its place.</returns>
    public (Value Values, Value<int> Indices) MaxWithIndices(int dim, bool keepDim = false) => throw NeverRun();

    /// <summary>
    /// The smallest element of a dim and where it first stands; NaN counts as the smallest. The gradient goes to that element.
    /// </summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="keepDim">Whether the dim stays, with extent 1.</param>
    /// <returns>Elements and indices without that dim, or with 1 in its place.</returns>
    public (Value Values, Value<int> Indices) MinWithIndices(int dim, bool keepDim = false) => throw NeverRun();
}
