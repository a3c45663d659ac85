namespace DeepGen;

/// <summary>Which form of the Gaussian error linear unit is computed.</summary>
public enum Approximate
{
    /// <summary><c>x / 2 * (1 + erf(x / sqrt(2)))</c>.</summary>
    None,

    /// <summary><c>x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3)))</c>.</summary>
    Tanh,
}
