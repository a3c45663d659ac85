namespace DeepGen;

/// <summary>What pooling layers are set by. A plural sets each axis apart, outermost first.</summary>
/// <param name="kernel">The window's size along every axis; 0 where <see cref="Kernels"/> is written.</param>
public abstract class PoolAttribute(int kernel) : LayerAttribute
{
    /// <summary>The window's size along every axis.</summary>
    public int Kernel { get; set; } = kernel;

    /// <summary>The window's size along each axis.</summary>
    public int[]? Kernels { get; set; }

    /// <summary>The step between two windows. 0, the default, stands for the window's size.</summary>
    public int Stride { get; set; }

    /// <summary>The step along each axis.</summary>
    public int[]? Strides { get; set; }

    /// <summary>
    /// Whether the number of windows is rounded up, so that the last one may end beyond the input. It begins inside. False by default.
    /// </summary>
    public bool CeilMode { get; set; }
}

/// <summary>The largest value of each window; NaN counts as the largest. Among equal values the first takes the gradient.</summary>
/// <param name="kernel">The window's size along every axis.</param>
public abstract class MaxPoolAttribute(int kernel) : PoolAttribute(kernel)
{
    /// <summary>Negative infinities added at both ends of every axis; at most half of the window. None by default.</summary>
    public int Padding { get; set; }

    /// <summary>As many at both ends of each axis.</summary>
    public int[]? Paddings { get; set; }

    /// <summary>The distance between two values of a window. 1 by default.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>The distance along each axis.</summary>
    public int[]? Dilations { get; set; }
}

/// <summary>The mean of each window.</summary>
/// <param name="kernel">The window's size along every axis.</param>
public abstract class AvgPoolAttribute(int kernel) : PoolAttribute(kernel)
{
    /// <summary>Zeros added at both ends of every axis; at most half of the window. None by default.</summary>
    public int Padding { get; set; }

    /// <summary>As many at both ends of each axis.</summary>
    public int[]? Paddings { get; set; }

    /// <summary>Whether added zeros count in the divisor. True by default.</summary>
    public bool CountIncludePad { get; set; } = true;
}

/// <summary>The root of the sum of powers of each window: <c>(sum of x^normType)^(1 / normType)</c>.</summary>
/// <param name="normType">The exponent, above 0: 1 for the sum, 2 for the Euclidean norm.</param>
/// <param name="kernel">The window's size along every axis.</param>
public abstract class LPPoolAttribute(double normType, int kernel) : PoolAttribute(kernel)
{
    /// <summary>The exponent.</summary>
    public double NormType { get; } = normType;
}

/// <summary>
/// Pooling to an extent: window <c>i</c> of <c>O</c> over an axis of <c>L</c> begins at <c>floor(i L / O)</c> and ends before
/// <c>ceil((i + 1) L / O)</c>. An output of 1 is global pooling, also over an extent that is known at run time only.
/// </summary>
/// <param name="output">The extent of every axis of the output; 0 where <see cref="Outputs"/> is written.</param>
public abstract class AdaptivePoolAttribute(int output) : LayerAttribute
{
    /// <summary>The extent of every axis of the output.</summary>
    public int Output { get; set; } = output;

    /// <summary>The extent of each axis of the output, outermost first; 0 keeps the input's.</summary>
    public int[]? Outputs { get; set; }
}

/// <inheritdoc cref="MaxPoolAttribute"/>
/// <remarks>
/// Input <c>[N, C, L]</c>, output <c>[N, C, (L + 2 Padding - Dilation (Kernel - 1) - 1) / Stride + 1]</c>, rounded down unless
/// <c>CeilMode</c> is set.
/// </remarks>
public sealed class MaxPool1dAttribute(int kernel = 0) : MaxPoolAttribute(kernel);

/// <inheritdoc cref="AvgPoolAttribute"/>
/// <remarks>
/// Input <c>[N, C, L]</c>, output <c>[N, C, (L + 2 Padding - Kernel) / Stride + 1]</c>, rounded down unless <c>CeilMode</c> is set.
/// </remarks>
public sealed class AvgPool1dAttribute(int kernel = 0) : AvgPoolAttribute(kernel);

/// <inheritdoc cref="LPPoolAttribute"/>
/// <remarks>Input <c>[N, C, L]</c>, output <c>[N, C, (L - Kernel) / Stride + 1]</c>, rounded down unless <c>CeilMode</c> is set.</remarks>
public sealed class LPPool1dAttribute(double normType, int kernel = 0) : LPPoolAttribute(normType, kernel);

