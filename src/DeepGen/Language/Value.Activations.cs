namespace DeepGen;

public sealed partial class Value
{
    /// <summary><c>max(0, x)</c>.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Relu() => throw NeverRun();

    /// <summary><c>x</c> where it is positive, <c>negativeSlope * x</c> elsewhere.</summary>
    /// <param name="negativeSlope">The slope below zero.</param>
    /// <returns>A value of the same shape.</returns>
    public Value LeakyRelu(double negativeSlope = 0.01) => throw NeverRun();

    /// <summary><c>x</c> where it is positive, <c>alpha * (exp(x) - 1)</c> elsewhere.</summary>
    /// <param name="alpha">The negated limit at minus infinity.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Elu(double alpha = 1) => throw NeverRun();

    /// <summary><c>1 / (1 + exp(-x))</c>.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Sigmoid() => throw NeverRun();

    /// <summary>The hyperbolic tangent.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Tanh() => throw NeverRun();

    /// <summary><c>x * Phi(x)</c>, with the distribution function of the standard normal.</summary>
    /// <param name="approximate">Exact, or the form with the hyperbolic tangent.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Gelu(Approximate approximate = Approximate.None) => throw NeverRun();

    /// <summary><c>x / (1 + exp(-x))</c>, also called swish.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Silu() => throw NeverRun();

    /// <summary><c>exp(x) / sum(exp(x))</c> over one dim, computed without overflow.</summary>
    /// <param name="dim">The dim that sums to 1; negative counts from the end.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Softmax(int dim) => throw NeverRun();

    /// <summary><c>x - log(sum(exp(x)))</c> over one dim, computed without overflow.</summary>
    /// <param name="dim">The dim that the sum runs over; negative counts from the end.</param>
    /// <returns>A value of the same shape.</returns>
    public Value LogSoftmax(int dim) => throw NeverRun();

    /// <summary>
    /// While training, each value is zero with this probability and scaled by <c>1 / (1 - probability)</c> otherwise; afterwards it is
    /// left as it is.
    /// </summary>
    /// <param name="probability">The probability of a zero, in [0, 1).</param>
    /// <returns>A value of the same shape.</returns>
    public Value Dropout(double probability = 0.5) => throw NeverRun();

    /// <summary><c>min(max(0, x), 6)</c>; its gradient at 0 and at 6 is 0.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Relu6() => throw NeverRun();

    /// <summary>
    /// <c>x</c> where it is positive, elsewhere <c>x</c> times a slope: while training a random one of the range for each element,
    /// afterwards the middle of the range.
    /// </summary>
    /// <param name="lower">The least slope.</param>
    /// <param name="upper">The largest slope.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Rrelu(double lower = 1.0 / 8, double upper = 1.0 / 3) => throw NeverRun();

    /// <summary><c>1.0507 x</c> where it is positive, <c>1.0507 * 1.6733 * (exp(x) - 1)</c> elsewhere.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Selu() => throw NeverRun();

    /// <summary><c>x</c> where it is positive, <c>alpha * (exp(x / alpha) - 1)</c> elsewhere.</summary>
    /// <param name="alpha">The negated limit at minus infinity; not 0.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Celu(double alpha = 1) => throw NeverRun();

    /// <summary><c>a * sigmoid(b)</c>, of the two halves <c>a</c> and <c>b</c> of one dim.</summary>
    /// <param name="dim">The dim that is halved, of an even extent; negative counts from the end.</param>
    /// <returns>A value with half the extent in that dim.</returns>
    public Value Glu(int dim = -1) => throw NeverRun();

    /// <summary><c>x * tanh(log(1 + exp(x)))</c>.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Mish() => throw NeverRun();

    /// <summary><c>log(1 + exp(beta x)) / beta</c>, and <c>x</c> itself where <c>beta x</c> is above the threshold.</summary>
    /// <param name="beta">How sharp the bend is; not 0.</param>
    /// <param name="threshold">Above it the function is linear.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Softplus(double beta = 1, double threshold = 20) => throw NeverRun();

    /// <summary><c>x / (1 + |x|)</c>.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Softsign() => throw NeverRun();

    /// <summary><c>x - lambd</c> above <c>lambd</c>, <c>x + lambd</c> below <c>-lambd</c>, 0 between.</summary>
    /// <param name="lambd">Half the width of the range that becomes 0; at least 0.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Softshrink(double lambd = 0.5) => throw NeverRun();

    /// <summary><c>x</c> above <c>lambd</c> and below <c>-lambd</c>, 0 between.</summary>
    /// <param name="lambd">Half the width of the range that becomes 0.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Hardshrink(double lambd = 0.5) => throw NeverRun();

    /// <summary><c>x - tanh(x)</c>.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Tanhshrink() => throw NeverRun();

    /// <summary><c>min(max(x, minVal), maxVal)</c>; its gradient at the bounds is 0.</summary>
    /// <param name="minVal">The lower bound.</param>
    /// <param name="maxVal">The upper bound, above it.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Hardtanh(double minVal = -1, double maxVal = 1) => throw NeverRun();

    /// <summary><c>min(max(x / 6 + 1 / 2, 0), 1)</c>; its gradient at the bounds is 0.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Hardsigmoid() => throw NeverRun();

    /// <summary><c>x * min(max(x + 3, 0), 6) / 6</c>.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value Hardswish() => throw NeverRun();

    /// <summary><c>-log(1 + exp(-x))</c>, without overflow.</summary>
    /// <returns>A value of the same shape.</returns>
    public Value LogSigmoid() => throw NeverRun();

    /// <summary><c>x</c> above the threshold, elsewhere <c>value</c>.</summary>
    /// <param name="threshold">What the input must exceed to pass.</param>
    /// <param name="value">What stands for an input that does not.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Threshold(double threshold, double value) => throw NeverRun();

    /// <summary><c>exp(-x) / sum(exp(-x))</c> over one dim, computed without overflow.</summary>
    /// <param name="dim">The dim that sums to 1; negative counts from the end.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Softmin(int dim) => throw NeverRun();
}
