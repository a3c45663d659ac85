namespace DeepGen;

public sealed partial class Value
{
    /// <summary>
    /// While training, each channel of <c>[N, C, L]</c> is zero with this probability and scaled by <c>1 / (1 - probability)</c>
    /// otherwise; afterwards it is left as it is.
    /// </summary>
    /// <param name="probability">The probability, in [0, 1).</param>
    /// <returns>A value of the same shape.</returns>
    public Value Dropout1d(double probability = 0.5) => throw NeverRun();

    /// <summary>
    /// While training, each channel of <c>[N, C, H, W]</c> is zero with this probability and scaled by <c>1 / (1 - probability)</c>
    /// otherwise; afterwards it is left as it is.
    /// </summary>
    /// <param name="probability">The probability, in [0, 1).</param>
    /// <returns>A value of the same shape.</returns>
    public Value Dropout2d(double probability = 0.5) => throw NeverRun();

    /// <summary>
    /// While training, each channel of <c>[N, C, D, H, W]</c> is zero with this probability and scaled by
    /// <c>1 / (1 - probability)</c> otherwise; afterwards it is left as it is.
    /// </summary>
    /// <param name="probability">The probability, in [0, 1).</param>
    /// <returns>A value of the same shape.</returns>
    public Value Dropout3d(double probability = 0.5) => throw NeverRun();

    /// <summary>
    /// Dropout for SELU: while training, values are set to its negative limit with this probability, and all are scaled and shifted so
    /// that a mean of 0 and a variance of 1 stay.
    /// </summary>
    /// <param name="probability">The probability, in [0, 1).</param>
    /// <returns>A value of the same shape.</returns>
    public Value AlphaDropout(double probability = 0.5) => throw NeverRun();

    /// <summary>
    /// As <see cref="AlphaDropout(double)"/>, for whole channels of <c>[N, C, ...]</c>.
    /// </summary>
    /// <param name="probability">The probability, in [0, 1).</param>
    /// <returns>A value of the same shape.</returns>
    public Value FeatureAlphaDropout(double probability = 0.5) => throw NeverRun();

    /// <summary>
    /// Normalisation over neighbouring channels of <c>[N, C, ...]</c>: <c>x / (k + alpha / size * sum of x^2 over size channels)^beta</c>.
    /// </summary>
    /// <param name="size">The number of neighbouring channels.</param>
    /// <param name="alpha">The factor of the squares.</param>
    /// <param name="beta">The exponent.</param>
    /// <param name="k">What is added to the squares.</param>
    /// <returns>A value of the same shape.</returns>
    public Value LocalResponseNorm(int size, double alpha = 1e-4, double beta = 0.75, double k = 1) => throw NeverRun();

    /// <summary>Values around the last dims.</summary>
    /// <param name="paddings">
    /// Two numbers for each of the last dims, in PyTorch's order, from the last dim on: left, right, top, bottom, ... Where constants are
    /// added, a negative number takes values away.
    /// </param>
    /// <param name="mode">What is added.</param>
    /// <param name="value">The constant that is added with <see cref="PaddingMode.Zeros"/>.</param>
    /// <returns>A value with the last dims that much larger.</returns>
    public Value Pad(int[] paddings, PaddingMode mode = PaddingMode.Zeros, double value = 0) => throw NeverRun();

    /// <summary>The value at the given extents after batch and channels.</summary>
    /// <param name="sizes">The extent of each of these dims, outermost first.</param>
    /// <param name="mode">How values between the elements are found.</param>
    /// <param name="alignCorners">Whether the outermost elements stay where they are, rather than the borders around them.</param>
    /// <returns>A value <c>[N, C, sizes[0], ...]</c>.</returns>
    public Value Interpolate(int[] sizes, InterpolationMode mode = InterpolationMode.Nearest, bool alignCorners = false) =>
        throw NeverRun();

    /// <summary>The value with all extents after batch and channels multiplied by a factor.</summary>
    /// <param name="scaleFactor">The factor; extents are rounded down.</param>
    /// <param name="mode">How values between the elements are found.</param>
    /// <param name="alignCorners">Whether the outermost elements stay where they are, rather than the borders around them.</param>
    /// <returns>A value with the dims after the second that much larger.</returns>
    public Value Interpolate(double scaleFactor, InterpolationMode mode = InterpolationMode.Nearest, bool alignCorners = false) =>
        throw NeverRun();

    /// <summary>Channels as the pixels of blocks.</summary>
    /// <param name="upscaleFactor">The width <c>r</c> of a block.</param>
    /// <returns>A value <c>[N, C, H r, W r]</c> for <c>[N, C r^2, H, W]</c>.</returns>
    public Value PixelShuffle(int upscaleFactor) => throw NeverRun();

    /// <summary>The pixels of blocks as channels.</summary>
    /// <param name="downscaleFactor">The width <c>r</c> of a block.</param>
    /// <returns>A value <c>[N, C r^2, H, W]</c> for <c>[N, C, H r, W r]</c>.</returns>
    public Value PixelUnshuffle(int downscaleFactor) => throw NeverRun();

    /// <summary>The channels of groups in turn: channel <c>c</c> of group <c>g</c> becomes channel <c>g</c> of group <c>c</c>.</summary>
    /// <param name="groups">The number of groups; it divides the channels.</param>
    /// <returns>A value of the same shape.</returns>
    public Value ChannelShuffle(int groups) => throw NeverRun();

    /// <summary>The patches of an image as columns.</summary>
    /// <param name="kernel">The patch's height and width.</param>
    /// <param name="dilation">The distance between two values of a patch.</param>
    /// <param name="padding">Zeros around the image.</param>
    /// <param name="stride">The step between two patches.</param>
    /// <returns>A value <c>[N, C * kernel * kernel, positions]</c> for <c>[N, C, H, W]</c>.</returns>
    public Value Unfold(int kernel, int dilation = 1, int padding = 0, int stride = 1) => throw NeverRun();

    /// <summary>Patches added up to an image: the transpose of <see cref="Unfold"/>.</summary>
    /// <param name="outputSizes">The image's height and width.</param>
    /// <param name="kernel">The patch's height and width.</param>
    /// <param name="dilation">The distance between two values of a patch.</param>
    /// <param name="padding">Zeros around the image, which are taken away.</param>
    /// <param name="stride">The step between two patches.</param>
    /// <returns>A value <c>[N, C, outputSizes[0], outputSizes[1]]</c> for <c>[N, C * kernel * kernel, positions]</c>.</returns>
    public Value Fold(int[] outputSizes, int kernel, int dilation = 1, int padding = 0, int stride = 1) => throw NeverRun();

    /// <summary>One dim as several.</summary>
    /// <param name="dim">The dim; negative counts from the end.</param>
    /// <param name="sizes">Extents that multiply to the dim's; one may be -1.</param>
    /// <returns>A value with the dim replaced by these.</returns>
    public Value Unflatten(int dim, int[] sizes) => throw NeverRun();
}
