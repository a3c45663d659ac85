namespace DeepGen;

public sealed partial class Value
{
    /// <summary>The largest value of each window; the first of equal ones takes the gradient.</summary>
    /// <param name="kernel">The window's size along every axis.</param>
    /// <param name="stride">The step between two windows; 0 stands for the window's size.</param>
    /// <param name="padding">Negative infinities added at both ends of every axis; at most half of the window.</param>
    /// <param name="dilation">The distance between two values of a window.</param>
    /// <param name="ceilMode">Whether the number of windows is rounded up.</param>
    /// <returns>A value <c>[N, C, (L + 2 padding - dilation (kernel - 1) - 1) / stride + 1]</c> for <c>[N, C, L]</c>.</returns>
    public Value MaxPool1d(int kernel, int stride = 0, int padding = 0, int dilation = 1, bool ceilMode = false) => throw NeverRun();

    /// <summary>The mean of each window.</summary>
    /// <param name="kernel">The window's size along every axis.</param>
    /// <param name="stride">The step between two windows; 0 stands for the window's size.</param>
    /// <param name="padding">Zeros added at both ends of every axis; at most half of the window.</param>
    /// <param name="countIncludePad">Whether added zeros count in the divisor.</param>
    /// <param name="ceilMode">Whether the number of windows is rounded up.</param>
    /// <returns>A value <c>[N, C, (L + 2 padding - kernel) / stride + 1]</c> for <c>[N, C, L]</c>.</returns>
    public Value AvgPool1d(
        int kernel, int stride = 0, int padding = 0, bool countIncludePad = true, bool ceilMode = false) =>
        throw NeverRun();

    /// <summary>The root of the sum of powers of each window: <c>(sum of x^normType)^(1 / normType)</c>.</summary>
    /// <param name="normType">The exponent, above 0.</param>
    /// <param name="kernel">The window's size along every axis.</param>
    /// <param name="stride">The step between two windows; 0 stands for the window's size.</param>
    /// <param name="ceilMode">Whether the number of windows is rounded up.</param>
    /// <returns>A value <c>[N, C, (L - kernel) / stride + 1]</c> for <c>[N, C, L]</c>.</returns>
    public Value LpPool1d(double normType, int kernel, int stride = 0, bool ceilMode = false) => throw NeverRun();

    /// <summary>The mean of each of as many windows as the output has elements; 1 for global pooling.</summary>
    /// <param name="output">The extent of every axis of the output.</param>
    /// <returns>A value <c>[N, C, output]</c> for <c>[N, C, L]</c>.</returns>
    public Value AdaptiveAvgPool1d(int output) => throw NeverRun();

    /// <summary>The largest value of each of as many windows as the output has elements; 1 for global pooling.</summary>
    /// <param name="output">The extent of every axis of the output.</param>
    /// <returns>A value <c>[N, C, output]</c> for <c>[N, C, L]</c>.</returns>
    public Value AdaptiveMaxPool1d(int output) => throw NeverRun();

    /// <summary>The largest value of each window; the first of equal ones takes the gradient.</summary>
    /// <param name="kernel">The window's size along every axis.</param>
    /// <param name="stride">The step between two windows; 0 stands for the window's size.</param>
    /// <param name="padding">Negative infinities added at both ends of every axis; at most half of the window.</param>
    /// <param name="dilation">The distance between two values of a window.</param>
    /// <param name="ceilMode">Whether the number of windows is rounded up.</param>
    /// <returns>A value <c>[N, C, (H + 2 padding - dilation (kernel - 1) - 1) / stride + 1, ...]</c> for <c>[N, C, H, W]</c>.</returns>
    public Value MaxPool2d(int kernel, int stride = 0, int padding = 0, int dilation = 1, bool ceilMode = false) => throw NeverRun();

    /// <summary>The largest value of each window; the first of equal ones takes the gradient.</summary>
    /// <param name="kernels">The window's size along each axis, outermost first.</param>
    /// <param name="strides">The step along each axis; the window's size by default.</param>
    /// <param name="paddings">Negative infinities added at both ends of each axis.</param>
    /// <param name="dilations">The distance along each axis; 1 by default.</param>
    /// <param name="ceilMode">Whether the number of windows is rounded up.</param>
    /// <returns>A value <c>[N, C, (H + 2 padding - dilation (kernel - 1) - 1) / stride + 1, ...]</c> for <c>[N, C, H, W]</c>.</returns>
    public Value MaxPool2d(
        int[] kernels, int[]? strides = null, int[]? paddings = null, int[]? dilations = null, bool ceilMode = false) =>
        throw NeverRun();

