using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DeepGen.Runtime;

public readonly partial struct Simd1
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 MultiplyAdd(Simd1 a, Simd1 b, Simd1 c) =>
        new(Fma.IsSupported || AdvSimd.IsSupported ? MathF.FusedMultiplyAdd(a.lane, b.lane, c.lane) : (a.lane * b.lane) + c.lane);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Min(Simd1 left, Simd1 right) => new(MathF.Min(left.lane, right.lane));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Max(Simd1 left, Simd1 right) => new(MathF.Max(left.lane, right.lane));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Clamp(Simd1 value, Simd1 low, Simd1 high)
    {
        float raised = low.lane > value.lane ? low.lane : value.lane;
        return new(high.lane < raised ? high.lane : raised);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Abs(Simd1 value) => new(MathF.Abs(value.lane));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 CopySign(Simd1 magnitude, Simd1 sign) => new(MathF.CopySign(magnitude.lane, sign.lane));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Sqrt(Simd1 value) => new(MathF.Sqrt(value.lane));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Floor(Simd1 value) => new(MathF.Floor(value.lane));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Scale(Simd1 value, Simd1 exponent)
    {
        // Two normal powers of two: the first product is exact, so that a denormal result is rounded once.
        int n = float.ConvertToIntegerNative<int>(Clamp(exponent, Create(-252f), Create(252f)).lane);
        int half = n >> 1;
        return new(value.lane * PowerOfTwo(half) * PowerOfTwo(n - half));
    }

    private static float PowerOfTwo(int n) => BitConverter.Int32BitsToSingle((n + 127) << 23);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Split(Simd1 value, out Simd1 exponent)
    {
        int n = (value.Bits - FloatBits.SqrtHalf) >> 23;
        exponent = new(n);
        return OfBits(value.Bits - (n << 23));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Exp(Simd1 value) => SimdMath<Simd1>.Exp(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Expm1(Simd1 value) => SimdMath<Simd1>.Expm1(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Log(Simd1 value) => SimdMath<Simd1>.Log(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Log1p(Simd1 value) => SimdMath<Simd1>.Log1p(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Tanh(Simd1 value) => SimdMath<Simd1>.Tanh(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Sigmoid(Simd1 value) => SimdMath<Simd1>.Sigmoid(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Erf(Simd1 value) => SimdMath<Simd1>.Erf(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Pow(Simd1 value, Simd1 exponent) => new(MathF.Pow(value.lane, exponent.lane));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Sin(Simd1 value) => new(MathF.Sin(value.lane));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Cos(Simd1 value) => new(MathF.Cos(value.lane));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd1 Uniform(RandomKey key, nint index, nint stride) => new(Philox.Uniform(key, (ulong)index));
}
