namespace DeepGen;

/// <summary><c>max(0, x)</c>.</summary>
public sealed class ReLUAttribute : LayerAttribute;

/// <summary><c>x</c> where it is positive, <c>negativeSlope * x</c> elsewhere.</summary>
/// <param name="negativeSlope">The slope below zero. 0.01 by default.</param>
public sealed class LeakyReLUAttribute(double negativeSlope = 0.01) : LayerAttribute
{
    /// <summary>The slope below zero.</summary>
    public double NegativeSlope { get; } = negativeSlope;
}

/// <summary><c>x</c> where it is positive, <c>alpha * (exp(x) - 1)</c> elsewhere.</summary>
/// <param name="alpha">The negated limit at minus infinity. 1 by default.</param>
public sealed class ELUAttribute(double alpha = 1) : LayerAttribute
{
    /// <summary>The negated limit at minus infinity.</summary>
    public double Alpha { get; } = alpha;
}

/// <summary><c>1 / (1 + exp(-x))</c>.</summary>
public sealed class SigmoidAttribute : LayerAttribute;

/// <summary>The hyperbolic tangent.</summary>
public sealed class TanhAttribute : LayerAttribute;

/// <summary><c>x * Phi(x)</c>, with the distribution function of the standard normal.</summary>
public sealed class GELUAttribute : LayerAttribute
{
    /// <summary>Exact by default, or the form with the hyperbolic tangent.</summary>
    public Approximate Approximate { get; set; }
}

/// <summary><c>x / (1 + exp(-x))</c>, also called swish.</summary>
public sealed class SiLUAttribute : LayerAttribute;

/// <summary><c>exp(x) / sum(exp(x))</c> over one dim, computed without overflow.</summary>
/// <param name="dim">The dim that sums to 1; negative counts from the end.</param>
public sealed class SoftmaxAttribute(int dim) : LayerAttribute
{
    /// <summary>The dim that sums to 1; negative counts from the end.</summary>
    public int Dim { get; } = dim;
}

/// <summary><c>x - log(sum(exp(x)))</c> over one dim, computed without overflow.</summary>
/// <param name="dim">The dim that the sum runs over; negative counts from the end.</param>
public sealed class LogSoftmaxAttribute(int dim) : LayerAttribute
{
    /// <summary>The dim that the sum runs over; negative counts from the end.</summary>
    public int Dim { get; } = dim;
}

/// <summary><c>min(max(0, x), 6)</c>; its gradient at 0 and at 6 is 0.</summary>
public sealed class ReLU6Attribute : LayerAttribute;

/// <summary>
/// <c>x</c> where it is positive, elsewhere <c>x</c> times a slope: while training a random one of the range for each element, afterwards
/// the middle of the range.
/// </summary>
/// <param name="lower">The least slope. 1 / 8 by default.</param>
/// <param name="upper">The largest slope. 1 / 3 by default.</param>
public sealed class RReLUAttribute(double lower = 1.0 / 8, double upper = 1.0 / 3) : LayerAttribute
{
    /// <summary>The least slope.</summary>
    public double Lower { get; } = lower;

    /// <summary>The largest slope.</summary>
    public double Upper { get; } = upper;
}

/// <summary><c>1.0507 x</c> where it is positive, <c>1.0507 * 1.6733 * (exp(x) - 1)</c> elsewhere.</summary>
public sealed class SELUAttribute : LayerAttribute;

/// <summary><c>x</c> where it is positive, <c>alpha * (exp(x / alpha) - 1)</c> elsewhere.</summary>
/// <param name="alpha">The negated limit at minus infinity; not 0. 1 by default.</param>
public sealed class CELUAttribute(double alpha = 1) : LayerAttribute
{
    /// <summary>The negated limit at minus infinity; not 0.</summary>
    public double Alpha { get; } = alpha;
}

/// <summary><c>a * sigmoid(b)</c>, of the two halves <c>a</c> and <c>b</c> of one dim.</summary>
/// <param name="dim">The dim that is halved, of an even extent; negative counts from the end. -1 by default.</param>
public sealed class GLUAttribute(int dim = -1) : LayerAttribute
{
    /// <summary>The dim that is halved, of an even extent; negative counts from the end.</summary>
    public int Dim { get; } = dim;
}

/// <summary><c>x * tanh(log(1 + exp(x)))</c>.</summary>
public sealed class MishAttribute : LayerAttribute;

