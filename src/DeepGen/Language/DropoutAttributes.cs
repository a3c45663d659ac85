namespace DeepGen;

/// <summary>A layer that puts something else in the place of values at random, while training only.</summary>
/// <param name="probability">The probability, in [0, 1).</param>
public abstract class DropoutLayerAttribute(double probability) : LayerAttribute
{
    /// <summary>The probability, in [0, 1).</summary>
    public double Probability { get; } = probability;

    /// <summary>
    /// The field with <see cref="SettingAttribute"/> that gives the probability in the place of the constant:
    /// <c>Dropout(Setting = nameof(rate))</c>.
    /// </summary>
    public string? Setting { get; set; }
}

/// <summary>
/// While training, each value is zero with this probability and scaled by <c>1 / (1 - probability)</c> otherwise; afterwards it is
/// left as it is.
/// </summary>
/// <param name="probability">The probability of a zero, in [0, 1). 0.5 by default.</param>
public sealed class DropoutAttribute(double probability = 0.5) : DropoutLayerAttribute(probability);

/// <summary>
/// While training, each channel of <c>[N, C, L]</c> is zero with this probability and scaled by <c>1 / (1 - probability)</c>
/// otherwise; afterwards it is left as it is.
/// </summary>
/// <param name="probability">The probability, in [0, 1). 0.5 by default.</param>
public sealed class Dropout1dAttribute(double probability = 0.5) : DropoutLayerAttribute(probability);

/// <summary>
/// While training, each channel of <c>[N, C, H, W]</c> is zero with this probability and scaled by <c>1 / (1 - probability)</c>
/// otherwise; afterwards it is left as it is.
/// </summary>
/// <param name="probability">The probability, in [0, 1). 0.5 by default.</param>
public sealed class Dropout2dAttribute(double probability = 0.5) : DropoutLayerAttribute(probability);

/// <summary>
/// While training, each channel of <c>[N, C, D, H, W]</c> is zero with this probability and scaled by
/// <c>1 / (1 - probability)</c> otherwise; afterwards it is left as it is.
/// </summary>
/// <param name="probability">The probability, in [0, 1). 0.5 by default.</param>
public sealed class Dropout3dAttribute(double probability = 0.5) : DropoutLayerAttribute(probability);

/// <summary>
/// Dropout for SELU: while training, values are set to its negative limit with this probability, and all are scaled and shifted so
/// that a mean of 0 and a variance of 1 stay.
/// </summary>
/// <param name="probability">The probability, in [0, 1). 0.5 by default.</param>
public sealed class AlphaDropoutAttribute(double probability = 0.5) : DropoutLayerAttribute(probability);

/// <summary>
/// As <see cref="AlphaDropoutAttribute"/>, for whole channels of <c>[N, C, ...]</c>.
/// </summary>
/// <param name="probability">The probability, in [0, 1). 0.5 by default.</param>
public sealed class FeatureAlphaDropoutAttribute(double probability = 0.5) : DropoutLayerAttribute(probability);
