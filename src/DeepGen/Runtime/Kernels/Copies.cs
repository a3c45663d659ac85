using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepGen.Runtime;

/// <summary>Moves and fills floats.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Copies
{
    // A square of 64 by 64 reads and writes 16 KB each: both stay in the first-level cache while their lines are used piecewise.
    private const nint Square = 64;

    // Squares of the widest vectors use lines whole, so that the columns may be more: reading far along a few rows is what the processor
    // sees coming.
    private const nint WholeLines = 16;
    private const nint Length = 512;

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
        nint length = Transposition.Widest == WholeLines && sourceRow > destinationRow ? Length : Square;
        for (nint i = 0; i < rows; i += Square)
        {
            for (nint j = 0; j < columns; j += length)
            {
                TransposeSquare(
                    Transposition.Widest, ref Unsafe.Add(ref from, (i * sourceRow) + j), sourceRow,
                    ref Unsafe.Add(ref destination, (j * destinationRow) + i), destinationRow,
                    Math.Min(Square, rows - i), Math.Min(length, columns - j));
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

    /// <summary>Whole squares in registers, the rest float by float. What the widest squares leave over goes to narrower ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeSquare(
        nint side, ref float source, nint sourceRow, ref float destination, nint destinationRow, nint rows, nint columns)
    {
        nint wholeRows = rows & -side, wholeColumns = columns & -side;
        Transposition.OfSquares(side, ref source, sourceRow, ref destination, destinationRow, wholeRows, wholeColumns);
        if (wholeRows < rows)
        {
            Rest(
                side, ref Unsafe.Add(ref source, wholeRows * sourceRow), sourceRow, ref Unsafe.Add(ref destination, wholeRows),
                destinationRow, rows - wholeRows, columns);
        }

        if (wholeColumns < columns)
        {
            Rest(
                side, ref Unsafe.Add(ref source, wholeColumns), sourceRow, ref Unsafe.Add(ref destination, wholeColumns * destinationRow),
                destinationRow, wholeRows, columns - wholeColumns);
        }
    }

    private static void Rest(
        nint side, ref float source, nint sourceRow, ref float destination, nint destinationRow, nint rows, nint columns)
    {
        if (side > 4)
        {
            TransposeSquare(side / 2, ref source, sourceRow, ref destination, destinationRow, rows, columns);
            return;
        }

        for (nint i = 0; i < rows; i++)
        {
            for (nint j = 0; j < columns; j++)
            {
                Unsafe.Add(ref destination, (j * destinationRow) + i) = Unsafe.Add(ref source, (i * sourceRow) + j);
            }
        }
    }
}
