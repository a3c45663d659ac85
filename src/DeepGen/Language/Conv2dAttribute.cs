namespace DeepGen;

/// <summary>
/// A two-dimensional convolution (cross-correlation, as in PyTorch) with a bias:
/// <c>y[n, o, i, j] = bias[o] + sum over c, u, v of weight[o, c, u, v] * x[n, c, i * Stride + u * Dilation - Padding, ...]</c>.
/// </summary>
/// <param name="outChannels">The number of channels of the output.</param>
/// <remarks>
/// Input <c>[N, C, H, W]</c>, output <c>[N, outChannels, (H + 2 Padding - Dilation (Kernel - 1) - 1) / Stride + 1, ...]</c>, rounded
/// down. Parameters: <c>weight [outChannels, C / Groups, KernelHeight, KernelWidth]</c> and <c>bias [outChannels]</c>.
/// </remarks>
public sealed class Conv2dAttribute(int outChannels) : LayerAttribute
{
    /// <summary>The number of channels of the output.</summary>
    public int OutChannels { get; } = outChannels;

    /// <summary>The kernel's height and width. Required, unless both are given apart.</summary>
    public int Kernel { get; set; }

    /// <summary>The kernel's height, where it differs from its width.</summary>
    public int KernelHeight { get; set; }

    /// <summary>The kernel's width, where it differs from its height.</summary>
    public int KernelWidth { get; set; }

    /// <summary>The step between two positions of the kernel, in both directions. 1 by default.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Zeros added on each of the four sides. None by default.</summary>
    public int Padding { get; set; }

    /// <summary>The distance between two taps of the kernel. 1 by default.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>The number of groups that channels are split into; it divides the channels of input and output. 1 by default.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added. True by default.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>The channels expected of the input. Inferred; if written, it is checked.</summary>
    public int Inputs { get; set; }

    /// <summary>How the weight is initialised.</summary>
    public Init Init { get; set; }
}
