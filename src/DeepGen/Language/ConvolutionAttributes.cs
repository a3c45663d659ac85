namespace DeepGen;

/// <summary>What convolutions of every rank are set by. A plural sets each axis apart, outermost first.</summary>
/// <param name="outChannels">The number of channels of the output.</param>
public abstract class KernelLayerAttribute(int outChannels) : LayerAttribute
{
    /// <summary>The number of channels of the output.</summary>
    public int OutChannels { get; } = outChannels;

    /// <summary>The kernel's size along every axis. Required, unless <see cref="Kernels"/> is written.</summary>
    public int Kernel { get; set; }

    /// <summary>The kernel's size along each axis.</summary>
    public int[]? Kernels { get; set; }

    /// <summary>The step between two positions of the kernel. 1 by default.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>The step along each axis.</summary>
    public int[]? Strides { get; set; }

    /// <summary>The distance between two taps of the kernel. 1 by default.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>The distance along each axis.</summary>
    public int[]? Dilations { get; set; }

    /// <summary>The number of groups that channels are split into; it divides the channels of input and output. 1 by default.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added. True by default.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>The channels expected of the input. Inferred; if written, it is checked.</summary>
    public int Inputs { get; set; }

    /// <summary>How the weight is initialised.</summary>
    public Init Init { get; set; }
}

/// <summary>
/// A convolution (cross-correlation, as in PyTorch) with a bias; along one axis
/// <c>y[n, o, i] = bias[o] + sum over c, u of weight[o, c, u] * x[n, c, i * Stride + u * Dilation - Padding]</c>.
/// </summary>
/// <param name="outChannels">The number of channels of the output.</param>
public abstract class ConvolutionAttribute(int outChannels) : KernelLayerAttribute(outChannels)
{
    /// <summary>Values added at both ends of every axis. None by default.</summary>
    public int Padding { get; set; }

    /// <summary>Values added at both ends of each axis.</summary>
    public int[]? Paddings { get; set; }

    /// <summary>What the added values are. Zeros by default.</summary>
    public PaddingMode PaddingMode { get; set; }

    /// <summary>
    /// Whether as much is added as keeps the extents, <c>padding="same"</c> in PyTorch; where that is odd, the end gets one more than
    /// the beginning. For strides of 1. False by default.
    /// </summary>
    public bool Same { get; set; }
}

/// <summary>A convolution along one axis, such as of a signal over time.</summary>
/// <inheritdoc cref="ConvolutionAttribute"/>
/// <remarks>
/// Input <c>[N, C, L]</c>, output <c>[N, outChannels, (L + 2 Padding - Dilation (Kernel - 1) - 1) / Stride + 1]</c>, rounded down.
/// Parameters: <c>weight [outChannels, C / Groups, Kernel]</c> and <c>bias [outChannels]</c>.
/// </remarks>
public sealed class Conv1dAttribute(int outChannels) : ConvolutionAttribute(outChannels);

/// <summary>A convolution of images.</summary>
/// <inheritdoc cref="ConvolutionAttribute"/>
/// <remarks>
/// Input <c>[N, C, H, W]</c>, output <c>[N, outChannels, (H + 2 Padding - Dilation (Kernel - 1) - 1) / Stride + 1, ...]</c>, rounded
/// down. Parameters: <c>weight [outChannels, C / Groups, Kernel, Kernel]</c> and <c>bias [outChannels]</c>.
/// </remarks>
public sealed class Conv2dAttribute(int outChannels) : ConvolutionAttribute(outChannels);

/// <summary>A convolution of volumes, or of images over time.</summary>
/// <inheritdoc cref="ConvolutionAttribute"/>
/// <remarks>
/// Input <c>[N, C, D, H, W]</c>, output <c>[N, outChannels, (D + 2 Padding - Dilation (Kernel - 1) - 1) / Stride + 1, ...]</c>, rounded
/// down. Parameters: <c>weight [outChannels, C / Groups, Kernel, Kernel, Kernel]</c> and <c>bias [outChannels]</c>.
/// </remarks>
public sealed class Conv3dAttribute(int outChannels) : ConvolutionAttribute(outChannels);

/// <summary>
/// A transposed convolution: the gradient of a convolution with respect to its input, as a layer. Along one axis, each value of the
/// input adds <c>weight[c, o, u] * x[n, c, i]</c> to <c>y[n, o, i * Stride + u * Dilation - Padding]</c>.
/// </summary>
/// <param name="outChannels">The number of channels of the output.</param>
public abstract class ConvTransposeAttribute(int outChannels) : KernelLayerAttribute(outChannels)
{
    /// <summary>Values taken away at both ends of every axis of the output. None by default.</summary>
    public int Padding { get; set; }

    /// <summary>Values taken away at both ends of each axis.</summary>
    public int[]? Paddings { get; set; }

    /// <summary>
    /// Values that the end of every axis of the output has beyond that, of the extents that a strided convolution would make the same.
    /// Smaller than the stride or the dilation. None by default.
    /// </summary>
    public int OutputPadding { get; set; }

    /// <summary>As many along each axis.</summary>
    public int[]? OutputPaddings { get; set; }
}

/// <summary>A transposed convolution of signals.</summary>
/// <inheritdoc cref="ConvTransposeAttribute"/>
/// <remarks>
/// Input <c>[N, C, L]</c>, output <c>[N, outChannels, (L - 1) Stride - 2 Padding + Dilation (Kernel - 1) + OutputPadding + 1]</c>.
/// Parameters: <c>weight [C, outChannels / Groups, Kernel]</c> and <c>bias [outChannels]</c>.
/// </remarks>
public sealed class ConvTranspose1dAttribute(int outChannels) : ConvTransposeAttribute(outChannels);

/// <summary>A transposed convolution of images.</summary>
/// <inheritdoc cref="ConvTransposeAttribute"/>
/// <remarks>
/// Input <c>[N, C, H, W]</c>, output <c>[N, outChannels, (H - 1) Stride - 2 Padding + Dilation (Kernel - 1) + OutputPadding + 1, ...]</c>.
/// Parameters: <c>weight [C, outChannels / Groups, Kernel, Kernel]</c> and <c>bias [outChannels]</c>.
/// </remarks>
public sealed class ConvTranspose2dAttribute(int outChannels) : ConvTransposeAttribute(outChannels);

/// <summary>A transposed convolution of volumes.</summary>
/// <inheritdoc cref="ConvTransposeAttribute"/>
/// <remarks>
/// Input <c>[N, C, D, H, W]</c>, output
/// <c>[N, outChannels, (D - 1) Stride - 2 Padding + Dilation (Kernel - 1) + OutputPadding + 1, ...]</c>.
/// Parameters: <c>weight [C, outChannels / Groups, Kernel, Kernel, Kernel]</c> and <c>bias [outChannels]</c>.
/// </remarks>
public sealed class ConvTranspose3dAttribute(int outChannels) : ConvTransposeAttribute(outChannels);
