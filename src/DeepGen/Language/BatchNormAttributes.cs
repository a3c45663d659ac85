namespace DeepGen;

/// <summary>
/// Batch normalisation: <c>y = (x - mean) / sqrt(variance + Eps) * weight + bias</c> for each channel, with the batch's statistics
/// while training and the running ones afterwards.
/// </summary>
/// <remarks>The running variance is updated with the unbiased estimate, the normalisation uses the biased one, as in PyTorch.</remarks>
public abstract class BatchNormAttribute : LayerAttribute
{
    /// <summary>Added to the variance. 1e-5 by default.</summary>
    public double Eps { get; set; } = 1e-5;

    /// <summary>The weight of the new batch in the running statistics, in [0, 1]. 0.1 by default.</summary>
    public double Momentum { get; set; } = 0.1;

    /// <summary>Whether there are a learned weight (1 at first) and bias (0 at first) for each channel. True by default.</summary>
    public bool Affine { get; set; } = true;

    /// <summary>Whether running statistics are kept; without them prediction uses the batch's own. True by default.</summary>
    public bool TrackRunningStats { get; set; } = true;

    /// <summary>The channels expected of the input. Inferred; if written, it is checked.</summary>
    public int Features { get; set; }
}

/// <summary>Batch normalisation of <c>[N, C]</c> or <c>[N, C, L]</c>, for each of the <c>C</c> channels.</summary>
/// <inheritdoc cref="BatchNormAttribute"/>
public sealed class BatchNorm1dAttribute : BatchNormAttribute;

/// <summary>Batch normalisation of <c>[N, C, H, W]</c>, for each of the <c>C</c> channels.</summary>
/// <inheritdoc cref="BatchNormAttribute"/>
public sealed class BatchNorm2dAttribute : BatchNormAttribute;

/// <summary>Batch normalisation of <c>[N, C, D, H, W]</c>, for each of the <c>C</c> channels.</summary>
/// <inheritdoc cref="BatchNormAttribute"/>
public sealed class BatchNorm3dAttribute : BatchNormAttribute;