/// <summary>The mean of each window of an adaptive pooling of signals.</summary>
/// <inheritdoc cref="AdaptivePoolAttribute"/>
/// <remarks>Input <c>[N, C, L]</c>, output <c>[N, C, Output]</c>.</remarks>
public sealed class AdaptiveAvgPool1dAttribute(int output = 0) : AdaptivePoolAttribute(output);

/// <summary>The largest value of each window of an adaptive pooling of signals.</summary>
/// <inheritdoc cref="AdaptivePoolAttribute"/>
/// <remarks>Input <c>[N, C, L]</c>, output <c>[N, C, Output]</c>.</remarks>
public sealed class AdaptiveMaxPool1dAttribute(int output = 0) : AdaptivePoolAttribute(output);

/// <inheritdoc cref="MaxPoolAttribute"/>
/// <remarks>
/// Input <c>[N, C, H, W]</c>, output <c>[N, C, (H + 2 Padding - Dilation (Kernel - 1) - 1) / Stride + 1, ...]</c>, rounded down unless
/// <c>CeilMode</c> is set.
/// </remarks>
public sealed class MaxPool2dAttribute(int kernel = 0) : MaxPoolAttribute(kernel);

/// <inheritdoc cref="AvgPoolAttribute"/>
/// <remarks>
/// Input <c>[N, C, H, W]</c>, output <c>[N, C, (H + 2 Padding - Kernel) / Stride + 1, ...]</c>, rounded down unless <c>CeilMode</c> is set.
/// </remarks>
public sealed class AvgPool2dAttribute(int kernel = 0) : AvgPoolAttribute(kernel)
{
    /// <summary>What the sum of a window is divided by, instead of the number of its values. 0, the default, for none.</summary>
    public int DivisorOverride { get; set; }
}

/// <inheritdoc cref="LPPoolAttribute"/>
/// <remarks>
/// Input <c>[N, C, H, W]</c>, output <c>[N, C, (H - Kernel) / Stride + 1, ...]</c>, rounded down unless <c>CeilMode</c> is set.
/// </remarks>
public sealed class LPPool2dAttribute(double normType, int kernel = 0) : LPPoolAttribute(normType, kernel);

/// <summary>The mean of each window of an adaptive pooling of images.</summary>
/// <inheritdoc cref="AdaptivePoolAttribute"/>
/// <remarks>Input <c>[N, C, H, W]</c>, output <c>[N, C, Output, ...]</c>.</remarks>
public sealed class AdaptiveAvgPool2dAttribute(int output = 0) : AdaptivePoolAttribute(output);

/// <summary>The largest value of each window of an adaptive pooling of images.</summary>
/// <inheritdoc cref="AdaptivePoolAttribute"/>
/// <remarks>Input <c>[N, C, H, W]</c>, output <c>[N, C, Output, ...]</c>.</remarks>
public sealed class AdaptiveMaxPool2dAttribute(int output = 0) : AdaptivePoolAttribute(output);

/// <inheritdoc cref="MaxPoolAttribute"/>
/// <remarks>
/// Input <c>[N, C, D, H, W]</c>, output <c>[N, C, (D + 2 Padding - Dilation (Kernel - 1) - 1) / Stride + 1, ...]</c>, rounded down unless
/// <c>CeilMode</c> is set.
/// </remarks>
public sealed class MaxPool3dAttribute(int kernel = 0) : MaxPoolAttribute(kernel);

/// <inheritdoc cref="AvgPoolAttribute"/>
/// <remarks>
/// Input <c>[N, C, D, H, W]</c>, output <c>[N, C, (D + 2 Padding - Kernel) / Stride + 1, ...]</c>, rounded down unless
/// <c>CeilMode</c> is set.
/// </remarks>
public sealed class AvgPool3dAttribute(int kernel = 0) : AvgPoolAttribute(kernel)
{
    /// <summary>What the sum of a window is divided by, instead of the number of its values. 0, the default, for none.</summary>
    public int DivisorOverride { get; set; }
}

/// <summary>The mean of each window of an adaptive pooling of volumes.</summary>
/// <inheritdoc cref="AdaptivePoolAttribute"/>
/// <remarks>Input <c>[N, C, D, H, W]</c>, output <c>[N, C, Output, ...]</c>.</remarks>
public sealed class AdaptiveAvgPool3dAttribute(int output = 0) : AdaptivePoolAttribute(output);

/// <summary>The largest value of each window of an adaptive pooling of volumes.</summary>
/// <inheritdoc cref="AdaptivePoolAttribute"/>
/// <remarks>Input <c>[N, C, D, H, W]</c>, output <c>[N, C, Output, ...]</c>.</remarks>
public sealed class AdaptiveMaxPool3dAttribute(int output = 0) : AdaptivePoolAttribute(output);
