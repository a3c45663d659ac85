using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepGen.Runtime;

/// <summary>The zero borders that convolutions read beyond their input.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Halos
{
    /// <summary>Sets the border of a dense tensor to zero and leaves its interior alone.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="extents">The extents with the border, outermost first.</param>
    /// <param name="low">For each axis, how many elements at its start are border.</param>
    /// <param name="high">For each axis, how many elements at its end are border.</param>
    public static void Clear(ref float start, ReadOnlySpan<nint> extents, ReadOnlySpan<nint> low, ReadOnlySpan<nint> high)
    {
        if (extents.IsEmpty)
        {
            return;
        }

        nint inner = 1;
        foreach (nint extent in extents[1..])
        {
            inner *= extent;
        }

        Zero(ref start, low[0] * inner);
        Zero(ref Unsafe.Add(ref start, (extents[0] - high[0]) * inner), high[0] * inner);
        if (!HasBorder(low[1..], high[1..]))
        {
            return;
        }

        for (nint at = low[0]; at < extents[0] - high[0]; at++)
        {
            Clear(ref Unsafe.Add(ref start, at * inner), extents[1..], low[1..], high[1..]);
        }
    }

    private static bool HasBorder(ReadOnlySpan<nint> low, ReadOnlySpan<nint> high)
    {
        nint border = 0;
        for (int axis = 0; axis < low.Length; axis++)
        {
            border |= low[axis] | high[axis];
        }

        return border != 0;
    }

    private static void Zero(ref float start, nint count)
    {
        if (count > 0)
        {
            MemoryMarshal.CreateSpan(ref start, checked((int)count)).Clear();
        }
    }
}
