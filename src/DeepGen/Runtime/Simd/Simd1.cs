using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

/// <summary>One float as a vector, for what is left over at the end of a row.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Simd1 : ISimd<Simd1>
{
    private readonly float lane;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Simd1(float lane) => this.lane = lane;

    /// <inheritdoc/>
    public static int Width => 1;

    /// <inheritdoc/>
    public static Simd1 Iota => default;

    // Bits that are all set are a NaN; moving it as a float keeps them.
    private int Bits => BitConverter.SingleToInt32Bits(lane);

    private static Simd1 Mask(bool set) => OfBits(set ? -1 : 0);

    private static Simd1 OfBits(int bits) => new(BitConverter.Int32BitsToSingle(bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Create(float value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 FirstLanes(int count) => Mask(count > 0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Load(ref readonly float source, nint index) => new(Unsafe.Add(ref Unsafe.AsRef(in source), index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Load(ref readonly float source, nint index, int count) => count > 0 ? Load(in source, index) : default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 LoadInt(ref readonly float source, nint index) => new(Load(in source, index).Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 LoadInt(ref readonly float source, nint index, int count) => count > 0 ? LoadInt(in source, index) : default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Simd1 value, ref float destination, nint index) => Unsafe.Add(ref destination, index) = value.lane;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Simd1 value, ref float destination, nint index, int count)
    {
        if (count > 0)
        {
            Store(value, ref destination, index);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt(Simd1 value, ref float destination, nint index) =>
        Store(OfBits(float.ConvertToInteger<int>(value.lane)), ref destination, index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt(Simd1 value, ref float destination, nint index, int count)
    {
        if (count > 0)
        {
            StoreInt(value, ref destination, index);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 operator +(Simd1 left, Simd1 right) => new(left.lane + right.lane);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 operator -(Simd1 left, Simd1 right) => new(left.lane - right.lane);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 operator *(Simd1 left, Simd1 right) => new(left.lane * right.lane);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 operator /(Simd1 left, Simd1 right) => new(left.lane / right.lane);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 operator -(Simd1 value) => new(-value.lane);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 operator &(Simd1 left, Simd1 right) => OfBits(left.Bits & right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 operator |(Simd1 left, Simd1 right) => OfBits(left.Bits | right.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 operator ~(Simd1 value) => OfBits(~value.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 LessThan(Simd1 left, Simd1 right) => Mask(left.lane < right.lane);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 LessThanOrEqual(Simd1 left, Simd1 right) => Mask(left.lane <= right.lane);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Equal(Simd1 left, Simd1 right) => Mask(left.lane == right.lane);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 NotEqual(Simd1 left, Simd1 right) => Mask(left.lane != right.lane);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 IsNaN(Simd1 value) => Mask(float.IsNaN(value.lane));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Select(Simd1 mask, Simd1 whenTrue, Simd1 whenFalse) =>
        OfBits((mask.Bits & whenTrue.Bits) | (~mask.Bits & whenFalse.Bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Simd1 value) => value.lane;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Maximum(Simd1 value) => value.lane;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Minimum(Simd1 value) => value.lane;
}
