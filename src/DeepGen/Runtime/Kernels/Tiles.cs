using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepGen.Runtime;

/// <summary>Matrix products on operands read in place, for any strides and any extents.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Tiles
{
    /// <summary>Columns of a panel: two of the widest vectors, a whole number of those of any narrower tile.</summary>
    public const int Panel = 32;

    /// <summary>
    /// Sets, or adds to, <c>c[i * cRow + j]</c> the sum over <c>q</c> below <paramref name="blocks"/> and <c>k</c> below
    /// <paramref name="depth"/> of <c>a[i * aRow + k * aK + q * aBlock] * b[k * bK + q * bBlock + j]</c>.
    /// </summary>
    /// <remarks>
    /// Nothing beyond the columns of a row of c is written. As many as 15 floats beyond the last column of a row of b may be read.
    /// Every element is summed in the order of q and k, so it has the same bits however the rows and columns are divided.
    /// </remarks>
    /// <param name="a">The left operand: [rows, blocks, depth].</param>
    /// <param name="aRow">Floats from one row of a to the next.</param>
    /// <param name="aK">Floats from one step of the depth to the next in a: 1 for a matrix as it is, its row length if transposed.</param>
    /// <param name="aBlock">Floats from one block to the next in a.</param>
    /// <param name="b">The right operand: [blocks, depth, columns].</param>
    /// <param name="bK">Floats from one step of the depth to the next in b.</param>
    /// <param name="bBlock">Floats from one block to the next in b.</param>
    /// <param name="c">The result: [rows, columns].</param>
    /// <param name="cRow">Floats from one row of c to the next.</param>
    /// <param name="rows">The rows of a and c.</param>
    /// <param name="columns">The columns of b and c.</param>
    /// <param name="depth">The terms of each sum in one block; with none, c is zeroed or left as it is.</param>
    /// <param name="blocks">The number of blocks, 1 for a plain product.</param>
    /// <param name="accumulate">Whether to add to what c holds.</param>
    public static void Multiply(
        ref readonly float a, nint aRow, nint aK, nint aBlock, ref readonly float b, nint bK, nint bBlock,
        ref float c, nint cRow, nint rows, nint columns, nint depth, nint blocks, bool accumulate)
        => Multiply(in a, aRow, aK, aBlock, in b, bK, bBlock, 1, ref c, cRow, rows, columns, depth, blocks, accumulate);

    /// <summary>
    /// The same with any step from one column of b to the next: <c>b[k * bK + q * bBlock + j * bColumn]</c>. Where that is not 1,
    /// <paramref name="bK"/> has to be: b is turned around, part by part, while the product runs.
    /// </summary>
    /// <param name="a">The left operand: [rows, blocks, depth].</param>
    /// <param name="aRow">Floats from one row of a to the next.</param>
    /// <param name="aK">Floats from one step of the depth to the next in a.</param>
    /// <param name="aBlock">Floats from one block to the next in a.</param>
    /// <param name="b">The right operand: [blocks, columns, depth], or as above.</param>
    /// <param name="bK">Floats from one step of the depth to the next in b.</param>
    /// <param name="bBlock">Floats from one block to the next in b.</param>
    /// <param name="bColumn">Floats from one column of b to the next.</param>
    /// <param name="c">The result: [rows, columns].</param>
    /// <param name="cRow">Floats from one row of c to the next.</param>
    /// <param name="rows">The rows of a and c.</param>
    /// <param name="columns">The columns of b and c.</param>
    /// <param name="depth">The terms of each sum in one block.</param>
    /// <param name="blocks">The number of blocks.</param>
    /// <param name="accumulate">Whether to add to what c holds.</param>
    public static void Multiply(
        ref readonly float a, nint aRow, nint aK, nint aBlock, ref readonly float b, nint bK, nint bBlock, nint bColumn,
        ref float c, nint cRow, nint rows, nint columns, nint depth, nint blocks, bool accumulate)
    {
        TileArguments arguments = new()
        {
            ARow = aRow,
            AStep = aK,
            ABlock = aBlock,
            BStep = bK,
            BBlock = bBlock,
            BColumn = bColumn,
            CRow = cRow,
            Depth = depth,
            Blocks = blocks,
            Accumulate = accumulate,
        };
        Run(ref Unsafe.AsRef(in a), ref Unsafe.AsRef(in b), ref c, rows, columns, arguments);
    }

    /// <summary>
    /// The same with the right operand in panels of <see cref="Panel"/> columns: each holds its part of every step of the depth, one after
    /// another, so that a tile reads it from one end to the other.
    /// </summary>
    /// <param name="a">The left operand: [rows, blocks, depth].</param>
    /// <param name="aRow">Floats from one row of a to the next.</param>
    /// <param name="aK">Floats from one step of the depth to the next in a.</param>
    /// <param name="aBlock">Floats from one block to the next in a.</param>
    /// <param name="b">The right operand: [panels, blocks, depth, 32]; it begins with a panel.</param>
    /// <param name="bPanel">Floats from one panel to the next in b.</param>
    /// <param name="bBlock">Floats from one block to the next in b.</param>
    /// <param name="c">The result: [rows, columns].</param>
    /// <param name="cRow">Floats from one row of c to the next.</param>
    /// <param name="rows">The rows of a and c.</param>
    /// <param name="columns">The columns of b and c; those that the last panel has more are not looked at.</param>
    /// <param name="depth">The terms of each sum in one block.</param>
    /// <param name="blocks">The number of blocks.</param>
    /// <param name="accumulate">Whether to add to what c holds.</param>
    public static void MultiplyPanels(
        ref readonly float a, nint aRow, nint aK, nint aBlock, ref readonly float b, nint bPanel, nint bBlock,
        ref float c, nint cRow, nint rows, nint columns, nint depth, nint blocks, bool accumulate)
    {
        TileArguments arguments = new()
        {
            ARow = aRow,
            AStep = aK,
            ABlock = aBlock,
            BStep = Panel,
            BBlock = bBlock,
            BColumn = 1,
            BPanel = bPanel,
            CRow = cRow,
            Depth = depth,
            Blocks = blocks,
            Accumulate = accumulate,
        };
        Run(ref Unsafe.AsRef(in a), ref Unsafe.AsRef(in b), ref c, rows, columns, arguments);
    }

    private static void Run(ref float left, ref float right, ref float c, nint rows, nint columns, in TileArguments arguments)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            TiledProduct<Simd16>.Run(ref left, ref right, ref c, rows, columns, arguments);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            TiledProduct<Simd8>.Run(ref left, ref right, ref c, rows, columns, arguments);
        }
        else
        {
            TiledProduct<Simd4>.Run(ref left, ref right, ref c, rows, columns, arguments);
        }
    }
}
