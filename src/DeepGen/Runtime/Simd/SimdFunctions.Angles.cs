using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

public static partial class SimdFunctions<T>
{
    private const float HalfPi = 1.57079637f;

    // What is left of pi / 2 after its float.
    private const float HalfPiLow = -4.37113883e-8f;
    private const float QuarterPi = 0.785398163f;
    private const float Pi = 3.14159274f;
    private const float PiLow = -8.74227766e-8f;

    /// <summary>The tangent of an angle in radians, as <see cref="MathF.Tan"/> of each lane.</summary>
    public static T Tan(T value)
    {
        // The structs hold nothing but their lanes, so a lane is a float of their memory.
        ref float lanes = ref Unsafe.As<T, float>(ref value);
        for (int i = 0; i < T.Width; i++)
        {
            Unsafe.Add(ref lanes, i) = MathF.Tan(Unsafe.Add(ref lanes, i));
        }

        return value;
    }

    /// <summary>The angle whose tangent the lanes are, within 4 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Atan(T value)
    {
        // Around 0, 1 and infinity the angle is 0, pi / 4 and pi / 2 and a small rest.
        T x = T.Abs(value);
        T isLarge = T.LessThan(C(2.41421356f), x), isMiddle = T.LessThan(C(0.414213562f), x);
        T rest = T.Select(isLarge, C(-1f) / x, T.Select(isMiddle, (x - C(1f)) / (x + C(1f)), x));
        T start = T.Select(isLarge, C(HalfPi), T.Select(isMiddle, C(QuarterPi), C(0f)));
        T low = T.Select(isLarge, C(HalfPiLow), T.Select(isMiddle, C(HalfPiLow * 0.5f), C(0f)));
        T square = rest * rest;
        T p = T.MultiplyAdd(C(0.0805374450f), square, C(-0.138776854f));
        p = T.MultiplyAdd(p, square, C(0.199777111f));
        p = T.MultiplyAdd(p, square, C(-0.333329499f));
        return T.CopySign(start + (rest + T.MultiplyAdd(p * square, rest, low)), value);
    }

    /// <summary>The angle of the point (<paramref name="x"/>, <paramref name="y"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Atan2(T y, T x)
    {
        T zero = C(0f), above = T.Abs(y), beside = T.Abs(x);
        T isSteep = T.LessThan(beside, above);
        T slope = T.Select(isSteep, beside, above) / T.Select(isSteep, above, beside);

        // 0 / 0 and infinity / infinity are the diagonals of their quadrants, or its axis.
        slope = T.Select(T.Equal(above, beside), T.Select(T.Equal(above, zero), zero, C(1f)), slope);
        T angle = Atan(slope);
        angle = T.Select(isSteep, C(HalfPi) - (angle - C(HalfPiLow)), angle);
        T isLeft = T.LessThan(T.CopySign(C(1f), x), zero);
        return T.CopySign(T.Select(isLeft, C(Pi) - (angle - C(PiLow)), angle), y);
    }

    /// <summary>The angle whose sine the lanes are, within 4 ulp; NaN outside of [-1, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Asin(T value)
    {
        T x = T.Abs(value), isFar = T.LessThan(C(0.5f), x);
        T far = AsinOf(T.Sqrt(C(0.5f) * (C(1f) - x)));
        return T.CopySign(T.Select(isFar, C(HalfPi) - (far + far - C(HalfPiLow)), AsinOf(x)), value);
    }

    /// <summary>The angle whose cosine the lanes are, within 4 ulp; NaN outside of [-1, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Acos(T value)
    {
        T x = T.Abs(value), isFar = T.LessThan(C(0.5f), x);
        T far = AsinOf(T.Sqrt(C(0.5f) * (C(1f) - x)));
        T twice = far + far;
        T ofFar = T.Select(T.LessThan(value, C(0f)), C(Pi) - (twice - C(PiLow)), twice);
        return T.Select(isFar, ofFar, C(HalfPi) - (AsinOf(value) - C(HalfPiLow)));
    }

    /// <summary>Up to 0.5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T AsinOf(T x)
    {
        T square = x * x;
        T p = T.MultiplyAdd(C(0.0421632000f), square, C(0.0241813111f));
        p = T.MultiplyAdd(p, square, C(0.0454700254f));
        p = T.MultiplyAdd(p, square, C(0.0749530047f));
        p = T.MultiplyAdd(p, square, C(0.166667521f));
        return T.MultiplyAdd(p * square, x, x);
    }
}
