using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.Unsafe;

namespace DeepGen.Runtime;

/// <summary>
/// Products of a few rows by a few vectors of columns, held in registers while the depth runs by. Every accumulator is a local with a
/// name: an array of them would live in memory, at a quarter of the speed. Rows beyond the count vanish when a method is compiled,
/// since the count is a constant of the type argument. Each element is summed in the order of the depth, whatever the tile, so all of
/// them give the same bits.
/// </summary>
internal static partial class RegisterTiles
{
    /// <summary>Up to 14 rows by two vectors: 28 sums, one broadcast and two columns fill 32 registers; six rows fill 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TwoVectors<T, H>(ref float a, ref float b, ref float c, in TileArguments s)
        where T : struct, ISimd<T>
        where H : struct, IHeight
    {
        T p0 = default, q0 = default, p1 = default, q1 = default, p2 = default, q2 = default, p3 = default, q3 = default;
        T p4 = default, q4 = default, p5 = default, q5 = default, p6 = default, q6 = default, p7 = default, q7 = default;
        T p8 = default, q8 = default, p9 = default, q9 = default, p10 = default, q10 = default, p11 = default, q11 = default;
        T p12 = default, q12 = default, p13 = default, q13 = default;
        nint w = T.Width, ra = s.ARow, aStep = s.AStep, bStep = s.BStep, rc = s.CRow;
        ref float r = ref c;
        if (s.Accumulate)
        {
            p0 = T.Load(in r, 0); q0 = T.Load(in r, w);
            if (SizeOf<H>() > 1) { r = ref Add(ref r, rc); p1 = T.Load(in r, 0); q1 = T.Load(in r, w); }
            if (SizeOf<H>() > 2) { r = ref Add(ref r, rc); p2 = T.Load(in r, 0); q2 = T.Load(in r, w); }
            if (SizeOf<H>() > 3) { r = ref Add(ref r, rc); p3 = T.Load(in r, 0); q3 = T.Load(in r, w); }
            if (SizeOf<H>() > 4) { r = ref Add(ref r, rc); p4 = T.Load(in r, 0); q4 = T.Load(in r, w); }
            if (SizeOf<H>() > 5) { r = ref Add(ref r, rc); p5 = T.Load(in r, 0); q5 = T.Load(in r, w); }
            if (SizeOf<H>() > 6) { r = ref Add(ref r, rc); p6 = T.Load(in r, 0); q6 = T.Load(in r, w); }
            if (SizeOf<H>() > 7) { r = ref Add(ref r, rc); p7 = T.Load(in r, 0); q7 = T.Load(in r, w); }
            if (SizeOf<H>() > 8) { r = ref Add(ref r, rc); p8 = T.Load(in r, 0); q8 = T.Load(in r, w); }
            if (SizeOf<H>() > 9) { r = ref Add(ref r, rc); p9 = T.Load(in r, 0); q9 = T.Load(in r, w); }
            if (SizeOf<H>() > 10) { r = ref Add(ref r, rc); p10 = T.Load(in r, 0); q10 = T.Load(in r, w); }
            if (SizeOf<H>() > 11) { r = ref Add(ref r, rc); p11 = T.Load(in r, 0); q11 = T.Load(in r, w); }
            if (SizeOf<H>() > 12) { r = ref Add(ref r, rc); p12 = T.Load(in r, 0); q12 = T.Load(in r, w); }
            if (SizeOf<H>() > 13) { r = ref Add(ref r, rc); p13 = T.Load(in r, 0); q13 = T.Load(in r, w); }
        }

        // Without anything to ask for, what is at hand anyway.
        nint ahead = s.Ahead == 0 ? ReadAhead.AddressOf(ref b) : s.Ahead, line = s.Ahead == 0 ? 0 : s.AheadStep;
        nint jump = s.Ahead == 0 ? 0 : s.AheadBlock - (s.Depth * line), steps = s.Depth + s.Extra;
        nint turnA = s.ABlock - (s.Depth * aStep), turnB = s.BBlock - (s.Depth * bStep);
        for (nint block = s.Blocks; block > 0; block--)
        {
            for (nint k = steps; k > 0; k--)
            {
                ReadAhead.Ask(ahead);
                ahead += line;
                r = ref a;
                T x, y = T.Load(in b, 0), z = T.Load(in b, w);
                x = T.Create(r); p0 = Fma(x, y, p0); q0 = Fma(x, z, q0);
                if (SizeOf<H>() > 1) { r = ref Add(ref r, ra); x = T.Create(r); p1 = Fma(x, y, p1); q1 = Fma(x, z, q1); }
                if (SizeOf<H>() > 2) { r = ref Add(ref r, ra); x = T.Create(r); p2 = Fma(x, y, p2); q2 = Fma(x, z, q2); }
                if (SizeOf<H>() > 3) { r = ref Add(ref r, ra); x = T.Create(r); p3 = Fma(x, y, p3); q3 = Fma(x, z, q3); }
                if (SizeOf<H>() > 4) { r = ref Add(ref r, ra); x = T.Create(r); p4 = Fma(x, y, p4); q4 = Fma(x, z, q4); }
                if (SizeOf<H>() > 5) { r = ref Add(ref r, ra); x = T.Create(r); p5 = Fma(x, y, p5); q5 = Fma(x, z, q5); }
                if (SizeOf<H>() > 6) { r = ref Add(ref r, ra); x = T.Create(r); p6 = Fma(x, y, p6); q6 = Fma(x, z, q6); }
                if (SizeOf<H>() > 7) { r = ref Add(ref r, ra); x = T.Create(r); p7 = Fma(x, y, p7); q7 = Fma(x, z, q7); }
                if (SizeOf<H>() > 8) { r = ref Add(ref r, ra); x = T.Create(r); p8 = Fma(x, y, p8); q8 = Fma(x, z, q8); }
                if (SizeOf<H>() > 9) { r = ref Add(ref r, ra); x = T.Create(r); p9 = Fma(x, y, p9); q9 = Fma(x, z, q9); }
                if (SizeOf<H>() > 10) { r = ref Add(ref r, ra); x = T.Create(r); p10 = Fma(x, y, p10); q10 = Fma(x, z, q10); }
                if (SizeOf<H>() > 11) { r = ref Add(ref r, ra); x = T.Create(r); p11 = Fma(x, y, p11); q11 = Fma(x, z, q11); }
                if (SizeOf<H>() > 12) { r = ref Add(ref r, ra); x = T.Create(r); p12 = Fma(x, y, p12); q12 = Fma(x, z, q12); }
                if (SizeOf<H>() > 13) { r = ref Add(ref r, ra); x = T.Create(r); p13 = Fma(x, y, p13); q13 = Fma(x, z, q13); }
                a = ref Add(ref a, aStep);
                b = ref Add(ref b, bStep);
            }

            a = ref Add(ref a, turnA);
            b = ref Add(ref b, turnB);
            ahead += jump;
            steps = s.Depth;
        }

        r = ref c;
        T.Store(p0, ref r, 0); T.Store(q0, ref r, w);
        if (SizeOf<H>() > 1) { r = ref Add(ref r, rc); T.Store(p1, ref r, 0); T.Store(q1, ref r, w); }
        if (SizeOf<H>() > 2) { r = ref Add(ref r, rc); T.Store(p2, ref r, 0); T.Store(q2, ref r, w); }
        if (SizeOf<H>() > 3) { r = ref Add(ref r, rc); T.Store(p3, ref r, 0); T.Store(q3, ref r, w); }
        if (SizeOf<H>() > 4) { r = ref Add(ref r, rc); T.Store(p4, ref r, 0); T.Store(q4, ref r, w); }
        if (SizeOf<H>() > 5) { r = ref Add(ref r, rc); T.Store(p5, ref r, 0); T.Store(q5, ref r, w); }
        if (SizeOf<H>() > 6) { r = ref Add(ref r, rc); T.Store(p6, ref r, 0); T.Store(q6, ref r, w); }
        if (SizeOf<H>() > 7) { r = ref Add(ref r, rc); T.Store(p7, ref r, 0); T.Store(q7, ref r, w); }
        if (SizeOf<H>() > 8) { r = ref Add(ref r, rc); T.Store(p8, ref r, 0); T.Store(q8, ref r, w); }
        if (SizeOf<H>() > 9) { r = ref Add(ref r, rc); T.Store(p9, ref r, 0); T.Store(q9, ref r, w); }
        if (SizeOf<H>() > 10) { r = ref Add(ref r, rc); T.Store(p10, ref r, 0); T.Store(q10, ref r, w); }
        if (SizeOf<H>() > 11) { r = ref Add(ref r, rc); T.Store(p11, ref r, 0); T.Store(q11, ref r, w); }
        if (SizeOf<H>() > 12) { r = ref Add(ref r, rc); T.Store(p12, ref r, 0); T.Store(q12, ref r, w); }
        if (SizeOf<H>() > 13) { r = ref Add(ref r, rc); T.Store(p13, ref r, 0); T.Store(q13, ref r, w); }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Fma<T>(T x, T y, T sum)
        where T : struct, ISimd<T> => T.MultiplyAdd(x, y, sum);
}
