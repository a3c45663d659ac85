using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

/// <summary>
/// Products whose right operand lies badly: turned around, so large that each strip of it comes from memory, or with rows so far apart
/// that each is on a page of its own. A part of it at a time is copied into panels, one for each strip of columns, which all rows then use
/// from the second-level cache.
/// </summary>
/// <typeparam name="T">The vector.</typeparam>
internal static class PackedProduct<T>
    where T : struct, ISimd<T>
{
    private const nint DepthPart = 384;
    private const nint CacheLine = 16;

    // Fewer rows would not pay for the copy.
    private const nint EnoughRows = 28;

    // Rows further apart than this lie on pages of their own.
    private const nint FarStep = 2048;

    private const nint LargeFloats = 512 * 1024;

    // Rows far apart are copied so many at a time: the processor sees what comes next in each of them, and reads ahead.
    private const nint Streams = 8;

    /// <summary>Whether the copy is needed, or pays.</summary>
    public static bool Suits(nint rows, nint columns, in TileArguments arguments)
        => arguments.BColumn != 1
            || (rows >= EnoughRows && arguments.BPanel == 0
                && (arguments.BStep >= FarStep || arguments.Depth * arguments.Blocks > LargeFloats / Math.Min(columns, LargeFloats)));

    /// <summary>Part after part goes on from what the one before has stored, so the bits are those of a product in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float a, ref float b, ref float c, nint rows, nint columns, TileArguments arguments)
    {
        nint blocks = arguments.Blocks, depth = arguments.Depth, step = arguments.BStep;
        nint parts = (depth + DepthPart - 1) / DepthPart, longest = ((depth + parts - 1) / parts) + (2 * CacheLine);
        nint panel = TileChoice<T>.Vectors(rows, columns, TiledProduct<T>.ManyRegisters) * T.Width;
        nint width = Math.Max(1, TileScratch.RightFloats / (longest * panel)) * panel;
        nint block = arguments.BBlock, column = arguments.BColumn;
        bool accumulate = arguments.Accumulate, isTurned = column != 1;
        ref float packed = ref TileScratch.Right;
        arguments.Blocks = 1;
        arguments.BStep = panel;
        for (nint j = 0; j < columns; j += width)
        {
            arguments.Accumulate = accumulate;
            nint wide = Math.Min(width, columns - j);
            for (nint q = 0; q < blocks * parts; q++)
            {
                nint part = q % parts, begin = Begin(depth, part, parts);
                arguments.Depth = Begin(depth, part + 1, parts) - begin;

                // Panels lie a cache line apart, so that those of which one step of the depth is written do not compete.
                arguments.BPanel = (panel * arguments.Depth) + CacheLine;
                Pack(ref Unsafe.Add(ref b, Start(q, j)), step, ref packed, wide, arguments);
                bool isLast = q + 1 == blocks * parts;
                nint next = !isLast ? Start(q + 1, j) : j + wide < columns ? Start(0, j + wide) : -1;
                arguments.Next = next < 0 ? 0 : ReadAhead.AddressOf(ref Unsafe.Add(ref b, next));
                arguments.NextRows = isTurned ? Math.Min(width, isLast ? columns - j - wide : wide) : arguments.Depth;
                arguments.NextRow = sizeof(float) * (isTurned ? column : step);
                TiledProduct<T>.Groups(
                    ref Unsafe.Add(ref a, (q / parts * arguments.ABlock) + (begin * arguments.AStep)), ref packed,
                    ref Unsafe.Add(ref c, j), rows, wide, arguments);
                arguments.Accumulate = true;
            }
        }

        nint Start(nint q, nint j) => (q / parts * block) + (Begin(depth, q % parts, parts) * step) + (j * column);
    }

    /// <summary>Where a part of the depth begins: with a cache line, so that each is turned around whole.</summary>
    private static nint Begin(nint depth, nint part, nint parts) => part == parts ? depth : depth * part / parts / CacheLine * CacheLine;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(ref float b, nint step, ref float packed, nint columns, in TileArguments arguments)
    {
        nint column = arguments.BColumn, width = arguments.BStep, panel = arguments.BPanel, depth = arguments.Depth;
        ref float to = ref packed;
        for (nint j = 0; j < columns && column != 1; j += width)
        {
            Copies.Transpose(ref Unsafe.Add(ref b, j * column), column, ref to, width, Math.Min(width, columns - j), depth);
            to = ref Unsafe.Add(ref to, panel);
        }

        for (nint k = 0; k < depth && column == 1; k += Streams)
        {
            nint rows = Math.Min(Streams, depth - k);
            for (nint j = 0; j < columns; j += width)
            {
                nint end = Math.Min(j + width, columns);
                to = ref Unsafe.Add(ref packed, (k * width) + (j / width * panel));
                ref float row = ref Unsafe.Add(ref b, k * step);
                for (nint r = 0; r < rows; r++)
                {
                    for (nint i = j; i < end; i += T.Width)
                    {
                        T.Store(T.Load(in row, i), ref to, i - j);
                    }

                    row = ref Unsafe.Add(ref row, step);
                    to = ref Unsafe.Add(ref to, width);
                }
            }
        }
    }
}
