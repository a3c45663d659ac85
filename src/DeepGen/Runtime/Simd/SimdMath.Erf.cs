using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

internal static partial class SimdMath<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erf(T value)
    {
        T x = T.Abs(value);
        return T.Select(T.LessThan(x, C(1f)), ErfBelowOne(value), T.CopySign(ErfFromOne(x), value));
    }

    /// <summary><c>x + x (erf(x) / x - 1)</c>: the correction, a polynomial in the square, to 1.2e-9.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ErfBelowOne(T x)
    {
        T t = x * x;
        T p = Fma(C(7.85386146e-05f), t, -0.000801019371f);
        p = Fma(p, t, 0.00518832775f);
        p = Fma(p, t, -0.0268538129f);
        p = Fma(p, t, 0.112835854f);
        p = Fma(p, t, -0.37612626f);
        p = Fma(p, t, 0.128379166f);
        return Fma(p, x, x);
    }

    /// <summary><c>1 - exp(log(1 - erf(x)))</c>: the logarithm, a polynomial, to 5e-10; from 4 on the result rounds to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ErfFromOne(T x)
    {
        x = T.Clamp(x, C(1f), C(4f));
        T p = Fma(C(1.81079649e-05f), x, -0.000395395007f);
        p = Fma(p, x, 0.00395949697f);
        p = Fma(p, x, -0.0245032758f);
        p = Fma(p, x, 0.107235722f);
        p = Fma(p, x, 0.634379268f);
        p = Fma(p, x, 1.12896276f);
        p = Fma(p, x, -5.11992839e-05f);
        return C(1f) - ExpOfFinite(-p);
    }
}
