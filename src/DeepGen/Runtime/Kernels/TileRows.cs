using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

/// <summary>
/// Products with a right operand in panels that stay in the second-level cache: the rows of one tile after the other go past all panels, so
/// that what they read of the left operand stays in the first-level cache. What comes next from memory is asked for as the tiles run.
/// </summary>
/// <typeparam name="T">The vector.</typeparam>
internal static class TileRows<T>
    where T : struct, ISimd<T>
{
    private const nint CacheLine = 16;

    // Floats between addresses that have one place in the first-level cache, and few in the second.
    private const nint CacheWay = 1024;

    // Strips of columns that pay for laying out the rows of a tile, and for asking for the next.
    private const nint EnoughStrips = 4;

    private static nint Strip => 2 * T.Width;

    /// <summary>All rows past all panels.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand, in panels.</param>
    /// <param name="c">The result.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="arguments">Strides and extents, of one block.</param>
    /// <param name="next">What is read after this product.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        ref float a, ref float b, ref float c, nint rows, nint columns, in TileArguments arguments, in ReadAhead.Product next)
    {
        nint tiles = (rows + TiledProduct<T>.Highest - 1) / TiledProduct<T>.Highest, strips = (columns + Strip - 1) / Strip;
        bool isWide = strips >= EnoughStrips, isApart = isWide && TiledProduct<T>.Competes(arguments);
        bool isGathered = isWide && arguments.ARow == 1 && rows >= CacheLine && arguments.AStep % CacheWay == 0;
        TileArguments plain = arguments;
        plain.ARow = isApart ? arguments.Depth + CacheLine : arguments.ARow;
        plain.AStep = isGathered ? CacheLine : arguments.AStep;
        nint whole = columns / Strip;
        ReadAhead.Walk right = new(next.Right, arguments.Depth, tiles * (isWide ? whole - 2 : whole));
        for (nint t = 0; t < tiles; t++)
        {
            nint first = rows * t / tiles, height = (rows * (t + 1) / tiles) - first;
            ref float left = ref Unsafe.Add(ref a, first * arguments.ARow);
            if (isGathered)
            {
                left = ref Gathered(ref a, rows, first, arguments);
            }
            else if (isApart)
            {
                TiledProduct<T>.CopyRows(ref left, arguments.ARow, ref TileScratch.Left, plain.ARow, height, arguments.Depth);
                left = ref TileScratch.Left;
            }

            for (nint s = 0; s < strips; s++)
            {
                nint j = s * Strip, width = Math.Min(Strip, columns - j);
                TileArguments own = plain;
                if (width < Strip)
                {
                    // What is left of the columns takes tiles that ask for nothing.
                }
                else if (!isWide || s >= 2)
                {
                    right.Ask(ref own);
                }
                else if (s == 0)
                {
                    AskForLeft(ref own, ref a, rows, t, tiles, arguments, next.Left);
                }
                else
                {
                    ref float below = ref Unsafe.Add(ref c, (first + height) * arguments.CRow);
                    nint result = t + 1 < tiles ? ReadAhead.AddressOf(ref below) : next.Result;
                    ReadAhead.Ask(ref own, result, sizeof(float) * arguments.CRow, ReadAhead.Lines(columns));
                }

                ref float panel = ref Unsafe.Add(ref b, TiledProduct<T>.Start(j, arguments));
                ref float at = ref Unsafe.Add(ref c, (first * arguments.CRow) + j);
                if (width == Strip)
                {
                    TileChoice<T>.Run(2, height, ref left, ref panel, ref at, own);
                }
                else
                {
                    nint vectors = TileChoice<T>.Vectors(rows, width, TiledProduct<T>.ManyRegisters);
                    TiledProduct<T>.Edge(vectors, height, width, ref left, ref panel, ref at, plain);
                }
            }
        }
    }

    /// <summary>Asks for what the next tile reads of the left operand.</summary>
    private static void AskForLeft(
        ref TileArguments own, ref float a, nint rows, nint tile, nint tiles, in TileArguments arguments, nint nextLeft)
    {
        bool isAcross = arguments.ARow == 1;

        // Side by side, the last row is in a line that the tiles before have not read; the first are in theirs.
        nint row = isAcross ? (rows * (tile + 2) / tiles) - 1 : rows * (tile + 1) / tiles;
        nint address = row < rows ? ReadAhead.AddressOf(ref Unsafe.Add(ref a, row * arguments.ARow)) : nextLeft;
        if (isAcross)
        {
            ReadAhead.AskAcross(ref own, address, sizeof(float) * arguments.AStep);
        }
        else
        {
            ReadAhead.Ask(ref own, address, sizeof(float) * arguments.ARow, ReadAhead.Lines(arguments.Depth));
        }
    }

    /// <summary>
    /// A tile's rows step by step, a cache line for each, where the lines of the steps compete for a place in the caches.
    /// </summary>
    private static ref float Gathered(ref float a, nint rows, nint first, in TileArguments arguments)
    {
        // Nothing is read beyond the last row: lines that would be are moved to the left, and begin where those before have ended.
        nint beyond = Math.Max(0, first + CacheLine - rows);
        ref float to = ref Unsafe.Add(ref TileScratch.Left, CacheLine);
        Gather(ref Unsafe.Add(ref a, first - beyond), arguments.AStep, ref Unsafe.Add(ref to, -beyond), arguments.Depth);
        return ref to;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(ref float from, nint step, ref float to, nint steps)
    {
        for (; steps > 0; steps--)
        {
            for (nint i = 0; i < CacheLine; i += T.Width)
            {
                T.Store(T.Load(in from, i), ref to, i);
            }

            from = ref Unsafe.Add(ref from, step);
            to = ref Unsafe.Add(ref to, CacheLine);
        }
    }
}
