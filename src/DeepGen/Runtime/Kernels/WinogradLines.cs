using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

/// <summary>
/// A transform of a line of vectors that are <c>step</c> floats apart to a line of vectors that are <c>next</c> floats apart.
/// </summary>
internal interface IWinogradLine
{
    /// <summary>The vectors that it takes.</summary>
    static abstract int From { get; }

    /// <summary>The vectors that it leaves.</summary>
    static abstract int To { get; }

    /// <summary>Transforms a line.</summary>
    static abstract void Apply<T>(ref float from, nint step, ref float to, nint next)
        where T : struct, ISimd<T>;
}

/// <summary>
/// The one-dimensional transforms of Winograd's convolution F(4, 3): four results of a kernel of three from six inputs with six products.
/// Polynomials are evaluated at 0, +-a, +-b and infinity.
/// </summary>
/// <remarks>
/// With a = sqrt(1/2) and b = sqrt(2) most constants are exact and none is large: the error is about a quarter of that at the usual points
/// 1 and 2. (A. Lavin and S. Gray, Fast Algorithms for Convolutional Neural Networks, 2015; B. Barabasz et al., Error Analysis and
/// Improving the Accuracy of Winograd Convolution for Deep Neural Networks, 2018.)
/// </remarks>
internal static class WinogradLines
{
    private const float A = 0.70710678118654752f;
    private const float B = 1.4142135623730950f;

    /// <summary>Six neighbouring inputs at the points.</summary>
    public readonly struct Inputs : IWinogradLine
    {
        public static int From => 6;

        public static int To => 6;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Apply<T>(ref float from, nint step, ref float to, nint next)
            where T : struct, ISimd<T>
        {
            T d1 = T.Load(in from, step), d2 = T.Load(in from, 2 * step), d3 = T.Load(in from, 3 * step), d4 = T.Load(in from, 4 * step);
            T.Store(Fma(-2.5f, d2, T.Load(in from, 0) + d4), ref to, 0);
            T.Store(Fma(-2.5f, d3, d1 + T.Load(in from, 5 * step)), ref to, 5 * next);
            T even = Fma(-2f, d2, d4), odd = Fma(-2f, d1, d3);
            T.Store(Fma(A, odd, even), ref to, next);
            T.Store(Fma(-A, odd, even), ref to, 2 * next);
            even = Fma(-0.5f, d2, d4);
            odd = Fma(-0.5f, d1, d3);
            T.Store(Fma(B, odd, even), ref to, 3 * next);
            T.Store(Fma(-B, odd, even), ref to, 4 * next);
        }
    }

    /// <summary>Four results from the products at the points.</summary>
    public readonly struct Outputs : IWinogradLine
    {
        public static int From => 6;

        public static int To => 4;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Apply<T>(ref float from, nint step, ref float to, nint next)
            where T : struct, ISimd<T>
        {
            T m1 = T.Load(in from, step), m2 = T.Load(in from, 2 * step), m3 = T.Load(in from, 3 * step), m4 = T.Load(in from, 4 * step);
            T sum = m1 + m2, difference = m1 - m2, sumB = m3 + m4, differenceB = m3 - m4;
            T.Store(T.Load(in from, 0) + sum + sumB, ref to, 0);
            T.Store(Fma(A, difference, T.Create(B) * differenceB), ref to, next);
            T.Store(Fma(0.5f, sum, sumB + sumB), ref to, 2 * next);
            T.Store(Fma(A / 2f, difference, Fma(2f * B, differenceB, T.Load(in from, 5 * step))), ref to, 3 * next);
        }
    }

    /// <summary>The transpose of <see cref="Outputs"/>: the gradients of four results at the points.</summary>
    public readonly struct OutputGradients : IWinogradLine
    {
        public static int From => 4;

        public static int To => 6;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Apply<T>(ref float from, nint step, ref float to, nint next)
            where T : struct, ISimd<T>
        {
            T g0 = T.Load(in from, 0), g1 = T.Load(in from, step), g2 = T.Load(in from, 2 * step), g3 = T.Load(in from, 3 * step);
            T.Store(g0, ref to, 0);
            T.Store(g3, ref to, 5 * next);
            T even = Fma(0.5f, g2, g0), odd = Fma(0.5f, g3, g1);
            T.Store(Fma(A, odd, even), ref to, next);
            T.Store(Fma(-A, odd, even), ref to, 2 * next);
            even = Fma(2f, g2, g0);
            odd = Fma(2f, g3, g1);
            T.Store(Fma(B, odd, even), ref to, 3 * next);
            T.Store(Fma(-B, odd, even), ref to, 4 * next);
        }
    }

    /// <summary>Three taps of a kernel at the points.</summary>
    public readonly struct Taps : IWinogradLine
    {
        public static int From => 3;

        public static int To => 6;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Apply<T>(ref float from, nint step, ref float to, nint next)
            where T : struct, ISimd<T>
        {
            T g0 = T.Load(in from, 0), g1 = T.Load(in from, step), g2 = T.Load(in from, 2 * step);
            T.Store(g0, ref to, 0);
            T.Store(g2, ref to, 5 * next);
            T even = T.Create(-2f / 3f) * Fma(0.5f, g2, g0);
            T.Store(Fma(-2f / 3f * A, g1, even), ref to, next);
            T.Store(Fma(2f / 3f * A, g1, even), ref to, 2 * next);
            even = T.Create(1f / 6f) * Fma(2f, g2, g0);
            T.Store(Fma(B / 6f, g1, even), ref to, 3 * next);
            T.Store(Fma(-B / 6f, g1, even), ref to, 4 * next);
        }
    }

    /// <summary>The transpose of <see cref="Taps"/>: the gradients of three taps from the sums at the points.</summary>
    public readonly struct TapGradients : IWinogradLine
    {
        public static int From => 6;

        public static int To => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Apply<T>(ref float from, nint step, ref float to, nint next)
            where T : struct, ISimd<T>
        {
            T u1 = T.Load(in from, step), u2 = T.Load(in from, 2 * step), u3 = T.Load(in from, 3 * step), u4 = T.Load(in from, 4 * step);
            T sum = u1 + u2, sumB = u3 + u4;
            T.Store(Fma(1f / 6f, sumB, Fma(-2f / 3f, sum, T.Load(in from, 0))), ref to, 0);
            T.Store(Fma(B / 6f, u3 - u4, T.Create(-2f / 3f * A) * (u1 - u2)), ref to, next);
            T.Store(Fma(1f / 3f, sumB - sum, T.Load(in from, 5 * step)), ref to, 2 * next);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Fma<T>(float factor, T x, T sum)
        where T : struct, ISimd<T> => T.MultiplyAdd(T.Create(factor), x, sum);
}
