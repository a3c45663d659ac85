using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.Unsafe;

namespace DeepGen.Runtime;

internal static partial class RegisterTiles
{
    /// <summary>Up to 14 rows by one vector, for what is left at the right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OneVector<T, H>(ref float a, ref float b, ref float c, in TileArguments s)
        where T : struct, ISimd<T>
        where H : struct, IHeight
    {
        T p0 = default, p1 = default, p2 = default, p3 = default, p4 = default, p5 = default, p6 = default, p7 = default;
        T p8 = default, p9 = default, p10 = default, p11 = default, p12 = default, p13 = default;
        nint w = T.Width, ra = s.ARow, aStep = s.AStep, bStep = s.BStep, rc = s.CRow;
        ref float r = ref c;
        if (s.Accumulate)
        {
            p0 = T.Load(in r, 0);
            if (SizeOf<H>() > 1) { r = ref Add(ref r, rc); p1 = T.Load(in r, 0); }
            if (SizeOf<H>() > 2) { r = ref Add(ref r, rc); p2 = T.Load(in r, 0); }
            if (SizeOf<H>() > 3) { r = ref Add(ref r, rc); p3 = T.Load(in r, 0); }
            if (SizeOf<H>() > 4) { r = ref Add(ref r, rc); p4 = T.Load(in r, 0); }
            if (SizeOf<H>() > 5) { r = ref Add(ref r, rc); p5 = T.Load(in r, 0); }
            if (SizeOf<H>() > 6) { r = ref Add(ref r, rc); p6 = T.Load(in r, 0); }
            if (SizeOf<H>() > 7) { r = ref Add(ref r, rc); p7 = T.Load(in r, 0); }
            if (SizeOf<H>() > 8) { r = ref Add(ref r, rc); p8 = T.Load(in r, 0); }
            if (SizeOf<H>() > 9) { r = ref Add(ref r, rc); p9 = T.Load(in r, 0); }
            if (SizeOf<H>() > 10) { r = ref Add(ref r, rc); p10 = T.Load(in r, 0); }
            if (SizeOf<H>() > 11) { r = ref Add(ref r, rc); p11 = T.Load(in r, 0); }
            if (SizeOf<H>() > 12) { r = ref Add(ref r, rc); p12 = T.Load(in r, 0); }
            if (SizeOf<H>() > 13) { r = ref Add(ref r, rc); p13 = T.Load(in r, 0); }
        }

        for (nint block = s.Blocks; block > 0; block--)
        {
            ref float aK = ref a, bK = ref b;
            for (nint k = s.Depth; k > 0; k--)
            {
                r = ref aK;
                T x, y = T.Load(in bK, 0);
                x = T.Create(r); p0 = Fma(x, y, p0);
                if (SizeOf<H>() > 1) { r = ref Add(ref r, ra); x = T.Create(r); p1 = Fma(x, y, p1); }
                if (SizeOf<H>() > 2) { r = ref Add(ref r, ra); x = T.Create(r); p2 = Fma(x, y, p2); }
                if (SizeOf<H>() > 3) { r = ref Add(ref r, ra); x = T.Create(r); p3 = Fma(x, y, p3); }
                if (SizeOf<H>() > 4) { r = ref Add(ref r, ra); x = T.Create(r); p4 = Fma(x, y, p4); }
                if (SizeOf<H>() > 5) { r = ref Add(ref r, ra); x = T.Create(r); p5 = Fma(x, y, p5); }
                if (SizeOf<H>() > 6) { r = ref Add(ref r, ra); x = T.Create(r); p6 = Fma(x, y, p6); }
                if (SizeOf<H>() > 7) { r = ref Add(ref r, ra); x = T.Create(r); p7 = Fma(x, y, p7); }
                if (SizeOf<H>() > 8) { r = ref Add(ref r, ra); x = T.Create(r); p8 = Fma(x, y, p8); }
                if (SizeOf<H>() > 9) { r = ref Add(ref r, ra); x = T.Create(r); p9 = Fma(x, y, p9); }
                if (SizeOf<H>() > 10) { r = ref Add(ref r, ra); x = T.Create(r); p10 = Fma(x, y, p10); }
                if (SizeOf<H>() > 11) { r = ref Add(ref r, ra); x = T.Create(r); p11 = Fma(x, y, p11); }
                if (SizeOf<H>() > 12) { r = ref Add(ref r, ra); x = T.Create(r); p12 = Fma(x, y, p12); }
                if (SizeOf<H>() > 13) { r = ref Add(ref r, ra); x = T.Create(r); p13 = Fma(x, y, p13); }
                aK = ref Add(ref aK, aStep);
                bK = ref Add(ref bK, bStep);
            }

            a = ref Add(ref a, s.ABlock);
            b = ref Add(ref b, s.BBlock);
        }

        r = ref c;
        T.Store(p0, ref r, 0);
        if (SizeOf<H>() > 1) { r = ref Add(ref r, rc); T.Store(p1, ref r, 0); }
        if (SizeOf<H>() > 2) { r = ref Add(ref r, rc); T.Store(p2, ref r, 0); }
        if (SizeOf<H>() > 3) { r = ref Add(ref r, rc); T.Store(p3, ref r, 0); }
        if (SizeOf<H>() > 4) { r = ref Add(ref r, rc); T.Store(p4, ref r, 0); }
        if (SizeOf<H>() > 5) { r = ref Add(ref r, rc); T.Store(p5, ref r, 0); }
        if (SizeOf<H>() > 6) { r = ref Add(ref r, rc); T.Store(p6, ref r, 0); }
        if (SizeOf<H>() > 7) { r = ref Add(ref r, rc); T.Store(p7, ref r, 0); }
        if (SizeOf<H>() > 8) { r = ref Add(ref r, rc); T.Store(p8, ref r, 0); }
        if (SizeOf<H>() > 9) { r = ref Add(ref r, rc); T.Store(p9, ref r, 0); }
        if (SizeOf<H>() > 10) { r = ref Add(ref r, rc); T.Store(p10, ref r, 0); }
        if (SizeOf<H>() > 11) { r = ref Add(ref r, rc); T.Store(p11, ref r, 0); }
        if (SizeOf<H>() > 12) { r = ref Add(ref r, rc); T.Store(p12, ref r, 0); }
        if (SizeOf<H>() > 13) { r = ref Add(ref r, rc); T.Store(p13, ref r, 0); }
    }
}
