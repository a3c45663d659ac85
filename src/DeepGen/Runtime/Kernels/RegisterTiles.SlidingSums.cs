using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.Unsafe;

namespace DeepGen.Runtime;

internal static partial class RegisterTiles
{
    /// <summary>The rows that <see cref="SlidingSums"/> takes at a time.</summary>
    public const int SlidingRows = 8;

    /// <summary>
    /// Eight rows or more by one vector, for sums of up to three blocks of three terms over windows that slide by one step from row to
    /// row, as of a convolution of one channel: all of the right operand stays in registers while the rows run by, and each element of the
    /// left one is read once for all the sums that it is in. What eight does not divide is computed twice.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SlidingSums<T, Blocks>(ref float a, ref float b, ref float c, nint rows, in TileArguments s)
        where T : struct, ISimd<T>
        where Blocks : struct, IHeight
    {
        nint step = s.AStep, block = s.ABlock, rc = s.CRow, k1 = s.BStep, k2 = 2 * s.BStep, q1 = s.BBlock, q2 = 2 * s.BBlock;
        T w00 = T.Load(in b, 0), w01 = T.Load(in b, k1), w02 = T.Load(in b, k2);
        T w10 = default, w11 = default, w12 = default, w20 = default, w21 = default, w22 = default;
        if (Blocks.Rows > 1)
        {
            w10 = T.Load(in b, q1); w11 = T.Load(in b, q1 + k1); w12 = T.Load(in b, q1 + k2);
        }

        if (Blocks.Rows > 2)
        {
            w20 = T.Load(in b, q2); w21 = T.Load(in b, q2 + k1); w22 = T.Load(in b, q2 + k2);
        }

        for (nint next = 0; next < rows; next += SlidingRows)
        {
            nint i = Math.Min(next, rows - SlidingRows);
            T x, p0 = default, p1 = default, p2 = default, p3 = default, p4 = default, p5 = default, p6 = default, p7 = default;
            ref float start = ref Add(ref a, i * step), r = ref start;
            x = T.Create(r); p0 = Fma(x, w00, p0);
            r = ref Add(ref r, step); x = T.Create(r); p1 = Fma(x, w00, p1); p0 = Fma(x, w01, p0);
            r = ref Add(ref r, step); x = T.Create(r); p2 = Fma(x, w00, p2); p1 = Fma(x, w01, p1); p0 = Fma(x, w02, p0);
            r = ref Add(ref r, step); x = T.Create(r); p3 = Fma(x, w00, p3); p2 = Fma(x, w01, p2); p1 = Fma(x, w02, p1);
            r = ref Add(ref r, step); x = T.Create(r); p4 = Fma(x, w00, p4); p3 = Fma(x, w01, p3); p2 = Fma(x, w02, p2);
            r = ref Add(ref r, step); x = T.Create(r); p5 = Fma(x, w00, p5); p4 = Fma(x, w01, p4); p3 = Fma(x, w02, p3);
            r = ref Add(ref r, step); x = T.Create(r); p6 = Fma(x, w00, p6); p5 = Fma(x, w01, p5); p4 = Fma(x, w02, p4);
            r = ref Add(ref r, step); x = T.Create(r); p7 = Fma(x, w00, p7); p6 = Fma(x, w01, p6); p5 = Fma(x, w02, p5);
            r = ref Add(ref r, step); x = T.Create(r); p7 = Fma(x, w01, p7); p6 = Fma(x, w02, p6);
            r = ref Add(ref r, step); x = T.Create(r); p7 = Fma(x, w02, p7);
            if (Blocks.Rows > 1)
            {
                r = ref Add(ref start, block);
                x = T.Create(r); p0 = Fma(x, w10, p0);
                r = ref Add(ref r, step); x = T.Create(r); p1 = Fma(x, w10, p1); p0 = Fma(x, w11, p0);
                r = ref Add(ref r, step); x = T.Create(r); p2 = Fma(x, w10, p2); p1 = Fma(x, w11, p1); p0 = Fma(x, w12, p0);
                r = ref Add(ref r, step); x = T.Create(r); p3 = Fma(x, w10, p3); p2 = Fma(x, w11, p2); p1 = Fma(x, w12, p1);
                r = ref Add(ref r, step); x = T.Create(r); p4 = Fma(x, w10, p4); p3 = Fma(x, w11, p3); p2 = Fma(x, w12, p2);
                r = ref Add(ref r, step); x = T.Create(r); p5 = Fma(x, w10, p5); p4 = Fma(x, w11, p4); p3 = Fma(x, w12, p3);
                r = ref Add(ref r, step); x = T.Create(r); p6 = Fma(x, w10, p6); p5 = Fma(x, w11, p5); p4 = Fma(x, w12, p4);
                r = ref Add(ref r, step); x = T.Create(r); p7 = Fma(x, w10, p7); p6 = Fma(x, w11, p6); p5 = Fma(x, w12, p5);
                r = ref Add(ref r, step); x = T.Create(r); p7 = Fma(x, w11, p7); p6 = Fma(x, w12, p6);
                r = ref Add(ref r, step); x = T.Create(r); p7 = Fma(x, w12, p7);
            }

            if (Blocks.Rows > 2)
            {
                r = ref Add(ref start, 2 * block);
                x = T.Create(r); p0 = Fma(x, w20, p0);
                r = ref Add(ref r, step); x = T.Create(r); p1 = Fma(x, w20, p1); p0 = Fma(x, w21, p0);
                r = ref Add(ref r, step); x = T.Create(r); p2 = Fma(x, w20, p2); p1 = Fma(x, w21, p1); p0 = Fma(x, w22, p0);
                r = ref Add(ref r, step); x = T.Create(r); p3 = Fma(x, w20, p3); p2 = Fma(x, w21, p2); p1 = Fma(x, w22, p1);
                r = ref Add(ref r, step); x = T.Create(r); p4 = Fma(x, w20, p4); p3 = Fma(x, w21, p3); p2 = Fma(x, w22, p2);
                r = ref Add(ref r, step); x = T.Create(r); p5 = Fma(x, w20, p5); p4 = Fma(x, w21, p4); p3 = Fma(x, w22, p3);
                r = ref Add(ref r, step); x = T.Create(r); p6 = Fma(x, w20, p6); p5 = Fma(x, w21, p5); p4 = Fma(x, w22, p4);
                r = ref Add(ref r, step); x = T.Create(r); p7 = Fma(x, w20, p7); p6 = Fma(x, w21, p6); p5 = Fma(x, w22, p5);
                r = ref Add(ref r, step); x = T.Create(r); p7 = Fma(x, w21, p7); p6 = Fma(x, w22, p6);
                r = ref Add(ref r, step); x = T.Create(r); p7 = Fma(x, w22, p7);
            }

            r = ref Add(ref c, i * rc); T.Store(p0, ref r, 0); r = ref Add(ref r, rc); T.Store(p1, ref r, 0);
            r = ref Add(ref r, rc); T.Store(p2, ref r, 0); r = ref Add(ref r, rc); T.Store(p3, ref r, 0);
            r = ref Add(ref r, rc); T.Store(p4, ref r, 0); r = ref Add(ref r, rc); T.Store(p5, ref r, 0);
            r = ref Add(ref r, rc); T.Store(p6, ref r, 0); r = ref Add(ref r, rc); T.Store(p7, ref r, 0);
        }
    }
}
