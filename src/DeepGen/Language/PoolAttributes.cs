namespace DeepGen;

/// <summary>The largest value of each window.</summary>
/// <param name="kernel">The window's height and width.</param>
/// <remarks>
/// Input <c>[N, C, H, W]</c>, output <c>[N, C, (H + 2 Padding - Dilation (kernel - 1) - 1) / Stride + 1, ...]</c>, rounded down.
/// Among equal values the first takes the gradient.
/// </remarks>
public sealed class MaxPool2dAttribute(int kernel) : LayerAttribute
{
    /// <summary>The window's height and width.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The step between two windows. The kernel's size by default.</summary>
    public int Stride { get; set; } = kernel;

    /// <summary>Negative infinities added on each of the four sides; at most half of the kernel. None by default.</summary>
    public int Padding { get; set; }

    /// <summary>The distance between two values of a window. 1 by default.</summary>
    public int Dilation { get; set; } = 1;
}

/// <summary>The mean of each window.</summary>
/// <param name="kernel">The window's height and width.</param>
/// <remarks>Input <c>[N, C, H, W]</c>, output <c>[N, C, (H + 2 Padding - kernel) / Stride + 1, ...]</c>, rounded down.</remarks>
public sealed class AvgPool2dAttribute(int kernel) : LayerAttribute
{
    /// <summary>The window's height and width.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The step between two windows. The kernel's size by default.</summary>
    public int Stride { get; set; } = kernel;

    /// <summary>Zeros added on each of the four sides; at most half of the kernel. None by default.</summary>
    public int Padding { get; set; }

    /// <summary>Whether added zeros count in the divisor. True by default.</summary>
    public bool CountIncludePad { get; set; } = true;
}
