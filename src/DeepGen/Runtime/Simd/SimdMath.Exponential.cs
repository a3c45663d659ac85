using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

internal static partial class SimdMath<T>
{
    private const float Log2E = 1.44269504f;

    // Adding 1.5 * 2^23 leaves no bits for a fraction: subtracting it again has rounded to the nearest integer.
    private const float Rounder = 12582912f;

    // Outside these bounds the result is 0 or infinity; inside, the exponent stays in the reach of Scale.
    private const float ExpLow = -105f;
    private const float ExpHigh = 89f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp(T value) => ExpOfFinite(T.Clamp(value, C(ExpLow), C(ExpHigh)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpOfFinite(T x) => T.Scale(C(1f) + Reduced(x, out T n), n);

    /// <summary><c>e^r - 1</c> for <c>x = n ln 2 + r</c> with <c>|r|</c> at most half of ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Reduced(T x, out T n)
    {
        n = Fma(x, C(Log2E), Rounder) - C(Rounder);
        T r = Fma(n, C(-Ln2High), x);
        r = Fma(n, C(-Ln2Low), r);

        // (e^r - 1 - r) / r^2 to 1.3e-8 of e^r - 1.
        T p = Fma(C(0.00139464973f), r, 0.00836661085f);
        p = Fma(p, r, 0.0416662805f);
        p = Fma(p, r, 0.166665435f);
        p = Fma(p, r, 0.5f);
        return Fma(p, r * r, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Expm1(T value)
    {
        // Below -18 the result is -1; at 89 it is infinite, and half of the power of two is not.
        T q = Reduced(T.Clamp(value, C(-18f), C(ExpHigh)), out T n);
        T half = T.Scale(C(0.5f), n);
        T result = Fma(half, q, half - C(0.5f));
        result += result;

        // The sum with half - half would turn -0 into +0.
        return T.Select(T.LessThan(T.Abs(value), C(1e-8f)), value, result);
    }

    /// <summary>The lanes above zero, <see cref="Expm1"/> of the others: what that leaves alone near zero goes with the former.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Elu(T value)
    {
        T q = Reduced(T.Clamp(value, C(-18f), C(0f)), out T n);
        T half = T.Scale(C(0.5f), n);
        T result = Fma(half, q, half - C(0.5f));
        return T.Select(T.LessThan(C(-1e-8f), value), value, result + result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid(T value)
    {
        // The power of a negative number only: it cannot overflow, and e / (1 + e) keeps its relative accuracy down to denormals.
        T e = ExpOfFinite(T.Clamp(-T.Abs(value), C(ExpLow), C(0f)));
        return T.Select(T.LessThan(value, C(0f)), e, C(1f)) / (C(1f) + e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh(T value)
    {
        // From 9.1 on the result rounds to 1. The sign comes back at the end, that of zero included.
        T x = T.Clamp(T.Abs(value), C(0f), C(10f));
        T q = Reduced(x + x, out T n);
        T power = T.Scale(C(1f), n);
        T t = Fma(power, q, power - C(1f));
        return T.CopySign(t / (t + C(2f)), value);
    }
}
