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
}
