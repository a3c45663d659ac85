using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

/// <summary>
/// Products of so few terms that the right operand of a vector of columns fits in registers, over windows that slide by one step from row
/// to row: convolutions of one channel with kernels three wide.
/// </summary>
/// <typeparam name="T">The vector.</typeparam>
internal static class SlidingSums<T>
    where T : struct, ISimd<T>
{
    private const nint Depth = 3;
    private const nint MostBlocks = 3;

    /// <summary>Whether the sums are such, and are many.</summary>
    public static bool Suit(nint rows, nint columns, in TileArguments arguments)
        => arguments.Depth == Depth && arguments.Blocks <= MostBlocks && arguments.ARow == arguments.AStep
            && rows >= RegisterTiles.SlidingRows && columns >= T.Width && !arguments.Accumulate;

    /// <summary>All rows past one vector of columns after the other.</summary>
    /// <returns>The columns that are done: all whole vectors of them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static nint Run(ref float a, ref float b, ref float c, nint rows, nint columns, in TileArguments arguments)
    {
        nint j = 0;
        for (; j <= columns - T.Width; j += T.Width)
        {
            ref float right = ref Unsafe.Add(ref b, TiledProduct<T>.Start(j, arguments));
            RegisterTiles.SlidingSums<T>(ref a, ref right, ref Unsafe.Add(ref c, j), rows, arguments);
        }

        return j;
    }
}