/// <summary><c>log(1 + exp(beta x)) / beta</c>, and <c>x</c> itself where <c>beta x</c> is above the threshold.</summary>
/// <param name="beta">How sharp the bend is; not 0. 1 by default.</param>
/// <param name="threshold">Above it the function is linear. 20 by default.</param>
public sealed class SoftplusAttribute(double beta = 1, double threshold = 20) : LayerAttribute
{
    /// <summary>How sharp the bend is; not 0.</summary>
    public double Beta { get; } = beta;

    /// <summary>Above it the function is linear.</summary>
    public double Threshold { get; } = threshold;
}

/// <summary><c>x / (1 + |x|)</c>.</summary>
public sealed class SoftsignAttribute : LayerAttribute;

/// <summary><c>x - lambd</c> above <c>lambd</c>, <c>x + lambd</c> below <c>-lambd</c>, 0 between.</summary>
/// <param name="lambd">Half the width of the range that becomes 0; at least 0. 0.5 by default.</param>
public sealed class SoftshrinkAttribute(double lambd = 0.5) : LayerAttribute
{
    /// <summary>Half the width of the range that becomes 0; at least 0.</summary>
    public double Lambd { get; } = lambd;
}

/// <summary><c>x</c> above <c>lambd</c> and below <c>-lambd</c>, 0 between.</summary>
/// <param name="lambd">Half the width of the range that becomes 0. 0.5 by default.</param>
public sealed class HardshrinkAttribute(double lambd = 0.5) : LayerAttribute
{
    /// <summary>Half the width of the range that becomes 0.</summary>
    public double Lambd { get; } = lambd;
}

/// <summary><c>x - tanh(x)</c>.</summary>
public sealed class TanhshrinkAttribute : LayerAttribute;

/// <summary><c>min(max(x, minVal), maxVal)</c>; its gradient at the bounds is 0.</summary>
/// <param name="minVal">The lower bound. -1 by default.</param>
/// <param name="maxVal">The upper bound, above it. 1 by default.</param>
public sealed class HardtanhAttribute(double minVal = -1, double maxVal = 1) : LayerAttribute
{
    /// <summary>The lower bound.</summary>
    public double MinVal { get; } = minVal;

    /// <summary>The upper bound, above it.</summary>
    public double MaxVal { get; } = maxVal;
}

/// <summary><c>min(max(x / 6 + 1 / 2, 0), 1)</c>; its gradient at the bounds is 0.</summary>
public sealed class HardsigmoidAttribute : LayerAttribute;

/// <summary><c>x * min(max(x + 3, 0), 6) / 6</c>.</summary>
public sealed class HardswishAttribute : LayerAttribute;

/// <summary><c>-log(1 + exp(-x))</c>, without overflow.</summary>
public sealed class LogSigmoidAttribute : LayerAttribute;

/// <summary><c>x</c> above the threshold, elsewhere <c>value</c>.</summary>
/// <param name="threshold">What the input must exceed to pass.</param>
/// <param name="value">What stands for an input that does not.</param>
public sealed class ThresholdAttribute(double threshold, double value) : LayerAttribute
{
    /// <summary>What the input must exceed to pass.</summary>
    public double Threshold { get; } = threshold;

    /// <summary>What stands for an input that does not.</summary>
    public double Value { get; } = value;
}

/// <summary><c>exp(-x) / sum(exp(-x))</c> over one dim, computed without overflow.</summary>
/// <param name="dim">The dim that sums to 1; negative counts from the end.</param>
public sealed class SoftminAttribute(int dim) : LayerAttribute
{
    /// <summary>The dim that sums to 1; negative counts from the end.</summary>
    public int Dim { get; } = dim;
}

/// <summary>The softmax over the channels of each place of an image <c>[N, C, H, W]</c>.</summary>
public sealed class Softmax2dAttribute : LayerAttribute;

/// <summary>
/// <c>x</c> where it is positive, <c>weight * x</c> elsewhere, with a slope that is learnt: one for all, or one for each channel.
/// </summary>
/// <param name="numParameters">1, or the extent of the second dim. 1 by default.</param>
public sealed class PReLUAttribute(int numParameters = 1) : LayerAttribute
{
    /// <summary>1, or the extent of the second dim.</summary>
    public int NumParameters { get; } = numParameters;

    /// <summary>The first value of every slope. 0.25 by default.</summary>
    public double Init { get; set; } = 0.25;
}
