using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

/// <summary>
/// Products whose right operand lies badly - turned around, so large that each strip of it comes from memory, or with rows so far apart
/// that each is on a page of its own - and those that use it often enough. A part of it at a time is copied into panels, one for each strip
/// of columns, which all rows then use from the second-level cache.
/// </summary>
/// <typeparam name="T">The vector.</typeparam>
internal static class PackedProduct<T>
    where T : struct, ISimd<T>
{
    // What a tile's rows read of the left operand stays in the first-level cache.
    private const nint DepthPart = 384;
    private const nint CacheLine = 16;

    // Fewer rows would not pay for the copy.
    private const nint EnoughRows = 28;

    // Rows further apart than this lie on pages of their own.
    private const nint FarStep = 2048;

    private const nint LargeFloats = 512 * 1024;

    // So many rows and columns pay for the copy of anything that leaves the second-level cache little room for the rest.
    private const nint ManyRows = 100;
    private const nint ManyColumns = 128;
    private const nint HalfOfCache = 128 * 1024;

    // Rows far apart are copied so many at a time: the processor sees what comes next in each of them, and reads ahead.
    private const nint Streams = 8;

    /// <summary>Whether the copy is needed, or pays.</summary>
    public static bool Suits(nint rows, nint columns, in TileArguments arguments)
    {
        nint floats = arguments.Depth * arguments.Blocks * columns;
        return arguments.BColumn != 1
            || (rows >= EnoughRows && arguments.BPanel == 0 && (arguments.BStep >= FarStep || floats > Math.Max(columns, LargeFloats)))
            || (rows >= ManyRows && columns >= ManyColumns && floats >= HalfOfCache);
    }

    /// <summary>Part after part goes on from what the one before has stored, so the bits are those of a product in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float a, ref float b, ref float c, nint rows, nint columns, TileArguments arguments)
    {
        nint blocks = arguments.Blocks, depth = arguments.Depth, parts = (depth + DepthPart - 1) / DepthPart;
        nint panel = TileChoice<T>.Vectors(rows, columns, TiledProduct<T>.ManyRegisters) * T.Width;
        nint width = Width(columns, Math.Max(panel, Tiles.Panel), ((depth + parts - 1) / parts) + (2 * CacheLine));
        TileArguments source = arguments;
        bool accumulate = arguments.Accumulate;
        arguments.Blocks = 1;
        arguments.BColumn = 1;
        arguments.BStep = panel;
        for (nint j = 0; j < columns; j += width)
        {
            arguments.Accumulate = accumulate;
            nint wide = Math.Min(width, columns - j);
            for (nint q = 0; q < blocks * parts; q++)
            {
                bool isLast = q + 1 == blocks * parts;
                ref float left = ref Unsafe.Add(ref a, Left(q)), result = ref Unsafe.Add(ref c, j), right = ref TileScratch.Right;
                arguments.Depth = Begin(depth, (q % parts) + 1, parts) - Begin(depth, q % parts, parts);

                // Panels lie a cache line apart, so that those of which one step of the depth is written do not compete.
                arguments.BPanel = (panel * arguments.Depth) + CacheLine;
                Pack(ref Unsafe.Add(ref b, Right(q, j)), ref right, wide, source, arguments);
                if (panel > 2 * T.Width)
                {
                    TiledProduct<T>.Groups(ref left, ref right, ref result, rows, wide, arguments);
                }
                else
                {
                    (nint nextPart, nint nextColumn) = isLast ? (0, j + wide) : (q + 1, j);
                    nint nextWide = Math.Min(width, columns - nextColumn);
                    ReadAhead.Product next = nextWide == 0 ? default : new(
                        ReadAhead.AddressOf(ref Unsafe.Add(ref a, Left(nextPart))),
                        Area(ref Unsafe.Add(ref b, Right(nextPart, nextColumn)), nextWide, source, arguments.Depth),
                        ReadAhead.AddressOf(ref Unsafe.Add(ref c, nextColumn)));
                    TileRows<T>.Run(ref left, ref right, ref result, rows, wide, arguments, next);
                }

                arguments.Accumulate = true;
            }
        }

        nint Left(nint q) => (q / parts * source.ABlock) + (Begin(depth, q % parts, parts) * source.AStep);
        nint Right(nint q, nint j) => (q / parts * source.BBlock) + (Begin(depth, q % parts, parts) * source.BStep)
            + (source.BColumn == 1 ? TiledProduct<T>.Start(j, source) : j * source.BColumn);
    }

    /// <summary>The columns whose panels are in use at a time: all, or as even a share of them as can be, in whole panels.</summary>
    private static nint Width(nint columns, nint panel, nint depth)
    {
        nint panels = (columns + panel - 1) / panel, most = Math.Max(1, TileScratch.RightFloats / (depth * panel));
        nint cuts = (panels + most - 1) / most;
        return (panels + cuts - 1) / cuts * panel;
    }

    /// <summary>What some columns and a part of the depth read of the right operand.</summary>
    private static ReadAhead.Area Area(ref float b, nint columns, in TileArguments source, nint depth)
    {
        nint address = ReadAhead.AddressOf(ref b);
        return source.BPanel != 0
            ? new(address, sizeof(float) * source.BPanel, (columns + Tiles.Panel - 1) / Tiles.Panel, ReadAhead.Lines(depth * Tiles.Panel))
            : source.BColumn != 1 ? new(address, sizeof(float) * source.BColumn, columns, ReadAhead.Lines(depth))
            : new(address, sizeof(float) * source.BStep, depth, ReadAhead.Lines(columns));
    }

    /// <summary>Where a part of the depth begins: with a cache line, so that each is turned around whole.</summary>
    private static nint Begin(nint depth, nint part, nint parts) => part == parts ? depth : depth * part / parts / CacheLine * CacheLine;

    private static void Pack(ref float b, ref float packed, nint columns, in TileArguments source, in TileArguments arguments)
    {
        nint column = source.BColumn, step = source.BStep, width = arguments.BStep, panel = arguments.BPanel, depth = arguments.Depth;
        nint streams = column == 1 && source.BPanel == 0 ? Streams : depth;
        for (nint k = 0; k < depth; k += streams)
        {
            nint rows = Math.Min(streams, depth - k);
            for (nint j = 0; j < columns; j += width)
            {
                nint wide = Math.Min(width, columns - j);
                ref float to = ref Unsafe.Add(ref packed, (k * width) + (j / width * panel));
                if (column != 1)
                {
                    Copies.Transpose(ref Unsafe.Add(ref b, j * column), column, ref to, width, wide, depth);
                }
                else
                {
                    CopyPanel(ref Unsafe.Add(ref b, (k * step) + TiledProduct<T>.Start(j, source)), step, ref to, width, rows, wide);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyPanel(ref float from, nint fromRow, ref float to, nint toRow, nint rows, nint columns)
    {
        for (; rows > 0; rows--)
        {
            for (nint i = 0; i < columns; i += T.Width)
            {
                T.Store(T.Load(in from, i), ref to, i);
            }

            from = ref Unsafe.Add(ref from, fromRow);
            to = ref Unsafe.Add(ref to, toRow);
        }
    }
}
