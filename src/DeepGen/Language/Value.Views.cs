namespace DeepGen;

// The same elements, in another order or under another shape, and parts of them.
public sealed partial class Value
{
    /// <summary>The same elements under another shape.</summary>
    /// <param name="dims">The extents; one may be -1 and follows from the others.</param>
    /// <returns>A value of that shape.</returns>
    public Value Reshape(params int[] dims) => throw NeverRun();

    /// <summary>The same elements under another shape.</summary>
    /// <param name="shape">
    /// The extents as text, <c>"N*T, -1, Width"</c>: numbers, dims of the model, integer constants of the class, products of them, and
    /// one -1.
    /// </param>
    /// <returns>A value of that shape.</returns>
    public Value Reshape(string shape) => throw NeverRun();

    /// <summary>The same as <see cref="Reshape(int[])"/>.</summary>
    /// <param name="dims">The extents; one may be -1 and follows from the others.</param>
    /// <returns>A value of that shape.</returns>
    public Value View(params int[] dims) => throw NeverRun();

    /// <summary>The same as <see cref="Reshape(string)"/>.</summary>
    /// <param name="shape">The extents as text.</param>
    /// <returns>A value of that shape.</returns>
    public Value View(string shape) => throw NeverRun();

    /// <summary>The transposed matrix.</summary>
    /// <returns>A value <c>[M, N]</c> for this value's <c>[N, M]</c>.</returns>
    public Value Transpose() => throw NeverRun();

    /// <summary>Two dims exchanged.</summary>
    /// <param name="dim0">A dim; negative counts from the end.</param>
    /// <param name="dim1">The dim to exchange it with.</param>
    /// <returns>A value with both dims in each other's place.</returns>
    public Value Transpose(int dim0, int dim1) => throw NeverRun();

    /// <summary>The dims in another order.</summary>
    /// <param name="dims">Each dim once; negative counts from the end.</param>
    /// <returns>A value whose dim i is dim <c>dims[i]</c> of this one.</returns>
    public Value Permute(params int[] dims) => throw NeverRun();

    /// <summary>Without the dims of extent 1.</summary>
    /// <returns>A value with the other dims.</returns>
    public Value Squeeze() => throw NeverRun();

    /// <summary>Without one dim, which must have the extent 1.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <returns>A value with the other dims.</returns>
    public Value Squeeze(int dim) => throw NeverRun();

    /// <summary>With a new dim of extent 1.</summary>
    /// <param name="dim">Where it stands in the result; negative counts from the end.</param>
    /// <returns>A value with one dim more.</returns>
    public Value Unsqueeze(int dim) => throw NeverRun();

    /// <summary>Repeated along dims of extent 1, and along new ones in front.</summary>
    /// <param name="dims">The extents of the result; -1 leaves one as it is.</param>
    /// <returns>A value of that shape.</returns>
    public Value Expand(params int[] dims) => throw NeverRun();

    /// <summary>Repeated along dims of extent 1, and along new ones in front.</summary>
    /// <param name="shape">The extents as text, with dims of the model and integer constants of the class: <c>"N, -1"</c>.</param>
    /// <returns>A value of that shape.</returns>
    public Value Expand(string shape) => throw NeverRun();

    /// <summary>A range of one dim.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="start">The first element; negative counts from the end.</param>
    /// <param name="end">The element behind the last; negative counts from the end; up to the end if not given.</param>
    /// <param name="step">The distance between two elements, at least 1.</param>
    /// <returns>A value with that range of the dim. Unlike PyTorch's, a range must lie inside of the dim.</returns>
    public Value Slice(int dim, int start = 0, int end = int.MaxValue, int step = 1) => throw NeverRun();

    /// <summary>A range of one dim between places that may depend on dims of the model and integer constants of the class.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="start">The first element as text: <c>"T/2"</c>.</param>
    /// <param name="end">The element behind the last as text: <c>"T - 1"</c>.</param>
    /// <param name="step">The distance between two elements, at least 1.</param>
    /// <returns>A value with that range of the dim.</returns>
    public Value Slice(int dim, string start, string end, int step = 1) => throw NeverRun();

