using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.Unsafe;

namespace DeepGen.Runtime;

internal static partial class RegisterTiles
{
    /// <summary>One row, or two, by eight vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void EightVectors<T, H>(ref float a, ref float b, ref float c, in TileArguments s)
        where T : struct, ISimd<T>
        where H : struct, IHeight
    {
        T p0 = default, q0 = default, u0 = default, v0 = default, e0 = default, f0 = default, g0 = default, h0 = default;
        T p1 = default, q1 = default, u1 = default, v1 = default, e1 = default, f1 = default, g1 = default, h1 = default;
        nint w = T.Width, ra = s.ARow, aStep = s.AStep, bStep = s.BStep, rc = s.CRow, pair = s.BPair, half = s.BHalf;
        ref float r = ref c;
        if (s.Accumulate)
        {
            Load(in r, out p0, out q0, out u0, out v0); Load(in Add(ref r, 4 * w), out e0, out f0, out g0, out h0);
            if (SizeOf<H>() > 1)
            {
                r = ref Add(ref r, rc); Load(in r, out p1, out q1, out u1, out v1);
                Load(in Add(ref r, 4 * w), out e1, out f1, out g1, out h1);
            }
        }

        for (nint block = s.Blocks; block > 0; block--)
        {
            ref float aK = ref a, bK = ref b;
            for (nint k = s.Depth; k > 0; k--)
            {
                r = ref aK;
                T y, x0 = T.Create(r), x1 = default;
                if (SizeOf<H>() > 1) { r = ref Add(ref r, ra); x1 = T.Create(r); }
                y = T.Load(in bK, 0); p0 = Fma(x0, y, p0);
                if (SizeOf<H>() > 1) { p1 = Fma(x1, y, p1); }
                y = T.Load(in bK, w); q0 = Fma(x0, y, q0);
                if (SizeOf<H>() > 1) { q1 = Fma(x1, y, q1); }
                y = T.Load(in bK, pair); u0 = Fma(x0, y, u0);
                if (SizeOf<H>() > 1) { u1 = Fma(x1, y, u1); }
                y = T.Load(in bK, pair + w); v0 = Fma(x0, y, v0);
                if (SizeOf<H>() > 1) { v1 = Fma(x1, y, v1); }
                y = T.Load(in bK, half); e0 = Fma(x0, y, e0);
                if (SizeOf<H>() > 1) { e1 = Fma(x1, y, e1); }
                y = T.Load(in bK, half + w); f0 = Fma(x0, y, f0);
                if (SizeOf<H>() > 1) { f1 = Fma(x1, y, f1); }
                y = T.Load(in bK, half + pair); g0 = Fma(x0, y, g0);
                if (SizeOf<H>() > 1) { g1 = Fma(x1, y, g1); }
                y = T.Load(in bK, half + pair + w); h0 = Fma(x0, y, h0);
                if (SizeOf<H>() > 1) { h1 = Fma(x1, y, h1); }
                aK = ref Add(ref aK, aStep);
                bK = ref Add(ref bK, bStep);
            }

            a = ref Add(ref a, s.ABlock);
            b = ref Add(ref b, s.BBlock);
        }

        r = ref c;
        Store(ref r, p0, q0, u0, v0); Store(ref Add(ref r, 4 * w), e0, f0, g0, h0);
        if (SizeOf<H>() > 1) { r = ref Add(ref r, rc); Store(ref r, p1, q1, u1, v1); Store(ref Add(ref r, 4 * w), e1, f1, g1, h1); }
    }
}
