namespace DeepGen;

public sealed partial class Value
{
    /// <summary><c>e^x</c>.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Exp() => throw NeverRun();

    /// <summary>The natural logarithm.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Log() => throw NeverRun();

    /// <summary>The square root.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Sqrt() => throw NeverRun();

    /// <summary>The absolute value; its gradient at 0 is 0.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Abs() => throw NeverRun();

    /// <summary><c>x^exponent</c>.</summary>
    /// <param name="exponent">A constant.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Pow(double exponent) => throw NeverRun();

    /// <summary><c>min(max(x, minimum), maximum)</c>.</summary>
    /// <param name="minimum">The lower bound.</param>
    /// <param name="maximum">The upper bound, not below it.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Clamp(double minimum, double maximum) => throw NeverRun();

    /// <summary>The sum of all elements.</summary>
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

    /// <summary>The mean of all elements.</summary>
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

    /// <summary>The product of two matrices.</summary>
    /// <param name="other">The right factor <c>[K, M]</c> to this value's <c>[N, K]</c>.</param>
    /// <returns>A value <c>[N, M]</c>.</returns>
    public Value Matmul(Value other) => throw NeverRun();

    /// <summary>The transposed matrix.</summary>
    /// <returns>A value <c>[M, N]</c> for this value's <c>[N, M]</c>.</returns>
    public Value Transpose() => throw NeverRun();

    /// <summary>Several dims as one; all but the first if nothing is written.</summary>
    /// <param name="startDim">The first of the dims; negative counts from the end.</param>
    /// <param name="endDim">The last of the dims.</param>
    /// <returns>A value <c>[N, C * H * W]</c> for <c>[N, C, H, W]</c>.</returns>
    public Value Flatten(int startDim = 1, int endDim = -1) => throw NeverRun();
}
