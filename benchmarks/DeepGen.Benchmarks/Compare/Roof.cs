using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepGen.Benchmarks.Compare;

/// <summary>What one core of this machine can do at most: what every figure is a share of.</summary>
/// <param name="FlopsPerSecond">Multiplications and additions, fused, of single-precision numbers in registers.</param>
/// <param name="BytesPerSecond">Read and written by <c>a = b + s c</c> over arrays far larger than the caches.</param>
internal sealed record Roof(double FlopsPerSecond, double BytesPerSecond)
{
    private const int Turns = 7;

    /// <summary>Measures both, in turns; the best of them, since whatever disturbs only makes it slower.</summary>
    public static Roof Measure()
    {
        float[] a = new float[1 << 24], b = new float[1 << 24], c = new float[1 << 24];
        double flops = 0, bytes = 0;
        for (int turn = 0; turn < Turns; turn++)
        {
            const int Rounds = 2_000_000;
            long start = Stopwatch.GetTimestamp();
            float kept = Vector512.IsHardwareAccelerated ? Fma512(Rounds) : Fma256(Rounds);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            int lanes = Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256<float>.Count;
            if (float.IsFinite(kept)) flops = Math.Max(flops, 2.0 * lanes * Chains * Rounds / seconds);
            start = Stopwatch.GetTimestamp();
            Triad(a, b, c);
            bytes = Math.Max(bytes, 3.0 * sizeof(float) * a.Length / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return new Roof(flops, bytes);
    }

    // As many as hide the latency of a fused multiplication on any processor of today.
    private const int Chains = 12;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Fma512(int rounds)
    {
        var x = Vector512.Create(0.999f);
        var y = Vector512.Create(1e-3f);
        Vector512<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int round = 0; round < rounds; round++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, y);
            b = Vector512.FusedMultiplyAdd(b, x, y);
            c = Vector512.FusedMultiplyAdd(c, x, y);
            d = Vector512.FusedMultiplyAdd(d, x, y);
            e = Vector512.FusedMultiplyAdd(e, x, y);
            f = Vector512.FusedMultiplyAdd(f, x, y);
            g = Vector512.FusedMultiplyAdd(g, x, y);
            h = Vector512.FusedMultiplyAdd(h, x, y);
            i = Vector512.FusedMultiplyAdd(i, x, y);
            j = Vector512.FusedMultiplyAdd(j, x, y);
            k = Vector512.FusedMultiplyAdd(k, x, y);
            l = Vector512.FusedMultiplyAdd(l, x, y);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Fma256(int rounds)
    {
        var x = Vector256.Create(0.999f);
        var y = Vector256.Create(1e-3f);
        Vector256<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int round = 0; round < rounds; round++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, y);
            b = Vector256.FusedMultiplyAdd(b, x, y);
            c = Vector256.FusedMultiplyAdd(c, x, y);
            d = Vector256.FusedMultiplyAdd(d, x, y);
            e = Vector256.FusedMultiplyAdd(e, x, y);
            f = Vector256.FusedMultiplyAdd(f, x, y);
            g = Vector256.FusedMultiplyAdd(g, x, y);
            h = Vector256.FusedMultiplyAdd(h, x, y);
            i = Vector256.FusedMultiplyAdd(i, x, y);
            j = Vector256.FusedMultiplyAdd(j, x, y);
            k = Vector256.FusedMultiplyAdd(k, x, y);
            l = Vector256.FusedMultiplyAdd(l, x, y);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    private static void Triad(float[] a, float[] b, float[] c) =>
        System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(b, 3f, c, a);
}
