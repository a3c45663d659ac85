using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DeepGen.Runtime;

public readonly partial struct Simd4
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 MultiplyAdd(Simd4 a, Simd4 b, Simd4 c) =>
        new(Fma.IsSupported || AdvSimd.IsSupported ? Vector128.FusedMultiplyAdd(a.lanes, b.lanes, c.lanes) : (a.lanes * b.lanes) + c.lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Min(Simd4 left, Simd4 right) => new(Vector128.Min(left.lanes, right.lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Max(Simd4 left, Simd4 right) => new(Vector128.Max(left.lanes, right.lanes));

    // The native operations give their second operand where one is NaN (or NaN itself).
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Clamp(Simd4 value, Simd4 low, Simd4 high) =>
        new(Vector128.MinNative(high.lanes, Vector128.MaxNative(low.lanes, value.lanes)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Abs(Simd4 value) => new(Vector128.Abs(value.lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 CopySign(Simd4 magnitude, Simd4 sign) => new(Vector128.CopySign(magnitude.lanes, sign.lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Sqrt(Simd4 value) => new(Vector128.Sqrt(value.lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Floor(Simd4 value) => new(Vector128.Floor(value.lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Scale(Simd4 value, Simd4 exponent)
    {
        // Two normal powers of two: the first product is exact, so that a denormal result is rounded once.
        Vector128<int> n = Vector128.ConvertToInt32Native(Clamp(exponent, Create(-252f), Create(252f)).lanes);
        Vector128<int> half = n >> 1;
        return new(value.lanes * PowerOfTwo(half) * PowerOfTwo(n - half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> PowerOfTwo(Vector128<int> n) => ((n + Vector128.Create(127)) << 23).AsSingle();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Split(Simd4 value, out Simd4 exponent)
    {
        Vector128<int> bits = value.lanes.AsInt32();
        Vector128<int> n = (bits - Vector128.Create(FloatBits.SqrtHalf)) >> 23;
        exponent = new(Vector128.ConvertToSingle(n));
        return new((bits - (n << 23)).AsSingle());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Exp(Simd4 value) => SimdMath<Simd4>.Exp(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Expm1(Simd4 value) => SimdMath<Simd4>.Expm1(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Log(Simd4 value) => SimdMath<Simd4>.Log(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Log1p(Simd4 value) => SimdMath<Simd4>.Log1p(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Tanh(Simd4 value) => SimdMath<Simd4>.Tanh(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Sigmoid(Simd4 value) => SimdMath<Simd4>.Sigmoid(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Erf(Simd4 value) => SimdMath<Simd4>.Erf(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Pow(Simd4 value, Simd4 exponent) => SimdMath<Simd4>.Pow(value, exponent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Sin(Simd4 value) => SimdMath<Simd4>.Sin(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Cos(Simd4 value) => SimdMath<Simd4>.Cos(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd4 Uniform(RandomKey key, nint index, nint stride) => new(PhiloxVector.Uniform128(key, index, stride));
}
