using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DeepGen.Runtime;

/// <summary>
/// Turns small squares of a matrix around in registers. The wider the square, the fewer times a cache line is touched: one of sixteen
/// floats reads and writes whole lines, so that it does not matter how many of them compete for one place in the cache.
/// </summary>
internal static class Transposition
{
    /// <summary>The side of the largest square that the machine's registers turn around.</summary>
    public static nint Widest => Avx512F.IsSupported ? 16 : Avx.IsSupported ? 8 : 4;

    /// <summary>A matrix whose extents are multiples of the side, square by square. A machine compiles the sides that it uses.</summary>
    public static void OfSquares(
        nint side, ref float source, nint sourceRow, ref float destination, nint destinationRow, nint rows, nint columns)
    {
        switch (side)
        {
            case 16: OfSquares<SquareOf16>(side, ref source, sourceRow, ref destination, destinationRow, rows, columns); break;
            case 8: OfSquares<SquareOf8>(side, ref source, sourceRow, ref destination, destinationRow, rows, columns); break;
            default: OfSquares<SquareOf4>(side, ref source, sourceRow, ref destination, destinationRow, rows, columns); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OfSquares<TSquare>(
        nint side, ref float source, nint sourceRow, ref float destination, nint destinationRow, nint rows, nint columns)
        where TSquare : struct, ISquare
    {
        // Along the rows that lie further apart: only a few of them at a time, so that the processor sees what comes next in each.
        bool alongSource = sourceRow > destinationRow;
        (nint outer, nint inner) = alongSource ? (rows, columns) : (columns, rows);
        (nint outerFrom, nint innerFrom) = alongSource ? (side * sourceRow, side) : (side, side * sourceRow);
        (nint outerTo, nint innerTo) = alongSource ? (side, side * destinationRow) : (side * destinationRow, side);
        for (nint i = 0; i < outer; i += side)
        {
            ref float from = ref source, to = ref destination;
            for (nint j = 0; j < inner; j += side)
            {
                TSquare.Turn(ref from, sourceRow, ref to, destinationRow);
                from = ref Unsafe.Add(ref from, innerFrom);
                to = ref Unsafe.Add(ref to, innerTo);
            }

            source = ref Unsafe.Add(ref source, outerFrom);
            destination = ref Unsafe.Add(ref destination, outerTo);
        }
    }

    /// <summary>Reads four rows; the quarters of the first result are columns 0, 4, 8 and 12 of them, of the next 1, 5, 9 and 13.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourRows(
        ref float source, nint row, out Vector512<float> first, out Vector512<float> second, out Vector512<float> third,
        out Vector512<float> fourth)
    {
        Vector512<float> a = Vector512.LoadUnsafe(ref source), b = Vector512.LoadUnsafe(ref source, (nuint)row);
        Vector512<float> c = Vector512.LoadUnsafe(ref source, (nuint)(2 * row)), d = Vector512.LoadUnsafe(ref source, (nuint)(3 * row));
        Vector512<double> ab0 = Avx512F.UnpackLow(a, b).AsDouble(), ab1 = Avx512F.UnpackHigh(a, b).AsDouble();
        Vector512<double> cd0 = Avx512F.UnpackLow(c, d).AsDouble(), cd1 = Avx512F.UnpackHigh(c, d).AsDouble();
        first = Avx512F.UnpackLow(ab0, cd0).AsSingle();
        second = Avx512F.UnpackHigh(ab0, cd0).AsSingle();
        third = Avx512F.UnpackLow(ab1, cd1).AsSingle();
        fourth = Avx512F.UnpackHigh(ab1, cd1).AsSingle();
    }

    /// <summary>Writes every fourth column from what four groups of rows have of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourColumns(
        Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, ref float destination, nint row)
    {
        Vector512<float> ab0 = Avx512F.Shuffle4x128(a, b, 0x44), ab1 = Avx512F.Shuffle4x128(a, b, 0xEE);
        Vector512<float> cd0 = Avx512F.Shuffle4x128(c, d, 0x44), cd1 = Avx512F.Shuffle4x128(c, d, 0xEE);
        Avx512F.Shuffle4x128(ab0, cd0, 0x88).StoreUnsafe(ref destination);
        Avx512F.Shuffle4x128(ab0, cd0, 0xDD).StoreUnsafe(ref destination, (nuint)(4 * row));
        Avx512F.Shuffle4x128(ab1, cd1, 0x88).StoreUnsafe(ref destination, (nuint)(8 * row));
        Avx512F.Shuffle4x128(ab1, cd1, 0xDD).StoreUnsafe(ref destination, (nuint)(12 * row));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(ref float source, nint row, nint first)
    {
        ref float at = ref Unsafe.Add(ref source, first);
        return Vector256.Create(Vector128.LoadUnsafe(ref at), Vector128.LoadUnsafe(ref at, (nuint)(4 * row)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> UnpackLow(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? Sse.UnpackLow(left, right) : AdvSimd.Arm64.ZipLow(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> UnpackHigh(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? Sse.UnpackHigh(left, right) : AdvSimd.Arm64.ZipHigh(left, right);

    /// <summary>A square that registers turn around.</summary>
    private interface ISquare
    {
        static abstract void Turn(ref float source, nint sourceRow, ref float destination, nint destinationRow);
    }

    private readonly struct SquareOf16 : ISquare
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Turn(ref float source, nint sourceRow, ref float destination, nint destinationRow)
        {
            FourRows(ref source, sourceRow, out var a0, out var a1, out var a2, out var a3);
            FourRows(ref Unsafe.Add(ref source, 4 * sourceRow), sourceRow, out var b0, out var b1, out var b2, out var b3);
            FourRows(ref Unsafe.Add(ref source, 8 * sourceRow), sourceRow, out var c0, out var c1, out var c2, out var c3);
            FourRows(ref Unsafe.Add(ref source, 12 * sourceRow), sourceRow, out var d0, out var d1, out var d2, out var d3);
            FourColumns(a0, b0, c0, d0, ref destination, destinationRow);
            FourColumns(a1, b1, c1, d1, ref Unsafe.Add(ref destination, destinationRow), destinationRow);
            FourColumns(a2, b2, c2, d2, ref Unsafe.Add(ref destination, 2 * destinationRow), destinationRow);
            FourColumns(a3, b3, c3, d3, ref Unsafe.Add(ref destination, 3 * destinationRow), destinationRow);
        }
    }

    private readonly struct SquareOf8 : ISquare
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Turn(ref float source, nint sourceRow, ref float destination, nint destinationRow)
        {
            for (nint half = 0; half < 8; half += 4)
            {
                Vector256<float> a = Halves(ref source, sourceRow, half);
                Vector256<float> b = Halves(ref Unsafe.Add(ref source, sourceRow), sourceRow, half);
                Vector256<float> c = Halves(ref Unsafe.Add(ref source, 2 * sourceRow), sourceRow, half);
                Vector256<float> d = Halves(ref Unsafe.Add(ref source, 3 * sourceRow), sourceRow, half);
                Vector256<float> ab0 = Avx.UnpackLow(a, b), ab1 = Avx.UnpackHigh(a, b);
                Vector256<float> cd0 = Avx.UnpackLow(c, d), cd1 = Avx.UnpackHigh(c, d);
                ref float to = ref Unsafe.Add(ref destination, half * destinationRow);
                Avx.UnpackLow(ab0.AsDouble(), cd0.AsDouble()).AsSingle().StoreUnsafe(ref to);
                Avx.UnpackHigh(ab0.AsDouble(), cd0.AsDouble()).AsSingle().StoreUnsafe(ref to, (nuint)destinationRow);
                Avx.UnpackLow(ab1.AsDouble(), cd1.AsDouble()).AsSingle().StoreUnsafe(ref to, (nuint)(2 * destinationRow));
                Avx.UnpackHigh(ab1.AsDouble(), cd1.AsDouble()).AsSingle().StoreUnsafe(ref to, (nuint)(3 * destinationRow));
            }
        }
    }

    private readonly struct SquareOf4 : ISquare
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Turn(ref float source, nint sourceRow, ref float destination, nint destinationRow)
        {
            Vector128<float> a = Vector128.LoadUnsafe(ref source), b = Vector128.LoadUnsafe(ref source, (nuint)sourceRow);
            Vector128<float> c = Vector128.LoadUnsafe(ref source, (nuint)(2 * sourceRow));
            Vector128<float> d = Vector128.LoadUnsafe(ref source, (nuint)(3 * sourceRow));
            (Vector128<float> ac0, Vector128<float> ac1) = (UnpackLow(a, c), UnpackHigh(a, c));
            (Vector128<float> bd0, Vector128<float> bd1) = (UnpackLow(b, d), UnpackHigh(b, d));
            UnpackLow(ac0, bd0).StoreUnsafe(ref destination);
            UnpackHigh(ac0, bd0).StoreUnsafe(ref destination, (nuint)destinationRow);
            UnpackLow(ac1, bd1).StoreUnsafe(ref destination, (nuint)(2 * destinationRow));
            UnpackHigh(ac1, bd1).StoreUnsafe(ref destination, (nuint)(3 * destinationRow));
        }
    }
}
