using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

internal static partial class SimdMath<T>
{
    private const float SmallestNormal = 1.17549435e-38f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log(T value)
    {
        T tiny = T.LessThan(value, C(SmallestNormal));
        T m = T.Split(T.Select(tiny, value * C(33554432f), value), out T n);
        n -= tiny & C(25f);
        return Special(value, LogOf(m - C(1f), n, C(0f)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log1p(T value)
    {
        T u = C(1f) + value;
        T m = T.Split(u, out T n);

        // What rounding took from u, in units of u; and near 1 no rounding at all, since the number itself is known.
        T lost = T.Select(T.LessThan(C(1f), value), C(1f) - (u - value), value - (u - C(1f))) / u;
        T near = T.Equal(n, C(0f));
        T f = T.Select(near, value, m - C(1f));
        T result = Special(u, LogOf(f, n, T.Select(near, C(0f), lost)));
        return T.Select(T.LessThan(T.Abs(value), C(1e-8f)), value, result);
    }

    /// <summary><c>log(1 + f) + n ln 2 + more</c> for f in [sqrt(1/2) - 1, sqrt(2) - 1] and a tiny <paramref name="more"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogOf(T f, T n, T more)
    {
        // (log(1 + f) - f + f^2/2) / f^3 to 7e-10 of log(1 + f) / f^2.
        T p = Fma(C(0.069155395f), f, -0.117898643f);
        p = Fma(p, f, 0.118729264f);
        p = Fma(p, f, -0.12384335f);
        p = Fma(p, f, 0.142186642f);
        p = Fma(p, f, -0.166692525f);
        p = Fma(p, f, 0.200022265f);
        p = Fma(p, f, -0.249999866f);
        p = Fma(p, f, 0.333333105f);
        T square = f * f;
        T tail = Fma(p * f, square, Fma(n, C(Ln2Low), more));
        return Fma(n, C(Ln2High), Fma(square, C(-0.5f), tail) + f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Special(T x, T logarithm)
    {
        logarithm = T.Select(T.Equal(x, C(0f)), C(float.NegativeInfinity), logarithm);
        logarithm = T.Select(T.LessThan(x, C(float.PositiveInfinity)), logarithm, x);
        return T.Select(T.LessThan(x, C(0f)), C(float.NaN), logarithm);
    }
}