    /// <summary>The mean of each window.</summary>
    /// <param name="kernel">The window's size along every axis.</param>
    /// <param name="stride">The step between two windows; 0 stands for the window's size.</param>
    /// <param name="padding">Zeros added at both ends of every axis; at most half of the window.</param>
    /// <param name="countIncludePad">Whether added zeros count in the divisor.</param>
    /// <param name="ceilMode">Whether the number of windows is rounded up.</param>
    /// <param name="divisorOverride">What the sum of a window is divided by, instead of the number of its values; 0 for none.</param>
    /// <returns>A value <c>[N, C, (H + 2 padding - kernel) / stride + 1, ...]</c> for <c>[N, C, H, W]</c>.</returns>
    public Value AvgPool2d(
        int kernel, int stride = 0, int padding = 0, bool countIncludePad = true, bool ceilMode = false, int divisorOverride = 0) =>
        throw NeverRun();

    /// <summary>The mean of each window.</summary>
    /// <param name="kernels">The window's size along each axis, outermost first.</param>
    /// <param name="strides">The step along each axis; the window's size by default.</param>
    /// <param name="paddings">Zeros added at both ends of each axis.</param>
    /// <param name="countIncludePad">Whether added zeros count in the divisor.</param>
    /// <param name="ceilMode">Whether the number of windows is rounded up.</param>
    /// <param name="divisorOverride">What the sum of a window is divided by, instead of the number of its values; 0 for none.</param>
    /// <returns>A value <c>[N, C, (H + 2 padding - kernel) / stride + 1, ...]</c> for <c>[N, C, H, W]</c>.</returns>
    public Value AvgPool2d(
        int[] kernels, int[]? strides = null, int[]? paddings = null, bool countIncludePad = true, bool ceilMode = false,
        int divisorOverride = 0) =>
        throw NeverRun();

    /// <summary>The root of the sum of powers of each window: <c>(sum of x^normType)^(1 / normType)</c>.</summary>
    /// <param name="normType">The exponent, above 0.</param>
    /// <param name="kernel">The window's size along every axis.</param>
    /// <param name="stride">The step between two windows; 0 stands for the window's size.</param>
    /// <param name="ceilMode">Whether the number of windows is rounded up.</param>
    /// <returns>A value <c>[N, C, (H - kernel) / stride + 1, ...]</c> for <c>[N, C, H, W]</c>.</returns>
    public Value LpPool2d(double normType, int kernel, int stride = 0, bool ceilMode = false) => throw NeverRun();

    /// <summary>The root of the sum of powers of each window: <c>(sum of x^normType)^(1 / normType)</c>.</summary>
    /// <param name="normType">The exponent, above 0.</param>
    /// <param name="kernels">The window's size along each axis, outermost first.</param>
    /// <param name="strides">The step along each axis; the window's size by default.</param>
    /// <param name="ceilMode">Whether the number of windows is rounded up.</param>
    /// <returns>A value <c>[N, C, (H - kernel) / stride + 1, ...]</c> for <c>[N, C, H, W]</c>.</returns>
    public Value LpPool2d(double normType, int[] kernels, int[]? strides = null, bool ceilMode = false) => throw NeverRun();

    /// <summary>The mean of each of as many windows as the output has elements; 1 for global pooling.</summary>
    /// <param name="output">The extent of every axis of the output.</param>
    /// <returns>A value <c>[N, C, output, ...]</c> for <c>[N, C, H, W]</c>.</returns>
    public Value AdaptiveAvgPool2d(int output) => throw NeverRun();

    /// <summary>The mean of each of as many windows as the output has elements; 1 for global pooling.</summary>
    /// <param name="outputs">The extent of each axis of the output, outermost first; 0 keeps the input's.</param>
    /// <returns>A value <c>[N, C, outputs[0], ...]</c> for <c>[N, C, H, W]</c>.</returns>
    public Value AdaptiveAvgPool2d(int[] outputs) => throw NeverRun();

    /// <summary>The largest value of each of as many windows as the output has elements; 1 for global pooling.</summary>
    /// <param name="output">The extent of every axis of the output.</param>
    /// <returns>A value <c>[N, C, output, ...]</c> for <c>[N, C, H, W]</c>.</returns>
    public Value AdaptiveMaxPool2d(int output) => throw NeverRun();

    /// <summary>The largest value of each of as many windows as the output has elements; 1 for global pooling.</summary>
    /// <param name="outputs">The extent of each axis of the output, outermost first; 0 keeps the input's.</param>
    /// <returns>A value <c>[N, C, outputs[0], ...]</c> for <c>[N, C, H, W]</c>.</returns>
    public Value AdaptiveMaxPool2d(int[] outputs) => throw NeverRun();

