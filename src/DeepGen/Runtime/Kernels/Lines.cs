using System.ComponentModel;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepGen.Runtime;

/// <summary>
/// Functions of one line of a tensor: elements that lie a fixed step apart. A width takes as many neighbours of each along.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lines
{
    // As a float a NaN, as an integer -1.
    private const int Missing = -1;

    /// <summary>Takes the elements at indices; what has no such element is NaN, or -1 as an integer.</summary>
    /// <param name="source">The line to read.</param>
    /// <param name="sourceStep">Floats between two of its elements.</param>
    /// <param name="extent">Its elements.</param>
    /// <param name="index">The indices, as 32-bit integers.</param>
    /// <param name="indexStep">Floats between two of them.</param>
    /// <param name="result">The line to write.</param>
    /// <param name="resultStep">Floats between two of its elements.</param>
    /// <param name="count">The indices' number.</param>
    /// <param name="width">The neighbours of each element.</param>
    public static void Gather(
        ref readonly float source, nint sourceStep, nint extent, ref readonly float index, nint indexStep,
        ref float result, nint resultStep, nint count, nint width)
    {
        for (nint k = 0; k < count; k++)
        {
            nint at = IndexAt(in index, k * indexStep);
            Span<float> to = Row(ref Unsafe.Add(ref result, k * resultStep), width);
            if ((nuint)at < (nuint)extent)
            {
                Row(ref Unsafe.Add(ref Unsafe.AsRef(in source), at * sourceStep), width).CopyTo(to);
            }
            else
            {
                to.Fill(BitConverter.Int32BitsToSingle(Missing));
            }
        }
    }

    /// <summary>Sums elements into the places that indices give them, in their order; what has no such place is lost.</summary>
    /// <param name="source">The line to read.</param>
    /// <param name="sourceStep">Floats between two of its elements.</param>
    /// <param name="count">Its elements.</param>
    /// <param name="index">The indices, as 32-bit integers.</param>
    /// <param name="indexStep">Floats between two of them.</param>
    /// <param name="result">The line to write; places without an element become 0.</param>
    /// <param name="resultStep">Floats between two of its elements.</param>
    /// <param name="extent">Its elements.</param>
    /// <param name="width">The neighbours of each element.</param>
    public static void ScatterAdd(
        ref readonly float source, nint sourceStep, nint count, ref readonly float index, nint indexStep,
        ref float result, nint resultStep, nint extent, nint width)
    {
        for (nint at = 0; at < extent; at++)
        {
            Row(ref Unsafe.Add(ref result, at * resultStep), width).Clear();
        }

        for (nint k = 0; k < count; k++)
        {
            nint at = IndexAt(in index, k * indexStep);
            if ((nuint)at < (nuint)extent)
            {
                Span<float> to = Row(ref Unsafe.Add(ref result, at * resultStep), width);
                TensorPrimitives.Add<float>(to, Row(ref Unsafe.Add(ref Unsafe.AsRef(in source), k * sourceStep), width), to);
            }
        }
    }

    /// <summary>The positions of a line's elements in their order: equal ones keep theirs, NaN is larger than all others.</summary>
    /// <param name="source">The line to read.</param>
    /// <param name="sourceStep">Floats between two of its elements.</param>
    /// <param name="result">Receives the positions, as 32-bit integers.</param>
    /// <param name="resultStep">Floats between two of them.</param>
    /// <param name="count">The elements.</param>
    /// <param name="descending">Whether the largest comes first.</param>
    public static void ArgSort(ref readonly float source, nint sourceStep, ref float result, nint resultStep, nint count, bool descending)
    {
        // A heap sort needs no memory beside the result. No two elements are equal to it, as positions decide, so that it is stable.
        ref float keys = ref Unsafe.AsRef(in source);
        ref int order = ref Unsafe.As<float, int>(ref result);
        for (nint k = 0; k < count; k++)
        {
            Unsafe.Add(ref order, k * resultStep) = (int)k;
        }

        for (nint root = (count / 2) - 1; root >= 0; root--)
        {
            Sink(ref keys, sourceStep, ref order, resultStep, root, count, descending);
        }

        for (nint last = count - 1; last > 0; last--)
        {
            ref int end = ref Unsafe.Add(ref order, last * resultStep);
            (order, end) = (end, order);
            Sink(ref keys, sourceStep, ref order, resultStep, 0, last, descending);
        }
    }

    /// <summary>The running sum of a line.</summary>
    /// <param name="source">The line to read.</param>
    /// <param name="sourceStep">Floats between two of its elements; negative where the line runs back.</param>
    /// <param name="result">The line to write.</param>
    /// <param name="resultStep">Floats between two of its elements.</param>
    /// <param name="count">The elements.</param>
    /// <param name="exclusive">Whether each sum is that before its element.</param>
    public static void Sum(ref readonly float source, nint sourceStep, ref float result, nint resultStep, nint count, bool exclusive)
    {
        float sum = 0;
        for (nint k = 0; k < count; k++)
        {
            float before = sum;
            sum += Unsafe.Add(ref Unsafe.AsRef(in source), k * sourceStep);
            Unsafe.Add(ref result, k * resultStep) = exclusive ? before : sum;
        }
    }

    /// <summary>Each element of a result is a factor times the one before it, plus a term; before the first there is 0.</summary>
    /// <param name="factor">The factors.</param>
    /// <param name="factorStep">Floats between two of them; negative where the line runs back.</param>
    /// <param name="term">The terms.</param>
    /// <param name="termStep">Floats between two of them.</param>
    /// <param name="result">The line to write.</param>
    /// <param name="resultStep">Floats between two of its elements.</param>
    /// <param name="count">The elements.</param>
    /// <param name="lagged">Whether an element's factor is that of the element before.</param>
    /// <param name="exclusive">Whether what is written at each place is the element before.</param>
    public static void Recurrence(
        ref readonly float factor, nint factorStep, ref readonly float term, nint termStep, ref float result, nint resultStep,
        nint count, bool lagged, bool exclusive)
    {
        float value = 0;
        for (nint k = 0; k < count; k++)
        {
            float before = value;
            value = Unsafe.Add(ref Unsafe.AsRef(in term), k * termStep);
            if (k > 0)
            {
                value += Unsafe.Add(ref Unsafe.AsRef(in factor), (lagged ? k - 1 : k) * factorStep) * before;
            }

            Unsafe.Add(ref result, k * resultStep) = exclusive ? before : value;
        }
    }

    /// <summary>Moves the root of a heap down until no element below it comes later.</summary>
    private static void Sink(
        ref float keys, nint keyStep, ref int order, nint orderStep, nint root, nint count, bool descending)
    {
        int moved = Unsafe.Add(ref order, root * orderStep);
        while (true)
        {
            nint child = (2 * root) + 1;
            if (child >= count)
            {
                break;
            }

            int later = Unsafe.Add(ref order, child * orderStep);
            if (child + 1 < count)
            {
                int other = Unsafe.Add(ref order, (child + 1) * orderStep);
                if (ComesBefore(ref keys, keyStep, later, other, descending))
                {
                    (child, later) = (child + 1, other);
                }
            }

            if (!ComesBefore(ref keys, keyStep, moved, later, descending))
            {
                break;
            }

            Unsafe.Add(ref order, root * orderStep) = later;
            root = child;
        }

        Unsafe.Add(ref order, root * orderStep) = moved;
    }

    private static bool ComesBefore(ref float keys, nint keyStep, int first, int second, bool descending)
    {
        float a = Unsafe.Add(ref keys, first * keyStep), b = Unsafe.Add(ref keys, second * keyStep);
        bool aIsNaN = float.IsNaN(a), bIsNaN = float.IsNaN(b);
        if (a == b || (aIsNaN && bIsNaN))
        {
            return first < second;
        }

        bool isSmaller = a < b || (bIsNaN && !aIsNaN);
        return isSmaller != descending;
    }

    private static nint IndexAt(ref readonly float index, nint at) => Unsafe.As<float, int>(ref Unsafe.Add(ref Unsafe.AsRef(in index), at));

    private static Span<float> Row(ref float start, nint width) => MemoryMarshal.CreateSpan(ref start, (int)width);
}
