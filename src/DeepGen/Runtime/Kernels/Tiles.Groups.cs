using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepGen.Runtime;

public static partial class Tiles
{
    /// <summary>
    /// The same for several groups of rows that use one right operand: what the taps of a convolution's kernel see, row by row of the taps.
    /// So few rows in each would wait for their sums; together they keep the processor busy.
    /// </summary>
    /// <param name="a">The left operand: [groups, rows, blocks, depth].</param>
    /// <param name="aRow">Floats from one row of a to the next.</param>
    /// <param name="aGroup">Floats from one group of rows of a to the next.</param>
    /// <param name="aK">Floats from one step of the depth to the next in a.</param>
    /// <param name="aBlock">Floats from one block to the next in a.</param>
    /// <param name="b">The right operand: [blocks, depth, columns].</param>
    /// <param name="bK">Floats from one step of the depth to the next in b.</param>
    /// <param name="bBlock">Floats from one block to the next in b.</param>
    /// <param name="c">The result: [groups, rows, columns].</param>
    /// <param name="cRow">Floats from one row of c to the next.</param>
    /// <param name="cGroup">Floats from one group of rows of c to the next.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="rows">The rows of each.</param>
    /// <param name="columns">The columns of b and c.</param>
    /// <param name="depth">The terms of each sum in one block.</param>
    /// <param name="blocks">The number of blocks.</param>
    /// <param name="accumulate">Whether to add to what c holds.</param>
    public static void MultiplyGroups(
        ref readonly float a, nint aRow, nint aGroup, nint aK, nint aBlock, ref readonly float b, nint bK, nint bBlock,
        ref float c, nint cRow, nint cGroup, nint groups, nint rows, nint columns, nint depth, nint blocks, bool accumulate)
    {
        TileArguments arguments = new()
        {
            ARow = aRow,
            AStep = aK,
            ABlock = aBlock,
            BStep = bK,
            BBlock = bBlock,
            BColumn = 1,
            CRow = cRow,
            Depth = depth,
            Blocks = blocks,
            Accumulate = accumulate,
        };
        ref float left = ref Unsafe.AsRef(in a), right = ref Unsafe.AsRef(in b);
        nint done = groups != RegisterTiles.Groups || rows != RegisterTiles.Groups ? 0
            : Vector512.IsHardwareAccelerated ? WholeVectors<Simd16>(ref left, aGroup, ref right, ref c, cGroup, columns, arguments)
            : Vector256.IsHardwareAccelerated ? WholeVectors<Simd8>(ref left, aGroup, ref right, ref c, cGroup, columns, arguments)
            : WholeVectors<Simd4>(ref left, aGroup, ref right, ref c, cGroup, columns, arguments);
        for (nint group = 0; group < groups && done < columns; group++)
        {
            Multiply(
                ref Unsafe.Add(ref left, group * aGroup), aRow, aK, aBlock, ref Unsafe.Add(ref right, done), bK, bBlock,
                ref Unsafe.Add(ref c, (group * cGroup) + done), cRow, rows, columns - done, depth, blocks, accumulate);
        }
    }

    private static nint WholeVectors<T>(
        ref float a, nint aGroup, ref float b, ref float c, nint cGroup, nint columns, in TileArguments arguments)
        where T : struct, ISimd<T>
    {
        nint done = 0;
        for (; done <= columns - T.Width; done += T.Width)
        {
            RegisterTiles.ThreeGroups<T>(ref a, ref Unsafe.Add(ref b, done), ref Unsafe.Add(ref c, done), arguments, aGroup, cGroup);
        }

        return done;
    }
}
