using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

/// <summary>Picks the register tile for a number of rows and columns.</summary>
/// <typeparam name="T">The vector.</typeparam>
internal static class TileChoice<T>
    where T : struct, ISimd<T>
{
    /// <summary>
    /// The width of the next tile in vectors. Few rows need a wide tile: eight sums or more have to be under way to hide the latency of
    /// each, and no more may be than there are registers.
    /// </summary>
    /// <param name="rows">The rows of the whole product.</param>
    /// <param name="columns">The columns left.</param>
    /// <param name="manyRegisters">Whether there are 32 registers instead of 16.</param>
    public static nint Vectors(nint rows, nint columns, bool manyRegisters)
    {
        if (columns >= 8 * T.Width && rows <= (manyRegisters ? 2 : 1))
        {
            return 8;
        }

        if (columns >= 4 * T.Width && rows <= (manyRegisters ? 6 : 3))
        {
            return 4;
        }

        return columns > T.Width ? 2 : 1;
    }

    /// <summary>Runs the tile of a height and a width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(nint vectors, nint height, ref float a, ref float b, ref float c, in TileArguments s)
    {
        switch (vectors)
        {
            case 8: Eight(height, ref a, ref b, ref c, s); break;
            case 4: Four(height, ref a, ref b, ref c, s); break;
            case 2: Two(height, ref a, ref b, ref c, s); break;
            default: One(height, ref a, ref b, ref c, s); break;
        }
    }

    private static void Eight(nint height, ref float a, ref float b, ref float c, in TileArguments s)
    {
        switch (height)
        {
            case 1: RegisterTiles.EightVectors<T, Heights.Of1>(ref a, ref b, ref c, s); break;
            case 2: RegisterTiles.EightVectors<T, Heights.Of2>(ref a, ref b, ref c, s); break;
        }
    }

    private static void Four(nint height, ref float a, ref float b, ref float c, in TileArguments s)
    {
        switch (height)
        {
            case 1: RegisterTiles.FourVectors<T, Heights.Of1>(ref a, ref b, ref c, s); break;
            case 2: RegisterTiles.FourVectors<T, Heights.Of2>(ref a, ref b, ref c, s); break;
            case 3: RegisterTiles.FourVectors<T, Heights.Of3>(ref a, ref b, ref c, s); break;
            case 4: RegisterTiles.FourVectors<T, Heights.Of4>(ref a, ref b, ref c, s); break;
            case 5: RegisterTiles.FourVectors<T, Heights.Of5>(ref a, ref b, ref c, s); break;
            case 6: RegisterTiles.FourVectors<T, Heights.Of6>(ref a, ref b, ref c, s); break;
        }
    }

    private static void Two(nint height, ref float a, ref float b, ref float c, in TileArguments s)
    {
        switch (height)
        {
            case 1: RegisterTiles.TwoVectors<T, Heights.Of1>(ref a, ref b, ref c, s); break;
            case 2: RegisterTiles.TwoVectors<T, Heights.Of2>(ref a, ref b, ref c, s); break;
            case 3: RegisterTiles.TwoVectors<T, Heights.Of3>(ref a, ref b, ref c, s); break;
            case 4: RegisterTiles.TwoVectors<T, Heights.Of4>(ref a, ref b, ref c, s); break;
            case 5: RegisterTiles.TwoVectors<T, Heights.Of5>(ref a, ref b, ref c, s); break;
            case 6: RegisterTiles.TwoVectors<T, Heights.Of6>(ref a, ref b, ref c, s); break;
            case 7: RegisterTiles.TwoVectors<T, Heights.Of7>(ref a, ref b, ref c, s); break;
            case 8: RegisterTiles.TwoVectors<T, Heights.Of8>(ref a, ref b, ref c, s); break;
            case 9: RegisterTiles.TwoVectors<T, Heights.Of9>(ref a, ref b, ref c, s); break;
            case 10: RegisterTiles.TwoVectors<T, Heights.Of10>(ref a, ref b, ref c, s); break;
            case 11: RegisterTiles.TwoVectors<T, Heights.Of11>(ref a, ref b, ref c, s); break;
            case 12: RegisterTiles.TwoVectors<T, Heights.Of12>(ref a, ref b, ref c, s); break;
            case 13: RegisterTiles.TwoVectors<T, Heights.Of13>(ref a, ref b, ref c, s); break;
            case 14: RegisterTiles.TwoVectors<T, Heights.Of14>(ref a, ref b, ref c, s); break;
        }
    }

    private static void One(nint height, ref float a, ref float b, ref float c, in TileArguments s)
    {
        switch (height)
        {
            case 1: RegisterTiles.OneVector<T, Heights.Of1>(ref a, ref b, ref c, s); break;
            case 2: RegisterTiles.OneVector<T, Heights.Of2>(ref a, ref b, ref c, s); break;
            case 3: RegisterTiles.OneVector<T, Heights.Of3>(ref a, ref b, ref c, s); break;
            case 4: RegisterTiles.OneVector<T, Heights.Of4>(ref a, ref b, ref c, s); break;
            case 5: RegisterTiles.OneVector<T, Heights.Of5>(ref a, ref b, ref c, s); break;
            case 6: RegisterTiles.OneVector<T, Heights.Of6>(ref a, ref b, ref c, s); break;
            case 7: RegisterTiles.OneVector<T, Heights.Of7>(ref a, ref b, ref c, s); break;
            case 8: RegisterTiles.OneVector<T, Heights.Of8>(ref a, ref b, ref c, s); break;
            case 9: RegisterTiles.OneVector<T, Heights.Of9>(ref a, ref b, ref c, s); break;
            case 10: RegisterTiles.OneVector<T, Heights.Of10>(ref a, ref b, ref c, s); break;
            case 11: RegisterTiles.OneVector<T, Heights.Of11>(ref a, ref b, ref c, s); break;
            case 12: RegisterTiles.OneVector<T, Heights.Of12>(ref a, ref b, ref c, s); break;
            case 13: RegisterTiles.OneVector<T, Heights.Of13>(ref a, ref b, ref c, s); break;
            case 14: RegisterTiles.OneVector<T, Heights.Of14>(ref a, ref b, ref c, s); break;
        }
    }
}
