namespace DeepGen;

// The same integers, in another order or under another shape.
public sealed partial class Value<T>
{
    /// <summary>The same elements under another shape.</summary>
    /// <param name="dims">The extents; one may be -1 and follows from the others.</param>
    /// <returns>A value of that shape.</returns>
    public Value<T> Reshape(params int[] dims) => throw Value.NeverRun();

    /// <summary>The same elements under another shape.</summary>
    /// <param name="shape">
    /// The extents as text, <c>"N*T, -1, Width"</c>: numbers, dims of the model, integer constants of the class, products of them, and
    /// one -1.
    /// </param>
    /// <returns>A value of that shape.</returns>
    public Value<T> Reshape(string shape) => throw Value.NeverRun();

    /// <summary>The same as <see cref="Reshape(int[])"/>.</summary>
    /// <param name="dims">The extents; one may be -1 and follows from the others.</param>
    /// <returns>A value of that shape.</returns>
    public Value<T> View(params int[] dims) => throw Value.NeverRun();

    /// <summary>The same as <see cref="Reshape(string)"/>.</summary>
    /// <param name="shape">The extents as text.</param>
    /// <returns>A value of that shape.</returns>
    public Value<T> View(string shape) => throw Value.NeverRun();

    /// <summary>The transposed matrix.</summary>
    /// <returns>A value <c>[M, N]</c> for this value's <c>[N, M]</c>.</returns>
    public Value<T> Transpose() => throw Value.NeverRun();

    /// <summary>Two dims exchanged.</summary>
    /// <param name="dim0">A dim; negative counts from the end.</param>
    /// <param name="dim1">The dim to exchange it with.</param>
    /// <returns>A value with both dims in each other's place.</returns>
    public Value<T> Transpose(int dim0, int dim1) => throw Value.NeverRun();

    /// <summary>The dims in another order.</summary>
    /// <param name="dims">Each dim once; negative counts from the end.</param>
    /// <returns>A value whose dim i is dim <c>dims[i]</c> of this one.</returns>
    public Value<T> Permute(params int[] dims) => throw Value.NeverRun();

    /// <summary>Without the dims of extent 1.</summary>
    /// <returns>A value with the other dims.</returns>
    public Value<T> Squeeze() => throw Value.NeverRun();

    /// <summary>Without one dim, which must have the extent 1.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <returns>A value with the other dims.</returns>
    public Value<T> Squeeze(int dim) => throw Value.NeverRun();

    /// <summary>With a new dim of extent 1.</summary>
    /// <param name="dim">Where it stands in the result; negative counts from the end.</param>
    /// <returns>A value with one dim more.</returns>
    public Value<T> Unsqueeze(int dim) => throw Value.NeverRun();

    /// <summary>Repeated along dims of extent 1, and along new ones in front.</summary>
    /// <param name="dims">The extents of the result; -1 leaves one as it is.</param>
    /// <returns>A value of that shape.</returns>
    public Value<T> Expand(params int[] dims) => throw Value.NeverRun();

    /// <summary>Repeated along dims of extent 1, and along new ones in front.</summary>
    /// <param name="shape">The extents as text, with dims of the model and integer constants of the class: <c>"N, -1"</c>.</param>
    /// <returns>A value of that shape.</returns>
    public Value<T> Expand(string shape) => throw Value.NeverRun();

    /// <summary>A range of one dim.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="start">The first element; negative counts from the end.</param>
    /// <param name="end">The element behind the last; negative counts from the end; up to the end if not given.</param>
    /// <param name="step">The distance between two elements, at least 1.</param>
    /// <returns>A value with that range of the dim. Unlike PyTorch's, a range must lie inside of the dim.</returns>
    public Value<T> Slice(int dim, int start = 0, int end = int.MaxValue, int step = 1) => throw Value.NeverRun();

    /// <summary>A range of one dim between places that may depend on dims of the model and integer constants of the class.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="start">The first element as text: <c>"T/2"</c>.</param>
    /// <param name="end">The element behind the last as text: <c>"T - 1"</c>.</param>
    /// <param name="step">The distance between two elements, at least 1.</param>
    /// <returns>A value with that range of the dim.</returns>
    public Value<T> Slice(int dim, string start, string end, int step = 1) => throw Value.NeverRun();

    /// <summary>A number of elements of one dim.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="start">The first element; negative counts from the end.</param>
    /// <param name="length">How many.</param>
    /// <returns>A value with that range of the dim.</returns>
    public Value<T> Narrow(int dim, int start, int length) => throw Value.NeverRun();

    /// <summary>One element of a dim.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="index">The element; negative counts from the end.</param>
    /// <returns>A value without that dim.</returns>
    public Value<T> Select(int dim, int index) => throw Value.NeverRun();

    /// <summary>Ranges and elements of the first dims: <c>x[.., 1..3, ^1]</c>.</summary>
    /// <param name="at">For each of the first dims a range, which keeps it, or an element, which takes it away.</param>
    /// <returns>A value with what was taken.</returns>
    public Value<T> this[params ValueIndex[] at] => throw Value.NeverRun();

    /// <summary>Dims from their end.</summary>
    /// <param name="dims">The dims; negative counts from the end.</param>
    /// <returns>A value of the same shape.</returns>
    public Value<T> Flip(params int[] dims) => throw Value.NeverRun();

    /// <summary>A dim moved on: what leaves at its end comes in at its start.</summary>
    /// <param name="shift">By how many elements; negative moves back. A dim that only run time knows must be longer.</param>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <returns>A value of the same shape.</returns>
    public Value<T> Roll(int shift, int dim) => throw Value.NeverRun();
}
