namespace DeepGen;

/// <summary>How a value between the elements of a tensor is found.</summary>
public enum InterpolationMode
{
    /// <summary>The element at the place rounded down, as PyTorch's <c>nearest</c>. For any number of dims.</summary>
    Nearest,

    /// <summary>The element nearest to the middle of the new one, PyTorch's <c>nearest-exact</c>. For any number of dims.</summary>
    NearestExact,

    /// <summary>Between two neighbours. For <c>[N, C, L]</c>.</summary>
    Linear,

    /// <summary>Between two neighbours along each axis. For <c>[N, C, H, W]</c>.</summary>
    Bilinear,

    /// <summary>A cubic through four neighbours along each axis. For <c>[N, C, H, W]</c>.</summary>
    Bicubic,

    /// <summary>Between two neighbours along each axis. For <c>[N, C, D, H, W]</c>.</summary>
    Trilinear,
}

/// <summary>What layers that change the extents of a tensor are set by: a size or a factor.</summary>
public abstract class ResampleAttribute : LayerAttribute
{
    /// <summary>The extent of every axis of the output.</summary>
    public int Size { get; set; }

    /// <summary>The extent of each axis of the output, outermost first.</summary>
    public int[]? Sizes { get; set; }

    /// <summary>What every extent is multiplied by, rounded down.</summary>
    public double ScaleFactor { get; set; }
}

/// <summary>A tensor at other extents.</summary>
/// <remarks>
/// Input <c>[N, C, L]</c>, <c>[N, C, H, W]</c> or <c>[N, C, D, H, W]</c>, output with the extents of the size, or with each multiplied by
/// the factor.
/// </remarks>
public sealed class UpsampleAttribute : ResampleAttribute
{
    /// <summary>How values are found. The nearest element by default.</summary>
    public InterpolationMode Mode { get; set; }

    /// <summary>Whether the outermost elements stay where they are, rather than the borders around them. False by default.</summary>
    public bool AlignCorners { get; set; }
}

/// <summary>An image <c>[N, C, H, W]</c> at other extents by its nearest pixels.</summary>
public sealed class UpsamplingNearest2dAttribute : ResampleAttribute;

/// <summary>An image <c>[N, C, H, W]</c> at other extents, bilinear with aligned corners.</summary>
public sealed class UpsamplingBilinear2dAttribute : ResampleAttribute;

/// <summary>Channels as the pixels of blocks: <c>[N, C r^2, H, W]</c> becomes <c>[N, C, H r, W r]</c>.</summary>
/// <param name="upscaleFactor">The width <c>r</c> of a block.</param>
public sealed class PixelShuffleAttribute(int upscaleFactor) : LayerAttribute
{
    /// <summary>The width of a block.</summary>
    public int UpscaleFactor { get; } = upscaleFactor;
}

/// <summary>The pixels of blocks as channels: <c>[N, C, H r, W r]</c> becomes <c>[N, C r^2, H, W]</c>.</summary>
/// <param name="downscaleFactor">The width <c>r</c> of a block.</param>
public sealed class PixelUnshuffleAttribute(int downscaleFactor) : LayerAttribute
{
    /// <summary>The width of a block.</summary>
    public int DownscaleFactor { get; } = downscaleFactor;
}

/// <summary>The channels of groups in turn: channel <c>c</c> of group <c>g</c> becomes channel <c>g</c> of group <c>c</c>.</summary>
/// <param name="groups">The number of groups; it divides the channels.</param>
/// <remarks>Input and output <c>[N, C, ...]</c>.</remarks>
public sealed class ChannelShuffleAttribute(int groups) : LayerAttribute
{
    /// <summary>The number of groups.</summary>
    public int Groups { get; } = groups;
}

/// <summary>What the patches of an image are set by. A plural sets height and width apart.</summary>
/// <param name="kernel">The patch's height and width; 0 where <see cref="Kernels"/> is written.</param>
public abstract class PatchAttribute(int kernel) : LayerAttribute
{
    /// <summary>The patch's height and width.</summary>
    public int Kernel { get; set; } = kernel;

    /// <summary>The patch's height and its width.</summary>
    public int[]? Kernels { get; set; }

    /// <summary>The distance between two values of a patch. 1 by default.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>The distance along each axis.</summary>
    public int[]? Dilations { get; set; }

    /// <summary>Zeros around the image. None by default.</summary>
    public int Padding { get; set; }

    /// <summary>Zeros along each axis.</summary>
    public int[]? Paddings { get; set; }

    /// <summary>The step between two patches. 1 by default.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>The step along each axis.</summary>
    public int[]? Strides { get; set; }
}

/// <summary>The patches of an image as columns.</summary>
/// <param name="kernel">The patch's height and width.</param>
/// <remarks>Input <c>[N, C, H, W]</c>, output <c>[N, C * kernel * kernel, positions]</c>.</remarks>
public sealed class UnfoldAttribute(int kernel = 0) : PatchAttribute(kernel);

/// <summary>Patches added up to an image: the transpose of <see cref="UnfoldAttribute"/>.</summary>
/// <param name="outputSize">The image's height and width; 0 where <see cref="OutputSizes"/> is written.</param>
/// <param name="kernel">The patch's height and width.</param>
/// <remarks>Input <c>[N, C * kernel * kernel, positions]</c>, output <c>[N, C, outputSize, outputSize]</c>.</remarks>
public sealed class FoldAttribute(int outputSize = 0, int kernel = 0) : PatchAttribute(kernel)
{
    /// <summary>The image's height and width.</summary>
    public int OutputSize { get; set; } = outputSize;

    /// <summary>The image's height and its width.</summary>
    public int[]? OutputSizes { get; set; }
}

/// <summary>One dim as several.</summary>
/// <param name="dim">The dim; negative counts from the end.</param>
/// <param name="sizes">Extents that multiply to the dim's; one may be -1.</param>
public sealed class UnflattenAttribute(int dim, int[] sizes) : LayerAttribute
{
    /// <summary>The dim.</summary>
    public int Dim { get; } = dim;

    /// <summary>The extents that it becomes.</summary>
    public int[] Sizes { get; } = sizes;
}

/// <summary>
/// A bilinear form of two inputs over their last dims: <c>y[o] = bias[o] + sum over i, j of x[i] weight[o, i, j] z[j]</c>.
/// </summary>
/// <param name="outFeatures">The number of outputs.</param>
/// <remarks>
/// For a field of type <see cref="BinaryLayer"/>. Inputs <c>[N, ..., I]</c> and <c>[N, ..., J]</c>, output <c>[N, ..., outFeatures]</c>.
/// Parameters: <c>weight [outFeatures, I, J]</c> and <c>bias [outFeatures]</c>, uniform within <c>1 / sqrt(I)</c> by default.
/// </remarks>
public sealed class BilinearAttribute(int outFeatures) : LayerAttribute
{
    /// <summary>The number of outputs.</summary>
    public int OutFeatures { get; } = outFeatures;

    /// <summary>Whether a bias is added. True by default.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>The width expected of the first input. Inferred; if written, it is checked.</summary>
    public int Inputs { get; set; }

    /// <summary>How the weight is initialised.</summary>
    public Init Init { get; set; }
}