    /// <summary>The largest value of each window; the first of equal ones takes the gradient.</summary>
    /// <param name="kernel">The window's size along every axis.</param>
    /// <param name="stride">The step between two windows; 0 stands for the window's size.</param>
    /// <param name="padding">Negative infinities added at both ends of every axis; at most half of the window.</param>
    /// <param name="dilation">The distance between two values of a window.</param>
    /// <param name="ceilMode">Whether the number of windows is rounded up.</param>
    /// <returns>A value <c>[N, C, (D + 2 padding - dilation (kernel - 1) - 1) / stride + 1, ...]</c> for <c>[N, C, D, H, W]</c>.</returns>
    public Value MaxPool3d(int kernel, int stride = 0, int padding = 0, int dilation = 1, bool ceilMode = false) => throw NeverRun();

    /// <summary>The largest value of each window; the first of equal ones takes the gradient.</summary>
    /// <param name="kernels">The window's size along each axis, outermost first.</param>
    /// <param name="strides">The step along each axis; the window's size by default.</param>
    /// <param name="paddings">Negative infinities added at both ends of each axis.</param>
    /// <param name="dilations">The distance along each axis; 1 by default.</param>
    /// <param name="ceilMode">Whether the number of windows is rounded up.</param>
    /// <returns>A value <c>[N, C, (D + 2 padding - dilation (kernel - 1) - 1) / stride + 1, ...]</c> for <c>[N, C, D, H, W]</c>.</returns>
    public Value MaxPool3d(
        int[] kernels, int[]? strides = null, int[]? paddings = null, int[]? dilations = null, bool ceilMode = false) =>
        throw NeverRun();

    /// <summary>The mean of each window.</summary>
    /// <param name="kernel">The window's size along every axis.</param>
    /// <param name="stride">The step between two windows; 0 stands for the window's size.</param>
    /// <param name="padding">Zeros added at both ends of every axis; at most half of the window.</param>
    /// <param name="countIncludePad">Whether added zeros count in the divisor.</param>
    /// <param name="ceilMode">Whether the number of windows is rounded up.</param>
    /// <param name="divisorOverride">What the sum of a window is divided by, instead of the number of its values; 0 for none.</param>
    /// <returns>A value <c>[N, C, (D + 2 padding - kernel) / stride + 1, ...]</c> for <c>[N, C, D, H, W]</c>.</returns>
    public Value AvgPool3d(
        int kernel, int stride = 0, int padding = 0, bool countIncludePad = true, bool ceilMode = false, int divisorOverride = 0) =>
        throw NeverRun();

    /// <summary>The mean of each window.</summary>
    /// <param name="kernels">The window's size along each axis, outermost first.</param>
    /// <param name="strides">The step along each axis; the window's size by default.</param>
    /// <param name="paddings">Zeros added at both ends of each axis.</param>
    /// <param name="countIncludePad">Whether added zeros count in the divisor.</param>
    /// <param name="ceilMode">Whether the number of windows is rounded up.</param>
    /// <param name="divisorOverride">What the sum of a window is divided by, instead of the number of its values; 0 for none.</param>
    /// <returns>A value <c>[N, C, (D + 2 padding - kernel) / stride + 1, ...]</c> for <c>[N, C, D, H, W]</c>.</returns>
    public Value AvgPool3d(
        int[] kernels, int[]? strides = null, int[]? paddings = null, bool countIncludePad = true, bool ceilMode = false,
        int divisorOverride = 0) =>
        throw NeverRun();

    /// <summary>The mean of each of as many windows as the output has elements; 1 for global pooling.</summary>
    /// <param name="output">The extent of every axis of the output.</param>
    /// <returns>A value <c>[N, C, output, ...]</c> for <c>[N, C, D, H, W]</c>.</returns>
    public Value AdaptiveAvgPool3d(int output) => throw NeverRun();

    /// <summary>The mean of each of as many windows as the output has elements; 1 for global pooling.</summary>
    /// <param name="outputs">The extent of each axis of the output, outermost first; 0 keeps the input's.</param>
    /// <returns>A value <c>[N, C, outputs[0], ...]</c> for <c>[N, C, D, H, W]</c>.</returns>
    public Value AdaptiveAvgPool3d(int[] outputs) => throw NeverRun();

    /// <summary>The largest value of each of as many windows as the output has elements; 1 for global pooling.</summary>
    /// <param name="output">The extent of every axis of the output.</param>
    /// <returns>A value <c>[N, C, output, ...]</c> for <c>[N, C, D, H, W]</c>.</returns>
    public Value AdaptiveMaxPool3d(int output) => throw NeverRun();

    /// <summary>The largest value of each of as many windows as the output has elements; 1 for global pooling.</summary>
    /// <param name="outputs">The extent of each axis of the output, outermost first; 0 keeps the input's.</param>
    /// <returns>A value <c>[N, C, outputs[0], ...]</c> for <c>[N, C, D, H, W]</c>.</returns>
    public Value AdaptiveMaxPool3d(int[] outputs) => throw NeverRun();
}
