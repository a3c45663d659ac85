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
    /// As <see cref="AlphaDropout"/>, for whole channels of <c>[N, C, ...]</c>.
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
}
