using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

/// <summary>
/// Functions of vectors that are made of those of <see cref="ISimd{TSelf}"/> alone, so that no width needs a form of its own. Bounds are
/// in units in the last place (ulp) of the result, over every float, with fused multiply-add; the tests hold them.
/// </summary>
/// <typeparam name="T">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class SimdFunctions<T>
    where T : struct, ISimd<T>
{
    private const float Ln2 = 0.693147182f;

    // From here on squares might overflow, and what is added to them is lost anyway.
    private const float Large = 1e9f;

    // From here on half of a power of e might overflow.
    private const float NearOverflow = 80f;

    /// <summary>The nearest integers, of two that are equally near the even one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Round(T value)
    {
        // From 2^23 on there are no fractions; below, adding 2^23 leaves no bits for one.
        T magnitude = T.Abs(value), limit = C(8388608f);
        return T.Select(T.LessThan(magnitude, limit), T.CopySign(magnitude + limit - limit, value), value);
    }

    /// <summary>Two to the power of the lanes, within 3 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp2(T value)
    {
        T x = T.Clamp(value, C(-152f), C(130f));
        T whole = Round(x);
        return T.Scale(T.Exp((x - whole) * C(Ln2)), whole);
    }

    /// <summary>The lanes above zero, the power of e less one of the others, within 3 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Elu(T value) => SimdMath<T>.Elu(value);

    /// <summary>The hyperbolic sine, within 6 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sinh(T value)
    {
        T x = T.Abs(value), e = T.Expm1(x);
        T result = C(0.5f) * (e + (e / (e + C(1f))));
        return T.CopySign(T.Select(T.LessThan(x, C(NearOverflow)), result, HalfExp(x)), value);
    }

    /// <summary>The hyperbolic cosine, within 6 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Cosh(T value)
    {
        T x = T.Abs(value), e = T.Exp(x);
        T result = C(0.5f) * (e + (C(1f) / e));
        return T.Select(T.LessThan(x, C(NearOverflow)), result, HalfExp(x));
    }

    /// <summary>The number whose hyperbolic sine the lanes are, within 5 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Asinh(T value)
    {
        T x = T.Abs(value), square = x * x;
        T near = T.Log1p(x + (square / (C(1f) + T.Sqrt(square + C(1f)))));
        return T.CopySign(T.Select(T.LessThan(C(Large), x), T.Log(x) + C(Ln2), near), value);
    }

    /// <summary>The number from 0 on whose hyperbolic cosine the lanes are, within 5 ulp; NaN below 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Acosh(T value)
    {
        T above = value - C(1f);
        T near = T.Log1p(above + (T.Sqrt(above) * T.Sqrt(above + C(2f))));
        return T.Select(T.LessThan(C(Large), value), T.Log(value) + C(Ln2), near);
    }

    /// <summary>The number whose hyperbolic tangent the lanes are, within 5 ulp; NaN outside of [-1, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Atanh(T value)
    {
        T x = T.Abs(value);
        return T.CopySign(C(0.5f) * T.Log1p((x + x) / (C(1f) - x)), value);
    }

    /// <summary><c>log(e^left + e^right)</c> without overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LogAddExp(T left, T right)
    {
        // Of equal infinities the difference is NaN.
        T apart = T.Max(left, right) + T.Log1p(T.Exp(-T.Abs(left - right)));
        return T.Select(T.Equal(left, right), left + C(Ln2), apart);
    }

    /// <summary>The product of the lanes, from the first to the last.</summary>
    public static float Product(T value)
    {
        // The structs hold nothing but their lanes, so a lane is a float of their memory.
        ref float lanes = ref Unsafe.As<T, float>(ref value);
        float product = lanes;
        for (int i = 1; i < T.Width; i++)
        {
            product *= Unsafe.Add(ref lanes, i);
        }

        return product;
    }

    /// <summary>Half of a power of e where the power itself may overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T HalfExp(T value)
    {
        T root = T.Exp(C(0.5f) * value);
        return C(0.5f) * root * root;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T C(float value) => T.Create(value);
}
