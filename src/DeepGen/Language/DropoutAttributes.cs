namespace DeepGen;

/// <summary>
/// While training, each channel of <c>[N, C, L]</c> is zero with this probability and scaled by <c>1 / (1 - probability)</c>
/// otherwise; afterwards it is left as it is.
/// </summary>
/// <param name="probability">The probability, in [0, 1). 0.5 by default.</param>
public sealed class Dropout1dAttribute(double probability = 0.5) : LayerAttribute
{
    /// <summary>The probability, in [0, 1).</summary>
    public double Probability { get; } = probability;

    /// <summary>
    /// The field with <see cref="SettingAttribute"/> that gives the probability in the place of the constant:
    /// <c>Dropout1d(Setting = nameof(rate))</c>.
    /// </summary>
    public string? Setting { get; set; }
}

/// <summary>
/// While training, each channel of <c>[N, C, H, W]</c> is zero with this probability and scaled by <c>1 / (1 - probability)</c>
/// otherwise; afterwards it is left as it is.
/// </summary>
/// <param name="probability">The probability, in [0, 1). 0.5 by default.</param>
public sealed class Dropout2dAttribute(double probability = 0.5) : LayerAttribute
{
    /// <summary>The probability, in [0, 1).</summary>
    public double Probability { get; } = probability;

    /// <summary>
    /// The field with <see cref="SettingAttribute"/> that gives the probability in the place of the constant:
    /// <c>Dropout2d(Setting = nameof(rate))</c>.
    /// </summary>
    public string? Setting { get; set; }
}

/// <summary>
/// While training, each channel of <c>[N, C, D, H, W]</c> is zero with this probability and scaled by
/// <c>1 / (1 - probability)</c> otherwise; afterwards it is left as it is.
/// </summary>
/// <param name="probability">The probability, in [0, 1). 0.5 by default.</param>
public sealed class Dropout3dAttribute(double probability = 0.5) : LayerAttribute
{
    /// <summary>The probability, in [0, 1).</summary>
    public double Probability { get; } = probability;

    /// <summary>
    /// The field with <see cref="SettingAttribute"/> that gives the probability in the place of the constant:
    /// <c>Dropout3d(Setting = nameof(rate))</c>.
    /// </summary>
    public string? Setting { get; set; }
}

/// <summary>
/// Dropout for SELU: while training, values are set to its negative limit with this probability, and all are scaled and shifted so
/// that a mean of 0 and a variance of 1 stay.
/// </summary>
/// <param name="probability">The probability, in [0, 1). 0.5 by default.</param>
public sealed class AlphaDropoutAttribute(double probability = 0.5) : LayerAttribute
{
    /// <summary>The probability, in [0, 1).</summary>
    public double Probability { get; } = probability;

    /// <summary>
    /// The field with <see cref="SettingAttribute"/> that gives the probability in the place of the constant:
    /// <c>AlphaDropout(Setting = nameof(rate))</c>.
    /// </summary>
    public string? Setting { get; set; }
}

/// <summary>
/// As <see cref="AlphaDropoutAttribute"/>, for whole channels of <c>[N, C, ...]</c>.
/// </summary>
/// <param name="probability">The probability, in [0, 1). 0.5 by default.</param>
public sealed class FeatureAlphaDropoutAttribute(double probability = 0.5) : LayerAttribute
{
    /// <summary>The probability, in [0, 1).</summary>
    public double Probability { get; } = probability;

    /// <summary>
    /// The field with <see cref="SettingAttribute"/> that gives the probability in the place of the constant:
    /// <c>FeatureAlphaDropout(Setting = nameof(rate))</c>.
    /// </summary>
    public string? Setting { get; set; }
}
