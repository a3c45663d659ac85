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

    /// <summary><c>min(max(x, minimum), maximum)</c>; NaN stays. The gradient at a bound itself is 1.</summary>
    /// <param name="minimum">The lower bound; none if not given.</param>
    /// <param name="maximum">The upper bound, not below it; none if not given.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Clamp(double minimum = double.NegativeInfinity, double maximum = double.PositiveInfinity) => throw NeverRun();

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

    /// <summary>All dims but the first as one.</summary>
    /// <returns>A value <c>[N, C * H * W]</c> for <c>[N, C, H, W]</c>.</returns>
    public Value Flatten() => throw NeverRun();

    /// <summary>The largest value of each window.</summary>
    /// <param name="kernel">The window's height and width.</param>
    /// <param name="stride">The step between two windows; 0 stands for the kernel's size.</param>
    /// <param name="padding">Negative infinities added on each of the four sides; at most half of the kernel.</param>
    /// <param name="dilation">The distance between two values of a window.</param>
    /// <returns>A value <c>[N, C, (H + 2 padding - dilation (kernel - 1) - 1) / stride + 1, ...]</c> for <c>[N, C, H, W]</c>.</returns>
    public Value MaxPool2d(int kernel, int stride = 0, int padding = 0, int dilation = 1) => throw NeverRun();

    /// <summary>The mean of each window.</summary>
    /// <param name="kernel">The window's height and width.</param>
    /// <param name="stride">The step between two windows; 0 stands for the kernel's size.</param>
    /// <param name="padding">Zeros added on each of the four sides; at most half of the kernel.</param>
    /// <param name="countIncludePad">Whether added zeros count in the divisor.</param>
    /// <returns>A value <c>[N, C, (H + 2 padding - kernel) / stride + 1, ...]</c> for <c>[N, C, H, W]</c>.</returns>
    public Value AvgPool2d(int kernel, int stride = 0, int padding = 0, bool countIncludePad = true) => throw NeverRun();
}
