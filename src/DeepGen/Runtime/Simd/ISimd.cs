using System.ComponentModel;

namespace DeepGen.Runtime;

/// <summary>
/// A vector of <see cref="Width"/> floats, also used as a mask (all bits of a lane set, or none). Generated kernels are printed once
/// over this interface and run at every width.
/// </summary>
/// <remarks>
/// Where the machine multiplies and adds in one rounding, the value of one element has the same bits at every width, so that the last
/// few elements of a row, which a narrower vector computes, equal the others. Only the horizontal operations depend on the width.
/// </remarks>
/// <typeparam name="TSelf">The implementing vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public partial interface ISimd<TSelf>
    where TSelf : struct, ISimd<TSelf>
{
    /// <summary>The number of lanes: 16, 8, 4 or 1.</summary>
    static abstract int Width { get; }

    /// <summary>The vector 0, 1, 2, ... in lane order.</summary>
    static abstract TSelf Iota { get; }

    /// <summary>Every lane set to <paramref name="value"/>.</summary>
    static abstract TSelf Create(float value);

    /// <summary>A mask of the lanes below <paramref name="count"/>; none for 0 or less, all from <see cref="Width"/> on.</summary>
    static abstract TSelf FirstLanes(int count);

    /// <summary>Reads <see cref="Width"/> floats that start <paramref name="index"/> floats after <paramref name="source"/>.</summary>
    static abstract TSelf Load(ref readonly float source, nint index);

    /// <summary>Reads <paramref name="count"/> floats and no memory beyond them; the other lanes are 0.</summary>
    static abstract TSelf Load(ref readonly float source, nint index, int count);

    /// <summary>Reads <see cref="Width"/> 32-bit integers, stored in place of floats, and converts them to floats.</summary>
    static abstract TSelf LoadInt(ref readonly float source, nint index);

    /// <summary>Reads <paramref name="count"/> 32-bit integers and no memory beyond them; the other lanes are 0.</summary>
    static abstract TSelf LoadInt(ref readonly float source, nint index, int count);

    /// <summary>Writes every lane, from <paramref name="index"/> floats after <paramref name="destination"/> on.</summary>
    static abstract void Store(TSelf value, ref float destination, nint index);

    /// <summary>Writes the first <paramref name="count"/> lanes and no memory beyond them.</summary>
    static abstract void Store(TSelf value, ref float destination, nint index, int count);

    /// <summary>Writes every lane as a 32-bit integer: towards zero, saturated, NaN as 0.</summary>
    static abstract void StoreInt(TSelf value, ref float destination, nint index);

    /// <summary>Writes the first <paramref name="count"/> lanes as 32-bit integers and no memory beyond them.</summary>
    static abstract void StoreInt(TSelf value, ref float destination, nint index, int count);

    /// <summary>Adds lane by lane.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Subtracts lane by lane.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>Multiplies lane by lane.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Divides lane by lane, rounded as IEEE 754 asks.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>Flips the sign of every lane, of zeros and NaN too.</summary>
    static abstract TSelf operator -(TSelf value);

    /// <summary>The bits set in both.</summary>
    static abstract TSelf operator &(TSelf left, TSelf right);

    /// <summary>The bits set in either.</summary>
    static abstract TSelf operator |(TSelf left, TSelf right);

    /// <summary>Every bit flipped.</summary>
    static abstract TSelf operator ~(TSelf value);

    /// <summary>The mask of lanes where <paramref name="left"/> is less; false where either is NaN.</summary>
    static abstract TSelf LessThan(TSelf left, TSelf right);

    /// <summary>The mask of lanes where <paramref name="left"/> is less or equal; false where either is NaN.</summary>
    static abstract TSelf LessThanOrEqual(TSelf left, TSelf right);

    /// <summary>The mask of equal lanes; zeros of both signs are equal, NaN equals nothing.</summary>
    static abstract TSelf Equal(TSelf left, TSelf right);

    /// <summary>The mask of lanes that differ; true where either is NaN.</summary>
    static abstract TSelf NotEqual(TSelf left, TSelf right);

    /// <summary>The mask of lanes that hold NaN.</summary>
    static abstract TSelf IsNaN(TSelf value);

    /// <summary>Takes <paramref name="whenTrue"/> in the lanes of the mask and <paramref name="whenFalse"/> in the others.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenTrue, TSelf whenFalse);

    /// <summary>The sum of the lanes, in an order that depends on the width alone: halves are added until one lane is left.</summary>
    static abstract float Sum(TSelf value);

    /// <summary>The largest lane; NaN where any lane is NaN.</summary>
    static abstract float Maximum(TSelf value);

    /// <summary>The smallest lane; NaN where any lane is NaN.</summary>
    static abstract float Minimum(TSelf value);
}
