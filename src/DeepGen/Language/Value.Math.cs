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

    /// <summary>Several dims as one; all but the first if nothing is written.</summary>
    /// <param name="startDim">The first of the dims; negative counts from the end.</param>
    /// <param name="endDim">The last of the dims.</param>
    /// <returns>A value <c>[N, C * H * W]</c> for <c>[N, C, H, W]</c>.</returns>
    public Value Flatten(int startDim = 1, int endDim = -1) => throw NeverRun();
}
