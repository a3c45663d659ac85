using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DeepGen.Runtime;

public readonly partial struct Simd8
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 MultiplyAdd(Simd8 a, Simd8 b, Simd8 c) =>
        new(Fma.IsSupported || AdvSimd.IsSupported ? Vector256.FusedMultiplyAdd(a.lanes, b.lanes, c.lanes) : (a.lanes * b.lanes) + c.lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Min(Simd8 left, Simd8 right) => new(Vector256.Min(left.lanes, right.lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Max(Simd8 left, Simd8 right) => new(Vector256.Max(left.lanes, right.lanes));

    // The native operations give their second operand where one is NaN (or NaN itself).
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Clamp(Simd8 value, Simd8 low, Simd8 high) =>
        new(Vector256.MinNative(high.lanes, Vector256.MaxNative(low.lanes, value.lanes)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Abs(Simd8 value) => new(Vector256.Abs(value.lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 CopySign(Simd8 magnitude, Simd8 sign) => new(Vector256.CopySign(magnitude.lanes, sign.lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Sqrt(Simd8 value) => new(Vector256.Sqrt(value.lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Floor(Simd8 value) => new(Vector256.Floor(value.lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Scale(Simd8 value, Simd8 exponent)
    {
        // Two normal powers of two: the first product is exact, so that a denormal result is rounded once.
        Vector256<int> n = Vector256.ConvertToInt32Native(Clamp(exponent, Create(-252f), Create(252f)).lanes);
        Vector256<int> half = n >> 1;
        return new(value.lanes * PowerOfTwo(half) * PowerOfTwo(n - half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PowerOfTwo(Vector256<int> n) => ((n + Vector256.Create(127)) << 23).AsSingle();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Split(Simd8 value, out Simd8 exponent)
    {
        Vector256<int> bits = value.lanes.AsInt32();
        Vector256<int> n = (bits - Vector256.Create(FloatBits.SqrtHalf)) >> 23;
        exponent = new(Vector256.ConvertToSingle(n));
        return new((bits - (n << 23)).AsSingle());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Exp(Simd8 value) => SimdMath<Simd8>.Exp(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Expm1(Simd8 value) => SimdMath<Simd8>.Expm1(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Log(Simd8 value) => SimdMath<Simd8>.Log(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Log1p(Simd8 value) => SimdMath<Simd8>.Log1p(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Tanh(Simd8 value) => SimdMath<Simd8>.Tanh(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Sigmoid(Simd8 value) => SimdMath<Simd8>.Sigmoid(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Erf(Simd8 value) => SimdMath<Simd8>.Erf(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Pow(Simd8 value, Simd8 exponent) => SimdMath<Simd8>.Pow(value, exponent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Sin(Simd8 value) => SimdMath<Simd8>.Sin(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Cos(Simd8 value) => SimdMath<Simd8>.Cos(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd8 Uniform(RandomKey key, nint index, nint stride) => new(PhiloxVector.Uniform256(key, index, stride));
}
