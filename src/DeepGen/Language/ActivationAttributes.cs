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
