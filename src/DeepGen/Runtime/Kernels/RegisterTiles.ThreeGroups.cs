using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.Unsafe;

namespace DeepGen.Runtime;

internal static partial class RegisterTiles
{
    /// <summary>The groups of <see cref="ThreeGroups"/>, and the rows of each.</summary>
    public const int Groups = 3;

    /// <summary>
    /// Three groups of three rows by one vector: as the taps of a kernel of 3 x 3 look at one image. Nine sums hide the latency of each,
    /// and the right operand is read once for all of them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ThreeGroups<T>(ref float a, ref float b, ref float c, in TileArguments s, nint aGroup, nint cGroup)
        where T : struct, ISimd<T>
    {
        T p0 = default, p1 = default, p2 = default, p3 = default, p4 = default, p5 = default, p6 = default, p7 = default, p8 = default;
        nint ra = s.ARow, aStep = s.AStep, bStep = s.BStep, rc = s.CRow;
        ref float r = ref c;
        if (s.Accumulate)
        {
            p0 = T.Load(in r, 0); p1 = T.Load(in r, rc); p2 = T.Load(in r, 2 * rc); r = ref Add(ref r, cGroup);
            p3 = T.Load(in r, 0); p4 = T.Load(in r, rc); p5 = T.Load(in r, 2 * rc); r = ref Add(ref r, cGroup);
            p6 = T.Load(in r, 0); p7 = T.Load(in r, rc); p8 = T.Load(in r, 2 * rc);
        }

        for (nint block = s.Blocks; block > 0; block--)
        {
            ref float aK = ref a, bK = ref b;
            for (nint k = s.Depth; k > 0; k--)
            {
                r = ref aK;
                T x, y = T.Load(in bK, 0);
                x = T.Create(r); p0 = Fma(x, y, p0);
                x = T.Create(Add(ref r, ra)); p1 = Fma(x, y, p1);
                x = T.Create(Add(ref r, 2 * ra)); p2 = Fma(x, y, p2); r = ref Add(ref r, aGroup);
                x = T.Create(r); p3 = Fma(x, y, p3);
                x = T.Create(Add(ref r, ra)); p4 = Fma(x, y, p4);
                x = T.Create(Add(ref r, 2 * ra)); p5 = Fma(x, y, p5); r = ref Add(ref r, aGroup);
                x = T.Create(r); p6 = Fma(x, y, p6);
                x = T.Create(Add(ref r, ra)); p7 = Fma(x, y, p7);
                x = T.Create(Add(ref r, 2 * ra)); p8 = Fma(x, y, p8);
                aK = ref Add(ref aK, aStep);
                bK = ref Add(ref bK, bStep);
            }

            a = ref Add(ref a, s.ABlock);
            b = ref Add(ref b, s.BBlock);
        }

        r = ref c;
        T.Store(p0, ref r, 0); T.Store(p1, ref r, rc); T.Store(p2, ref r, 2 * rc); r = ref Add(ref r, cGroup);
        T.Store(p3, ref r, 0); T.Store(p4, ref r, rc); T.Store(p5, ref r, 2 * rc); r = ref Add(ref r, cGroup);
        T.Store(p6, ref r, 0); T.Store(p7, ref r, rc); T.Store(p8, ref r, 2 * rc);
    }
}
