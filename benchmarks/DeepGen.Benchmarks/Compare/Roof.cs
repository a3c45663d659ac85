using System.Diagnostics;
using System.Runtime.CompilerServices;
using DeepGen.Runtime;

namespace DeepGen.Benchmarks.Compare;

/// <summary>What one core of this machine can do at most: what every figure is a share of.</summary>
/// <param name="FlopsPerSecond">Multiplications and additions, fused, of single-precision numbers in registers.</param>
/// <param name="BytesPerSecond">Read and written by <c>a = b + s c</c> over arrays far larger than the caches.</param>
internal sealed record Roof(double FlopsPerSecond, double BytesPerSecond)
{
    private const int Turns = 7;

    /// <summary>The least time that a call can take: its arithmetic, and then what comes from memory and goes there.</summary>
    public double Seconds(double flops, double bytes) => (flops / FlopsPerSecond) + (bytes / BytesPerSecond);

    /// <summary>Measures both, in turns; the best of them, since whatever disturbs only makes it slower.</summary>
    public static Roof Measure()
    {
        float[] a = new float[1 << 24], b = new float[1 << 24], c = new float[1 << 24];
        double flops = 0, bytes = 0;
        for (int turn = 0; turn < Turns; turn++)
        {
            const int Rounds = 2_000_000;
            long start = Stopwatch.GetTimestamp();
            float kept = SimdWidth.Preferred switch
            {
                16 => MultiplyAdd<Simd16>(Rounds),
                8 => MultiplyAdd<Simd8>(Rounds),
                _ => MultiplyAdd<Simd4>(Rounds),
            };
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (float.IsFinite(kept)) flops = Math.Max(flops, 2.0 * SimdWidth.Preferred * Chains * Rounds / seconds);
            start = Stopwatch.GetTimestamp();
            Triad(a, b, c);
            bytes = Math.Max(bytes, 3.0 * sizeof(float) * a.Length / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return new Roof(flops, bytes);
    }

    // As many as hide the latency of a fused multiplication on any processor of today.
    private const int Chains = 12;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float MultiplyAdd<T>(int rounds)
        where T : struct, ISimd<T>
    {
        T x = T.Create(0.999f), y = T.Create(1e-3f);
        T a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int round = 0; round < rounds; round++)
        {
            a = T.MultiplyAdd(a, x, y);
            b = T.MultiplyAdd(b, x, y);
            c = T.MultiplyAdd(c, x, y);
            d = T.MultiplyAdd(d, x, y);
            e = T.MultiplyAdd(e, x, y);
            f = T.MultiplyAdd(f, x, y);
            g = T.MultiplyAdd(g, x, y);
            h = T.MultiplyAdd(h, x, y);
            i = T.MultiplyAdd(i, x, y);
            j = T.MultiplyAdd(j, x, y);
            k = T.MultiplyAdd(k, x, y);
            l = T.MultiplyAdd(l, x, y);
        }

        return T.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    private static void Triad(float[] a, float[] b, float[] c) =>
        System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(b, 3f, c, a);
}