    /// <summary>A number of elements of one dim.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="start">The first element; negative counts from the end.</param>
    /// <param name="length">How many.</param>
    /// <returns>A value with that range of the dim.</returns>
    public Value Narrow(int dim, int start, int length) => throw NeverRun();

    /// <summary>One element of a dim.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="index">The element; negative counts from the end.</param>
    /// <returns>A value without that dim.</returns>
    public Value Select(int dim, int index) => throw NeverRun();

    /// <summary>Ranges and elements of the first dims: <c>x[.., 1..3, ^1]</c>.</summary>
    /// <param name="at">For each of the first dims a range, which keeps it, or an element, which takes it away.</param>
    /// <returns>A value with what was taken.</returns>
    public Value this[params ValueIndex[] at] => throw NeverRun();

    /// <summary>Dims from their end.</summary>
    /// <param name="dims">The dims; negative counts from the end.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Flip(params int[] dims) => throw NeverRun();

    /// <summary>A dim moved on: what leaves at its end comes in at its start.</summary>
    /// <param name="shift">By how many elements; negative moves back. A dim that only run time knows must be longer.</param>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Roll(int shift, int dim) => throw NeverRun();

    /// <summary>Copies along each dim, and along new ones in front.</summary>
    /// <param name="repeats">How often each dim is repeated: one number for each, and for new dims in front.</param>
    /// <returns>A value whose extents are multiplied.</returns>
    public Value Repeat(params int[] repeats) => throw NeverRun();

    /// <summary>Copies along the last dims, or along each and new ones in front.</summary>
    /// <param name="repeats">How often each of the last dims is repeated.</param>
    /// <returns>A value whose extents are multiplied.</returns>
    public Value Tile(params int[] repeats) => throw NeverRun();

    /// <summary>Each element of a dim several times in a row.</summary>
    /// <param name="repeats">How often.</param>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <returns>A value whose dim is that many times as long.</returns>
    public Value RepeatInterleave(int repeats, int dim) => throw NeverRun();

    /// <summary>Values of one shape along a new dim.</summary>
    /// <param name="dim">Where the new dim stands; negative counts from the end of the result.</param>
    /// <param name="values">At least one value.</param>
    /// <returns>A value with one dim more.</returns>
    public static Value Stack(int dim, params Value[] values) => throw NeverRun();

    /// <summary>Parts of a dim, each of one size but for the last, which has what is left.</summary>
    /// <param name="size">The size of a part.</param>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <returns>The parts, which are taken by a constant index.</returns>
    public Value[] Split(int size, int dim = 0) => throw NeverRun();

    /// <summary>Parts of a dim, of the sizes given.</summary>
    /// <param name="sizes">The sizes, which add up to the dim.</param>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <returns>One part for each size.</returns>
    public Value[] Split([ResultCount] int[] sizes, int dim = 0) => throw NeverRun();

    /// <summary>
    /// A number of parts of a dim of one size, of which the last may be smaller. Where there is no room, there are fewer.
    /// </summary>
    /// <param name="chunks">How many.</param>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <returns>The parts.</returns>
    public Value[] Chunk([ResultCount] int chunks, int dim = 0) => throw NeverRun();

    /// <summary>The elements of a dim, without it.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <returns>The elements, which are taken by a constant index.</returns>
    public Value[] Unbind(int dim = 0) => throw NeverRun();

    /// <summary>The elements on or beside the diagonal of two dims.</summary>
    /// <param name="offset">How far to the right of the diagonal; negative is below it.</param>
    /// <param name="dim1">The dim of the rows.</param>
    /// <param name="dim2">The dim of the columns.</param>
    /// <returns>A value with the diagonal as its last dim, in place of the two.</returns>
    public Value Diagonal(int offset = 0, int dim1 = 0, int dim2 = 1) => throw NeverRun();

    /// <summary>The lower triangle of matrices, with zeros above it.</summary>
    /// <param name="diagonal">The last diagonal that stays: 0 is the main one, 1 the one above.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Tril(int diagonal = 0) => throw NeverRun();

    /// <summary>The upper triangle of matrices, with zeros below it.</summary>
    /// <param name="diagonal">The first diagonal that stays: 0 is the main one, -1 the one below.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Triu(int diagonal = 0) => throw NeverRun();
}
