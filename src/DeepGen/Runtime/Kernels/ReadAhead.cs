using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DeepGen.Runtime;

/// <summary>
/// Asks the processor for memory before it is needed. Nothing is read and nothing can fail, wherever the address points: one of memory that
/// has moved costs a little speed.
/// </summary>
internal static unsafe class ReadAhead
{
    /// <summary>Bytes that one request brings.</summary>
    private const nint Line = 64;

    /// <summary>The address of a float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint AddressOf(ref float at) => (nint)Unsafe.AsPointer(ref at);

    /// <summary>The lines that so many floats side by side take.</summary>
    /// <param name="floats">How many.</param>
    public static nint Lines(nint floats) => LinesOf(floats * sizeof(float));

    private static nint LinesOf(nint bytes) => (bytes + Line - 1) / Line;

    /// <summary>Asks for one line of the second-level cache.</summary>
    /// <param name="address">Any place of it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ask(nint address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1((void*)address);
        }
    }

    /// <summary>
    /// Has a tile ask for rows of memory, a line at each step of its depth, for as many rows as it has steps for. The depth is cut into as
    /// many blocks, so that each goes along one of them; the steps that are left ask for what lies before the first.
    /// </summary>
    /// <param name="tile">The tile, of one block.</param>
    /// <param name="address">Where the first row begins; 0 for none.</param>
    /// <param name="rowBytes">Bytes from one row to the next.</param>
    /// <param name="rowLines">The lines of each.</param>
    public static void Ask(ref TileArguments tile, nint address, nint rowBytes, nint rowLines)
    {
        nint run = Math.Min(rowLines, tile.Depth);
        if (address == 0 || run <= 0)
        {
            return;
        }

        nint runs = tile.Depth / run;
        tile.Extra = tile.Depth - (run * runs);
        tile.Ahead = address - (tile.Extra * Line);
        tile.AheadStep = Line;
        tile.AheadBlock = rowBytes;
        tile.Depth = run;
        tile.Blocks = runs;
        tile.ABlock = run * tile.AStep;
        tile.BBlock = run * tile.BStep;
    }

    /// <summary>Has a tile ask for one line of each of as many rows as it has steps of depth.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="address">The line of the first row; 0 for none.</param>
    /// <param name="rowBytes">Bytes from one row to the next.</param>
    public static void AskAcross(ref TileArguments tile, nint address, nint rowBytes)
    {
        tile.Ahead = address;
        tile.AheadStep = rowBytes;
    }

    /// <summary>Rows of memory.</summary>
    /// <param name="Address">Where the first begins; 0 for none.</param>
    /// <param name="RowBytes">Bytes from one to the next, which may lie before it.</param>
    /// <param name="Rows">How many.</param>
    /// <param name="RowLines">The lines of each.</param>
    public readonly record struct Area(nint Address, nint RowBytes, nint Rows, nint RowLines);

    /// <summary>What a product reads first.</summary>
    /// <param name="Left">The address of the first rows of its left operand; 0 for none.</param>
    /// <param name="Right">All of its right operand.</param>
    /// <param name="Result">The address of the first rows of its result; 0 for none.</param>
    public readonly record struct Product(nint Left, Area Right, nint Result);

    /// <summary>An area that the last of so many tiles share out, so that it does not take the place of what is used before.</summary>
    public struct Walk
    {
        private readonly Area area;
        private readonly nint together;
        private readonly nint pieces;
        private readonly nint depth;
        private nint turn;

        /// <summary>Shares out an area.</summary>
        /// <param name="area">The area.</param>
        /// <param name="depth">The lines that a tile can ask for.</param>
        /// <param name="tiles">The tiles.</param>
        public Walk(in Area area, nint depth, nint tiles)
        {
            // Rows without gaps are one long row.
            bool isOne = area.RowBytes > 0 && area.RowBytes <= area.RowLines * Line;
            this.area = isOne ? area with { Rows = Math.Min(1, area.Rows), RowLines = LinesOf(area.Rows * area.RowBytes) } : area;
            this.depth = depth;
            nint lines = Math.Max(1, this.area.RowLines);
            together = Math.Max(1, depth / lines);
            pieces = (lines + depth - 1) / depth;
            turn = Math.Min(0, ((this.area.Rows + together - 1) / together * pieces) - tiles);
        }

        /// <summary>Has the next tile ask for what falls to it.</summary>
        /// <param name="tile">The tile.</param>
        public void Ask(ref TileArguments tile)
        {
            nint row = turn / pieces * together;
            if (turn >= 0 && row < area.Rows)
            {
                nint piece = turn % pieces * depth;
                ReadAhead.Ask(
                    ref tile, area.Address + (row * area.RowBytes) + (piece * Line), area.RowBytes,
                    Math.Min(area.RowLines - piece, depth));
            }

            turn++;
        }
    }
}
