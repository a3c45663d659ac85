using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.Unsafe;

namespace DeepGen.Runtime;

/// <summary>
/// The two-dimensional transforms of Winograd's convolution: a line's transform along the columns, and then along the rows.
/// </summary>
/// <typeparam name="T">The vector.</typeparam>
internal static class WinogradTiles<T>
    where T : struct, ISimd<T>
{
    /// <summary>Transforms a square of positions for a run of channels, which lie together.</summary>
    /// <remarks>
    /// Channels come in full vectors: as many as 15 floats behind the last channel may be read, and are written.
    /// </remarks>
    /// <typeparam name="TLine">The line's transform.</typeparam>
    /// <param name="from">The first channel of the first position.</param>
    /// <param name="row">Floats from one row of positions to the next.</param>
    /// <param name="column">Floats from one column of positions to the next.</param>
    /// <param name="to">Where the first channel of the first position goes.</param>
    /// <param name="toRow">Floats from one row of what is written to the next.</param>
    /// <param name="toColumn">Floats from one column of what is written to the next.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="half">Room for 36 vectors between the two dimensions.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transform<TLine>(
        ref float from, nint row, nint column, ref float to, nint toRow, nint toColumn, nint channels, ref float half)
        where TLine : struct, IWinogradLine
    {
        nint halfRow = TLine.From * T.Width;
        for (nint channel = 0; channel < channels; channel += T.Width)
        {
            for (nint j = 0; j < TLine.From; j++)
            {
                TLine.Apply<T>(ref Add(ref from, (j * column) + channel), row, ref Add(ref half, j * T.Width), halfRow);
            }

            for (nint i = 0; i < TLine.To; i++)
            {
                TLine.Apply<T>(ref Add(ref half, i * halfRow), T.Width, ref Add(ref to, (i * toRow) + channel), toColumn);
            }
        }
    }
}
