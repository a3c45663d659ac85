using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DeepGen.Runtime;

/// <summary>Moves and fills floats.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Copies
{
    // A square of 64 by 64 reads and writes 16 KB each: both stay in the first-level cache while their lines are used piecewise.
    private const nint Square = 64;

    /// <summary>Sets <c>destination[j * destinationRow + i]</c> to <c>source[i * sourceRow + j]</c>.</summary>
    /// <param name="source">The matrix to read: [rows, columns].</param>
    /// <param name="sourceRow">Floats from one of its rows to the next.</param>
    /// <param name="destination">The matrix to write: [columns, rows].</param>
    /// <param name="destinationRow">Floats from one of its rows to the next.</param>
    /// <param name="rows">The rows of the source.</param>
    /// <param name="columns">The columns of the source.</param>
    public static void Transpose(
        ref readonly float source, nint sourceRow, ref float destination, nint destinationRow, nint rows, nint columns)
    {
        ref float from = ref Unsafe.AsRef(in source);
        for (nint i = 0; i < rows; i += Square)
        {
            for (nint j = 0; j < columns; j += Square)
            {
                TransposeSquare(
                    ref Unsafe.Add(ref from, (i * sourceRow) + j), sourceRow, ref Unsafe.Add(ref destination, (j * destinationRow) + i),
                    destinationRow, Math.Min(Square, rows - i), Math.Min(Square, columns - j));
            }
        }
    }

    /// <summary>Sets <paramref name="count"/> floats to one value.</summary>
    /// <param name="destination">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(ref float destination, nint count, float value)
    {
        nint i = 0;
        Vector512<float> values = Vector512.Create(value);
        for (; i <= count - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            values.StoreUnsafe(ref destination, (nuint)i);
        }

        PartialVector.Store(values, ref Unsafe.Add(ref destination, i), (int)(count - i));
    }

    /// <summary>Copies up to 31 floats by the binary digits of their count: branches go the same way for all rows of a matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CopyBelow32(ref readonly float source, ref float destination, nint count)
    {
        nuint done = 0;
        if ((count & 16) != 0)
        {
            Vector512.LoadUnsafe(in source).StoreUnsafe(ref destination);
            done = 16;
        }

        if ((count & 8) != 0)
        {
            Vector256.LoadUnsafe(in source, done).StoreUnsafe(ref destination, done);
            done += 8;
        }

        if ((count & 4) != 0)
        {
            Vector128.LoadUnsafe(in source, done).StoreUnsafe(ref destination, done);
            done += 4;
        }

        if ((count & 2) != 0)
        {
            Vector64.LoadUnsafe(in source, done).StoreUnsafe(ref destination, done);
            done += 2;
        }

        if ((count & 1) != 0)
        {
            Unsafe.Add(ref destination, done) = Unsafe.Add(ref Unsafe.AsRef(in source), done);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeSquare(
        ref float source, nint sourceRow, ref float destination, nint destinationRow, nint rows, nint columns)
    {
        nint wholeRows = rows & ~3, wholeColumns = columns & ~3;
        for (nint i = 0; i < wholeRows; i += 4)
        {
            for (nint j = 0; j < wholeColumns; j += 4)
            {
                TransposeFour(
                    ref Unsafe.Add(ref source, (i * sourceRow) + j), sourceRow,
                    ref Unsafe.Add(ref destination, (j * destinationRow) + i), destinationRow);
            }
        }

        for (nint i = 0; i < rows; i++)
        {
            for (nint j = i < wholeRows ? wholeColumns : 0; j < columns; j++)
            {
                Unsafe.Add(ref destination, (j * destinationRow) + i) = Unsafe.Add(ref source, (i * sourceRow) + j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeFour(ref float source, nint sourceRow, ref float destination, nint destinationRow)
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> UnpackLow(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? Sse.UnpackLow(left, right) : AdvSimd.Arm64.ZipLow(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> UnpackHigh(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? Sse.UnpackHigh(left, right) : AdvSimd.Arm64.ZipHigh(left, right);
}
