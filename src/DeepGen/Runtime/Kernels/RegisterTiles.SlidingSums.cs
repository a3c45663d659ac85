using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.Unsafe;

namespace DeepGen.Runtime;

internal static partial class RegisterTiles
{
    /// <summary>The rows that <see cref="SlidingSums"/> takes at a time.</summary>
    public const int SlidingRows = 8;

    /// <summary>
    /// Eight rows or more by one vector, for sums of up to three blocks of three terms over windows that slide by one step from row to
    /// row, as of a convolution of one channel: the right operand of a block stays in registers while its rows run by, and each element
    /// of the left one is read once for all the sums of a block that it is in. What eight does not divide is computed twice.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SlidingSums<T>(ref float a, ref float b, ref float c, nint rows, in TileArguments s)
        where T : struct, ISimd<T>
    {
        nint step = s.AStep, rc = s.CRow, next = s.BStep;
        for (nint done = 0; done < rows; done += SlidingRows)
        {
            nint i = Math.Min(done, rows - SlidingRows);
            T x, p0 = default, p1 = default, p2 = default, p3 = default, p4 = default, p5 = default, p6 = default, p7 = default;
            ref float r = ref a, start = ref Add(ref a, i * step), terms = ref b;
            for (nint block = s.Blocks; block > 0; block--)
            {
                T w0 = T.Load(in terms, 0), w1 = T.Load(in terms, next), w2 = T.Load(in terms, 2 * next);
                r = ref start;
                x = T.Create(r); p0 = Fma(x, w0, p0);
                r = ref Add(ref r, step); x = T.Create(r); p1 = Fma(x, w0, p1); p0 = Fma(x, w1, p0);
                r = ref Add(ref r, step); x = T.Create(r); p2 = Fma(x, w0, p2); p1 = Fma(x, w1, p1); p0 = Fma(x, w2, p0);
                r = ref Add(ref r, step); x = T.Create(r); p3 = Fma(x, w0, p3); p2 = Fma(x, w1, p2); p1 = Fma(x, w2, p1);
                r = ref Add(ref r, step); x = T.Create(r); p4 = Fma(x, w0, p4); p3 = Fma(x, w1, p3); p2 = Fma(x, w2, p2);
                r = ref Add(ref r, step); x = T.Create(r); p5 = Fma(x, w0, p5); p4 = Fma(x, w1, p4); p3 = Fma(x, w2, p3);
                r = ref Add(ref r, step); x = T.Create(r); p6 = Fma(x, w0, p6); p5 = Fma(x, w1, p5); p4 = Fma(x, w2, p4);
                r = ref Add(ref r, step); x = T.Create(r); p7 = Fma(x, w0, p7); p6 = Fma(x, w1, p6); p5 = Fma(x, w2, p5);
                r = ref Add(ref r, step); x = T.Create(r); p7 = Fma(x, w1, p7); p6 = Fma(x, w2, p6);
                r = ref Add(ref r, step); x = T.Create(r); p7 = Fma(x, w2, p7);
                start = ref Add(ref start, s.ABlock);
                terms = ref Add(ref terms, s.BBlock);
            }

            r = ref Add(ref c, i * rc); T.Store(p0, ref r, 0); r = ref Add(ref r, rc); T.Store(p1, ref r, 0);
            r = ref Add(ref r, rc); T.Store(p2, ref r, 0); r = ref Add(ref r, rc); T.Store(p3, ref r, 0);
            r = ref Add(ref r, rc); T.Store(p4, ref r, 0); r = ref Add(ref r, rc); T.Store(p5, ref r, 0);
            r = ref Add(ref r, rc); T.Store(p6, ref r, 0); r = ref Add(ref r, rc); T.Store(p7, ref r, 0);
        }
    }
}
