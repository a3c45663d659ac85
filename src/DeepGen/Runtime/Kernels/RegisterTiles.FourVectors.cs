using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.Unsafe;

namespace DeepGen.Runtime;

internal static partial class RegisterTiles
{
    /// <summary>
    /// Up to six rows by four vectors: with few rows the width keeps enough sums under way to hide the latency of each. The broadcasts come
    /// first, so that three rows fit in 16 registers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FourVectors<T, H>(ref float a, ref float b, ref float c, in TileArguments s)
        where T : struct, ISimd<T>
        where H : struct, IHeight
    {
        T p0 = default, q0 = default, u0 = default, v0 = default, p1 = default, q1 = default, u1 = default, v1 = default;
        T p2 = default, q2 = default, u2 = default, v2 = default, p3 = default, q3 = default, u3 = default, v3 = default;
        T p4 = default, q4 = default, u4 = default, v4 = default, p5 = default, q5 = default, u5 = default, v5 = default;
        nint w = T.Width, ra = s.ARow, aStep = s.AStep, bStep = s.BStep, rc = s.CRow, pair = s.BPair;
        ref float r = ref c;
        if (s.Accumulate)
        {
            Load(in r, out p0, out q0, out u0, out v0);
            if (SizeOf<H>() > 1) { r = ref Add(ref r, rc); Load(in r, out p1, out q1, out u1, out v1); }
            if (SizeOf<H>() > 2) { r = ref Add(ref r, rc); Load(in r, out p2, out q2, out u2, out v2); }
            if (SizeOf<H>() > 3) { r = ref Add(ref r, rc); Load(in r, out p3, out q3, out u3, out v3); }
            if (SizeOf<H>() > 4) { r = ref Add(ref r, rc); Load(in r, out p4, out q4, out u4, out v4); }
            if (SizeOf<H>() > 5) { r = ref Add(ref r, rc); Load(in r, out p5, out q5, out u5, out v5); }
        }

        for (nint block = s.Blocks; block > 0; block--)
        {
            ref float aK = ref a, bK = ref b;
            for (nint k = s.Depth; k > 0; k--)
            {
                r = ref aK;
                T y, x0 = T.Create(r), x1 = default, x2 = default, x3 = default, x4 = default, x5 = default;
                if (SizeOf<H>() > 1) { r = ref Add(ref r, ra); x1 = T.Create(r); }
                if (SizeOf<H>() > 2) { r = ref Add(ref r, ra); x2 = T.Create(r); }
                if (SizeOf<H>() > 3) { r = ref Add(ref r, ra); x3 = T.Create(r); }
                if (SizeOf<H>() > 4) { r = ref Add(ref r, ra); x4 = T.Create(r); }
                if (SizeOf<H>() > 5) { r = ref Add(ref r, ra); x5 = T.Create(r); }
                y = T.Load(in bK, 0); p0 = Fma(x0, y, p0);
                if (SizeOf<H>() > 1) { p1 = Fma(x1, y, p1); }
                if (SizeOf<H>() > 2) { p2 = Fma(x2, y, p2); }
                if (SizeOf<H>() > 3) { p3 = Fma(x3, y, p3); }
                if (SizeOf<H>() > 4) { p4 = Fma(x4, y, p4); }
                if (SizeOf<H>() > 5) { p5 = Fma(x5, y, p5); }
                y = T.Load(in bK, w); q0 = Fma(x0, y, q0);
                if (SizeOf<H>() > 1) { q1 = Fma(x1, y, q1); }
                if (SizeOf<H>() > 2) { q2 = Fma(x2, y, q2); }
                if (SizeOf<H>() > 3) { q3 = Fma(x3, y, q3); }
                if (SizeOf<H>() > 4) { q4 = Fma(x4, y, q4); }
                if (SizeOf<H>() > 5) { q5 = Fma(x5, y, q5); }
                y = T.Load(in bK, pair); u0 = Fma(x0, y, u0);
                if (SizeOf<H>() > 1) { u1 = Fma(x1, y, u1); }
                if (SizeOf<H>() > 2) { u2 = Fma(x2, y, u2); }
                if (SizeOf<H>() > 3) { u3 = Fma(x3, y, u3); }
                if (SizeOf<H>() > 4) { u4 = Fma(x4, y, u4); }
                if (SizeOf<H>() > 5) { u5 = Fma(x5, y, u5); }
                y = T.Load(in bK, pair + w); v0 = Fma(x0, y, v0);
                if (SizeOf<H>() > 1) { v1 = Fma(x1, y, v1); }
                if (SizeOf<H>() > 2) { v2 = Fma(x2, y, v2); }
                if (SizeOf<H>() > 3) { v3 = Fma(x3, y, v3); }
                if (SizeOf<H>() > 4) { v4 = Fma(x4, y, v4); }
                if (SizeOf<H>() > 5) { v5 = Fma(x5, y, v5); }
                aK = ref Add(ref aK, aStep);
                bK = ref Add(ref bK, bStep);
            }

            a = ref Add(ref a, s.ABlock);
            b = ref Add(ref b, s.BBlock);
        }

        r = ref c;
        Store(ref r, p0, q0, u0, v0);
        if (SizeOf<H>() > 1) { r = ref Add(ref r, rc); Store(ref r, p1, q1, u1, v1); }
        if (SizeOf<H>() > 2) { r = ref Add(ref r, rc); Store(ref r, p2, q2, u2, v2); }
        if (SizeOf<H>() > 3) { r = ref Add(ref r, rc); Store(ref r, p3, q3, u3, v3); }
        if (SizeOf<H>() > 4) { r = ref Add(ref r, rc); Store(ref r, p4, q4, u4, v4); }
        if (SizeOf<H>() > 5) { r = ref Add(ref r, rc); Store(ref r, p5, q5, u5, v5); }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load<T>(ref readonly float row, out T p, out T q, out T u, out T v)
        where T : struct, ISimd<T>
    {
        p = T.Load(in row, 0);
        q = T.Load(in row, T.Width);
        u = T.Load(in row, 2 * T.Width);
        v = T.Load(in row, 3 * T.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(ref float row, T p, T q, T u, T v)
        where T : struct, ISimd<T>
    {
        T.Store(p, ref row, 0);
        T.Store(q, ref row, T.Width);
        T.Store(u, ref row, 2 * T.Width);
        T.Store(v, ref row, 3 * T.Width);
    }
}
