using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;

namespace DeepGen.Runtime;

/// <summary>Cuts a product into register tiles of one vector width.</summary>
/// <typeparam name="T">The vector.</typeparam>
internal static class TiledProduct<T>
    where T : struct, ISimd<T>
{
    // Operands of a longer sum leave the first-level cache between one tile and the next.
    private const nint LongDepth = 1024;
    private const nint DepthPart = 384;

    // Floats between addresses that have one place in the first-level cache.
    private const nint CacheWay = 1024;
    private const nint CacheLine = 16;
    private const nint EnoughColumns = 32;

    // The part of the left operand that one group of tiles reads again for each strip of columns stays in the second-level cache.
    private const nint GroupFloats = 64 * 1024;

    /// <summary>Whether there are 32 registers instead of 16.</summary>
    public static bool ManyRegisters => T.Width == 16 || AdvSimd.IsSupported;

    /// <summary>The highest tile of two vectors whose sums fit in the registers.</summary>
    public static nint Highest => ManyRegisters ? 14 : 6;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float a, ref float b, ref float c, nint rows, nint columns, TileArguments arguments)
    {
        if (rows <= 0 || columns <= 0)
        {
            return;
        }

        if (arguments.Depth <= 0 || arguments.Blocks <= 0)
        {
            Clear(ref c, rows, columns, arguments);
        }
        else if (PackedProduct<T>.Suits(rows, columns, arguments))
        {
            PackedProduct<T>.Run(ref a, ref b, ref c, rows, columns, arguments);
        }
        else if (SlidingSums<T>.Suit(rows, columns, arguments))
        {
            nint done = SlidingSums<T>.Run(ref a, ref b, ref c, rows, columns, arguments);
            if (done < columns)
            {
                Groups(ref a, ref Unsafe.Add(ref b, Start(done, arguments)), ref Unsafe.Add(ref c, done), rows, columns - done, arguments);
            }
        }
        else if (arguments.Depth * arguments.Blocks <= LongDepth)
        {
            Groups(ref a, ref b, ref c, rows, columns, arguments);
        }
        else
        {
            InParts(ref a, ref b, ref c, rows, columns, arguments);
        }
    }

    private static void Clear(ref float c, nint rows, nint columns, in TileArguments arguments)
    {
        for (nint i = 0; i < rows && !arguments.Accumulate; i++)
        {
            Copies.Fill(ref Unsafe.Add(ref c, i * arguments.CRow), columns, 0f);
        }
    }

    /// <summary>Long sums in parts of equal depth; each goes on from what the one before has stored, so the bits stay the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InParts(ref float a, ref float b, ref float c, nint rows, nint columns, TileArguments arguments)
    {
        nint blocks = arguments.Blocks, depth = arguments.Depth;
        nint parts = depth <= LongDepth ? 1 : (depth + DepthPart - 1) / DepthPart;
        arguments.Blocks = 1;
        for (nint block = 0; block < blocks; block++)
        {
            for (nint part = 0; part < parts; part++)
            {
                nint begin = depth * part / parts;
                arguments.Depth = (depth * (part + 1) / parts) - begin;
                ref float left = ref Unsafe.Add(ref a, (block * arguments.ABlock) + (begin * arguments.AStep));
                ref float right = ref Unsafe.Add(ref b, (block * arguments.BBlock) + (begin * arguments.BStep));
                Groups(ref left, ref right, ref c, rows, columns, arguments);
                arguments.Accumulate = true;
            }
        }
    }

    /// <summary>The rows cut into tiles as even as can be, a group of tiles taken past all columns before the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Groups(ref float a, ref float b, ref float c, nint rows, nint columns, TileArguments arguments)
    {
        nint tiles = (rows + Highest - 1) / Highest;
        nint row = arguments.ARow;

        // Rows that lie side by side (a transposed operand) share cache lines with their neighbours, not with later steps.
        nint group = arguments.ARow == 1 ? 1 : Math.Clamp(GroupFloats / (arguments.Depth * arguments.Blocks * Highest), 2, 9);
        arguments.BPair = Start(2 * T.Width, arguments);
        arguments.BHalf = Start(4 * T.Width, arguments);
        bool apart = columns >= EnoughColumns && group * Highest * (arguments.Depth + CacheLine) <= TileScratch.LeftFloats
            && Competes(arguments);
        for (nint tile = 0; tile < tiles; tile += group)
        {
            nint end = Math.Min(tile + group, tiles);
            nint first = rows * tile / tiles;
            ref float left = ref Unsafe.Add(ref a, first * row);
            if (apart)
            {
                arguments.ARow = arguments.Depth + CacheLine;
                CopyRows(ref left, row, ref TileScratch.Left, arguments.ARow, (rows * end / tiles) - first, arguments.Depth);
                left = ref TileScratch.Left;
            }

            Strips(ref left, ref b, ref c, rows, columns, tile, end, tiles, arguments);
        }
    }

    /// <summary>Whether the rows of the left operand compete for a place or two in the first-level cache.</summary>
    public static bool Competes(in TileArguments arguments)
        => arguments.ARow % (CacheWay / 2) == 0 && arguments.ARow != 0 && arguments.AStep == 1 && arguments.Blocks == 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyRows(ref float from, nint fromRow, ref float to, nint toRow, nint rows, nint columns)
    {
        for (nint i = 0; i < rows; i++)
        {
            ref float source = ref Unsafe.Add(ref from, i * fromRow);
            ref float destination = ref Unsafe.Add(ref to, i * toRow);
            nint j = 0;
            for (; j <= columns - T.Width; j += T.Width)
            {
                T.Store(T.Load(in source, j), ref destination, j);
            }

            T.Store(T.Load(in source, j, (int)(columns - j)), ref destination, j, (int)(columns - j));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strips(
        ref float a, ref float b, ref float c, nint rows, nint columns, nint tile, nint end, nint tiles, in TileArguments arguments)
    {
        nint top = rows * tile / tiles;
        for (nint j = 0; j < columns;)
        {
            nint vectors = TileChoice<T>.Vectors(rows, columns - j, ManyRegisters);
            nint width = Math.Min(vectors * T.Width, columns - j);
            ref float right = ref Unsafe.Add(ref b, Start(j, arguments));
            for (nint t = tile; t < end; t++)
            {
                nint first = rows * t / tiles, height = (rows * (t + 1) / tiles) - first;
                ref float left = ref Unsafe.Add(ref a, (first - top) * arguments.ARow);
                ref float result = ref Unsafe.Add(ref c, (first * arguments.CRow) + j);
                if (width == vectors * T.Width)
                {
                    TileChoice<T>.Run(vectors, height, ref left, ref right, ref result, arguments);
                }
                else
                {
                    Edge(vectors, height, width, ref left, ref right, ref result, arguments);
                }
            }

            j += width;
        }
    }

    /// <summary>Where a column begins in the right operand: panels are as wide as one step of the depth.</summary>
    public static nint Start(nint column, in TileArguments arguments)
    {
        if (arguments.BPanel == 0)
        {
            return column;
        }

        nint panel = column / arguments.BStep;
        return (panel * arguments.BPanel) + column - (panel * arguments.BStep);
    }

    /// <summary>A tile that sticks out to the right is computed beside the result, and the columns that exist are copied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Edge(
        nint vectors, nint height, nint width, ref float a, ref float b, ref float c, TileArguments arguments)
    {
        Span<float> scratch = stackalloc float[14 * 2 * T.Width];
        ref float tile = ref scratch[0];
        nint row = arguments.CRow;
        arguments.CRow = 2 * T.Width;
        for (nint i = 0; i < height && arguments.Accumulate; i++)
        {
            Copies.CopyBelow32(ref Unsafe.Add(ref c, i * row), ref Unsafe.Add(ref tile, i * arguments.CRow), width);
        }

        TileChoice<T>.Run(vectors, height, ref a, ref b, ref tile, arguments);
        for (nint i = 0; i < height; i++)
        {
            Copies.CopyBelow32(ref Unsafe.Add(ref tile, i * arguments.CRow), ref Unsafe.Add(ref c, i * row), width);
        }
    }
}
