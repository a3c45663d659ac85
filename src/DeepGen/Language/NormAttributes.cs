namespace DeepGen;

/// <summary>
/// Layer normalisation: <c>y = (x - mean) / sqrt(variance + Eps) * weight + bias</c>, with mean and variance over the last dims of each
/// sample.
/// </summary>
/// <remarks>
/// Input and output of any shape whose last <see cref="Dims"/> dims are known. Parameters: <c>weight</c> and <c>bias</c> of them.
/// </remarks>
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>How many of the last dims are normalised together: the length of PyTorch's <c>normalized_shape</c>. 1 by default.</summary>
    public int Dims { get; set; } = 1;

    /// <summary>Added to the variance. 1e-5 by default.</summary>
    public double Eps { get; set; } = 1e-5;

    /// <summary>Whether there are a learned weight (1 at first) and bias (0 at first) for each element. True by default.</summary>
    public bool Affine { get; set; } = true;

    /// <summary>Whether the bias is among them. True by default.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>The last extent expected of the input. Inferred; if written, it is checked.</summary>
    public int Features { get; set; }
}

/// <summary>Normalisation by the root mean square of the last dims of each sample: <c>y = x / sqrt(mean(x^2) + Eps) * weight</c>.</summary>
/// <remarks>Input and output of any shape whose last <see cref="Dims"/> dims are known. Parameter: <c>weight</c> of them.</remarks>
public sealed class RMSNormAttribute : LayerAttribute
{
    /// <summary>How many of the last dims are normalised together. 1 by default.</summary>
    public int Dims { get; set; } = 1;

    /// <summary>Added to the mean of squares. The precision of a float, 1.1920929e-7, by default, as in PyTorch.</summary>
    public double Eps { get; set; } = 1.1920929e-7;

    /// <summary>Whether there is a learned weight (1 at first) for each element. True by default.</summary>
    public bool Affine { get; set; } = true;

    /// <summary>The last extent expected of the input. Inferred; if written, it is checked.</summary>
    public int Features { get; set; }
}

/// <summary>
/// Group normalisation: <c>y = (x - mean) / sqrt(variance + Eps) * weight + bias</c>, with mean and variance over groups of channels of
/// each sample.
/// </summary>
/// <param name="groups">The number of groups; it divides the channels. 1 normalises whole samples.</param>
/// <remarks>Input and output <c>[N, C, ...]</c>. Parameters: <c>weight [C]</c> and <c>bias [C]</c>.</remarks>
public sealed class GroupNormAttribute(int groups) : LayerAttribute
{
    /// <summary>The number of groups.</summary>
    public int Groups { get; } = groups;

    /// <summary>Added to the variance. 1e-5 by default.</summary>
    public double Eps { get; set; } = 1e-5;

    /// <summary>Whether there are a learned weight (1 at first) and bias (0 at first) for each channel. True by default.</summary>
    public bool Affine { get; set; } = true;

    /// <summary>The channels expected of the input. Inferred; if written, it is checked.</summary>
    public int Features { get; set; }
}

/// <summary>
/// Instance normalisation: <c>y = (x - mean) / sqrt(variance + Eps) * weight + bias</c>, with mean and variance of each channel of each
/// sample.
/// </summary>
/// <remarks>Running statistics, where they are kept, are means over the batch; prediction then uses them.</remarks>
public abstract class InstanceNormAttribute : LayerAttribute
{
    /// <summary>Added to the variance. 1e-5 by default.</summary>
    public double Eps { get; set; } = 1e-5;

    /// <summary>The weight of the new batch in the running statistics, in [0, 1]. 0.1 by default.</summary>
    public double Momentum { get; set; } = 0.1;

    /// <summary>Whether there are a learned weight (1 at first) and bias (0 at first) for each channel. False by default.</summary>
    public bool Affine { get; set; }

    /// <summary>Whether running statistics are kept for prediction. False by default.</summary>
    public bool TrackRunningStats { get; set; }

    /// <summary>The channels expected of the input. Inferred; if written, it is checked.</summary>
    public int Features { get; set; }
}

/// <summary>Instance normalisation of <c>[N, C, L]</c>.</summary>
/// <inheritdoc cref="InstanceNormAttribute"/>
public sealed class InstanceNorm1dAttribute : InstanceNormAttribute;

/// <summary>Instance normalisation of <c>[N, C, H, W]</c>.</summary>
/// <inheritdoc cref="InstanceNormAttribute"/>
public sealed class InstanceNorm2dAttribute : InstanceNormAttribute;

/// <summary>Instance normalisation of <c>[N, C, D, H, W]</c>.</summary>
/// <inheritdoc cref="InstanceNormAttribute"/>
public sealed class InstanceNorm3dAttribute : InstanceNormAttribute;

/// <summary>
/// Normalisation over neighbouring channels: <c>y = x / (K + Alpha / size * sum of x^2 over size channels around)^Beta</c>.
/// </summary>
/// <param name="size">The number of neighbouring channels.</param>
/// <remarks>Input and output <c>[N, C, ...]</c>; channels that do not exist count as zeros.</remarks>
public sealed class LocalResponseNormAttribute(int size) : LayerAttribute
{
    /// <summary>The number of neighbouring channels.</summary>
    public int Size { get; } = size;

    /// <summary>The factor of the squares. 1e-4 by default.</summary>
    public double Alpha { get; set; } = 1e-4;

    /// <summary>The exponent. 0.75 by default.</summary>
    public double Beta { get; set; } = 0.75;

    /// <summary>What is added to the squares. 1 by default.</summary>
    public double K { get; set; } = 1;
}
