using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.Unsafe;

namespace DeepGen.Runtime;

/// <summary>
/// The two-dimensional transforms of whole tiles, one vector of channels at a time: first along the columns, then along the rows. What lies
/// at one of the 36 points is <c>point</c> floats from the next; <c>half</c> is room for 36 vectors between the two dimensions.
/// </summary>
/// <remarks>
/// Channels come in full vectors: as many as 15 floats behind the last channel may be read, and written where a tile lies at the points.
/// </remarks>
/// <typeparam name="T">The vector.</typeparam>
internal static class WinogradTiles<T>
    where T : struct, ISimd<T>
{
    /// <summary>6 x 6 inputs at the points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Inputs(ref float image, nint row, nint column, ref float points, nint point, nint channels, ref float half)
    {
        for (nint channel = 0; channel < channels; channel += T.Width)
        {
            for (nint j = 0; j < 6; j++)
            {
                WinogradLines<T>.Inputs(ref Add(ref image, (j * column) + channel), row, ref Add(ref half, j * T.Width), 6 * T.Width);
            }

            for (nint i = 0; i < 6; i++)
            {
                WinogradLines<T>.Inputs(ref Add(ref half, i * 6 * T.Width), T.Width, ref Add(ref points, (i * 6 * point) + channel), point);
            }
        }
    }

    /// <summary>4 x 4 results from the products at the points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Outputs(ref float points, nint point, ref float image, nint row, nint column, nint channels, ref float half)
    {
        for (nint channel = 0; channel < channels; channel += T.Width)
        {
            for (nint j = 0; j < 6; j++)
            {
                WinogradLines<T>.Outputs(
                    ref Add(ref points, (j * point) + channel), 6 * point, ref Add(ref half, j * T.Width), 6 * T.Width);
            }

            for (nint i = 0; i < 4; i++)
            {
                WinogradLines<T>.Outputs(ref Add(ref half, i * 6 * T.Width), T.Width, ref Add(ref image, (i * row) + channel), column);
            }
        }
    }

    /// <summary>The gradients of 4 x 4 results at the points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OutputGradients(ref float image, nint row, nint column, ref float points, nint point, nint channels, ref float half)
    {
        for (nint channel = 0; channel < channels; channel += T.Width)
        {
            for (nint j = 0; j < 4; j++)
            {
                WinogradLines<T>.OutputGradients(
                    ref Add(ref image, (j * column) + channel), row, ref Add(ref half, j * T.Width), 4 * T.Width);
            }

            for (nint i = 0; i < 6; i++)
            {
                WinogradLines<T>.OutputGradients(
                    ref Add(ref half, i * 4 * T.Width), T.Width, ref Add(ref points, (i * 6 * point) + channel), point);
            }
        }
    }

    /// <summary>3 x 3 taps of kernels that lie side by side, at the points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Taps(ref float image, nint row, nint column, ref float points, nint point, nint channels, ref float half)
    {
        for (nint channel = 0; channel < channels; channel += T.Width)
        {
            for (nint j = 0; j < 3; j++)
            {
                WinogradLines<T>.Taps(ref Add(ref image, (j * column) + channel), row, ref Add(ref half, j * T.Width), 3 * T.Width);
            }

            for (nint i = 0; i < 6; i++)
            {
                WinogradLines<T>.Taps(ref Add(ref half, i * 3 * T.Width), T.Width, ref Add(ref points, (i * 6 * point) + channel), point);
            }
        }
    }

    /// <summary>The gradients of 3 x 3 taps, of kernels that lie side by side, from the sums at the points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TapGradients(ref float points, nint point, ref float image, nint row, nint column, nint channels, ref float half)
    {
        for (nint channel = 0; channel < channels; channel += T.Width)
        {
            for (nint j = 0; j < 6; j++)
            {
                WinogradLines<T>.TapGradients(
                    ref Add(ref points, (j * point) + channel), 6 * point, ref Add(ref half, j * T.Width), 6 * T.Width);
            }

            for (nint i = 0; i < 3; i++)
            {
                WinogradLines<T>.TapGradients(ref Add(ref half, i * 6 * T.Width), T.Width, ref Add(ref image, (i * row) + channel), column);
            }
        }
    }
}
