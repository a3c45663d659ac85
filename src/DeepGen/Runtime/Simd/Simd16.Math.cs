using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DeepGen.Runtime;

public readonly partial struct Simd16
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 MultiplyAdd(Simd16 a, Simd16 b, Simd16 c) =>
        new(Fma.IsSupported || AdvSimd.IsSupported ? Vector512.FusedMultiplyAdd(a.lanes, b.lanes, c.lanes) : (a.lanes * b.lanes) + c.lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Min(Simd16 left, Simd16 right) => new(Vector512.Min(left.lanes, right.lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Max(Simd16 left, Simd16 right) => new(Vector512.Max(left.lanes, right.lanes));

    // The native operations give their second operand where one is NaN (or NaN itself).
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Clamp(Simd16 value, Simd16 low, Simd16 high) =>
        new(Vector512.MinNative(high.lanes, Vector512.MaxNative(low.lanes, value.lanes)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Abs(Simd16 value) => new(Vector512.Abs(value.lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 CopySign(Simd16 magnitude, Simd16 sign) => new(Vector512.CopySign(magnitude.lanes, sign.lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Sqrt(Simd16 value) => new(Vector512.Sqrt(value.lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Floor(Simd16 value) => new(Vector512.Floor(value.lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Scale(Simd16 value, Simd16 exponent)
    {
        if (Avx512F.IsSupported)
        {
            return new(Avx512F.Scale(value.lanes, exponent.lanes));
        }

        // Two normal powers of two: the first product is exact, so that a denormal result is rounded once.
        Vector512<int> n = Vector512.ConvertToInt32Native(Clamp(exponent, Create(-252f), Create(252f)).lanes);
        Vector512<int> half = n >> 1;
        return new(value.lanes * PowerOfTwo(half) * PowerOfTwo(n - half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> PowerOfTwo(Vector512<int> n) => ((n + Vector512.Create(127)) << 23).AsSingle();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Split(Simd16 value, out Simd16 exponent)
    {
        Vector512<int> bits = value.lanes.AsInt32();
        Vector512<int> n = (bits - Vector512.Create(FloatBits.SqrtHalf)) >> 23;
        exponent = new(Vector512.ConvertToSingle(n));
        return new((bits - (n << 23)).AsSingle());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Exp(Simd16 value) => SimdMath<Simd16>.Exp(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Expm1(Simd16 value) => SimdMath<Simd16>.Expm1(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Log(Simd16 value) => SimdMath<Simd16>.Log(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Log1p(Simd16 value) => SimdMath<Simd16>.Log1p(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Tanh(Simd16 value) => SimdMath<Simd16>.Tanh(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Sigmoid(Simd16 value) => SimdMath<Simd16>.Sigmoid(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Erf(Simd16 value) => SimdMath<Simd16>.Erf(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Pow(Simd16 value, Simd16 exponent) => SimdMath<Simd16>.Pow(value, exponent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Sin(Simd16 value) => SimdMath<Simd16>.Sin(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Cos(Simd16 value) => SimdMath<Simd16>.Cos(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd16 Uniform(RandomKey key, nint index, nint stride) => new(PhiloxVector.Uniform512(key, index, stride));
}
