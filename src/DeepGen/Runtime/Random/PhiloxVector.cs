using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepGen.Runtime;

/// <summary>
/// Philox for the lanes of a vector. A word of the counter is two vectors of 64-bit lanes, one for the even and one for the odd lanes of
/// the result: the multiplication takes the lower half of such a lane and leaves the whole product, so what the upper halves hold never
/// matters and nothing is masked before the end.
/// </summary>
internal static class PhiloxVector
{
    private const float Scale = 1f / (1 << 24);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<float> Uniform512(RandomKey key, nint index, nint stride)
    {
        if (!Avx512F.IsSupported)
        {
            return Vector512.Create(Uniform256(key, index, stride), Uniform256(key, index + (8 * stride), stride));
        }

        Vector512<ulong> steps = Vector512<ulong>.Indices * Vector512.Create((ulong)(2 * stride));
        Vector512<ulong> even0 = steps + Vector512.Create((ulong)index), odd0 = steps + Vector512.Create((ulong)(index + stride));
        Vector512<ulong> even1 = even0 >> 32, odd1 = odd0 >> 32;
        Vector512<ulong> even2 = Vector512.Create((ulong)key.Stream0), odd2 = even2;
        Vector512<ulong> even3 = Vector512.Create((ulong)key.Stream1), odd3 = even3;
        Vector512<ulong> key0 = Vector512.Create((ulong)key.Key0), key1 = Vector512.Create((ulong)key.Key1);
        Vector512<uint> m0 = Vector512.Create(Philox.Multiplier0), m1 = Vector512.Create(Philox.Multiplier1);

        // The chain of a round is long; the two halves run beside each other.
        for (int round = 0; round < Philox.Rounds; round++)
        {
            Vector512<ulong> evenProduct0 = Avx512F.Multiply(even0.AsUInt32(), m0), evenProduct1 = Avx512F.Multiply(even2.AsUInt32(), m1);
            Vector512<ulong> oddProduct0 = Avx512F.Multiply(odd0.AsUInt32(), m0), oddProduct1 = Avx512F.Multiply(odd2.AsUInt32(), m1);
            (even0, odd0) = ((evenProduct1 >> 32) ^ even1 ^ key0, (oddProduct1 >> 32) ^ odd1 ^ key0);
            (even2, odd2) = ((evenProduct0 >> 32) ^ even3 ^ key1, (oddProduct0 >> 32) ^ odd3 ^ key1);
            (even1, odd1, even3, odd3) = (evenProduct1, oddProduct1, evenProduct0, oddProduct0);
            (key0, key1) = (key0 + Vector512.Create((ulong)Philox.Weyl0), key1 + Vector512.Create((ulong)Philox.Weyl1));
        }

        Vector512<uint> words = ((even0 & Vector512.Create((ulong)uint.MaxValue)) | (odd0 << 32)).AsUInt32();
        return Vector512.ConvertToSingle((words >> 8).AsInt32()) * Vector512.Create(Scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Uniform256(RandomKey key, nint index, nint stride)
    {
        if (!Avx2.IsSupported)
        {
            return Vector256.Create(Uniform128(key, index, stride), Uniform128(key, index + (4 * stride), stride));
        }

        Vector256<ulong> steps = Vector256<ulong>.Indices * Vector256.Create((ulong)(2 * stride));
        Vector256<ulong> even0 = steps + Vector256.Create((ulong)index), odd0 = steps + Vector256.Create((ulong)(index + stride));
        Vector256<ulong> even1 = even0 >> 32, odd1 = odd0 >> 32;
        Vector256<ulong> even2 = Vector256.Create((ulong)key.Stream0), odd2 = even2;
        Vector256<ulong> even3 = Vector256.Create((ulong)key.Stream1), odd3 = even3;
        Vector256<ulong> key0 = Vector256.Create((ulong)key.Key0), key1 = Vector256.Create((ulong)key.Key1);
        Vector256<uint> m0 = Vector256.Create(Philox.Multiplier0), m1 = Vector256.Create(Philox.Multiplier1);

        // The chain of a round is long; the two halves run beside each other.
        for (int round = 0; round < Philox.Rounds; round++)
        {
            Vector256<ulong> evenProduct0 = Avx2.Multiply(even0.AsUInt32(), m0), evenProduct1 = Avx2.Multiply(even2.AsUInt32(), m1);
            Vector256<ulong> oddProduct0 = Avx2.Multiply(odd0.AsUInt32(), m0), oddProduct1 = Avx2.Multiply(odd2.AsUInt32(), m1);
            (even0, odd0) = ((evenProduct1 >> 32) ^ even1 ^ key0, (oddProduct1 >> 32) ^ odd1 ^ key0);
            (even2, odd2) = ((evenProduct0 >> 32) ^ even3 ^ key1, (oddProduct0 >> 32) ^ odd3 ^ key1);
            (even1, odd1, even3, odd3) = (evenProduct1, oddProduct1, evenProduct0, oddProduct0);
            (key0, key1) = (key0 + Vector256.Create((ulong)Philox.Weyl0), key1 + Vector256.Create((ulong)Philox.Weyl1));
        }

        Vector256<uint> words = ((even0 & Vector256.Create((ulong)uint.MaxValue)) | (odd0 << 32)).AsUInt32();
        return Vector256.ConvertToSingle((words >> 8).AsInt32()) * Vector256.Create(Scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector128<float> Uniform128(RandomKey key, nint index, nint stride)
    {
        if (!Sse2.IsSupported)
        {
            return UniformByLane(key, index, stride);
        }

        Vector128<ulong> steps = Vector128<ulong>.Indices * Vector128.Create((ulong)(2 * stride));
        Vector128<ulong> even0 = steps + Vector128.Create((ulong)index), odd0 = steps + Vector128.Create((ulong)(index + stride));
        Vector128<ulong> even1 = even0 >> 32, odd1 = odd0 >> 32;
        Vector128<ulong> even2 = Vector128.Create((ulong)key.Stream0), odd2 = even2;
        Vector128<ulong> even3 = Vector128.Create((ulong)key.Stream1), odd3 = even3;
        Vector128<ulong> key0 = Vector128.Create((ulong)key.Key0), key1 = Vector128.Create((ulong)key.Key1);
        Vector128<uint> m0 = Vector128.Create(Philox.Multiplier0), m1 = Vector128.Create(Philox.Multiplier1);

        // The chain of a round is long; the two halves run beside each other.
        for (int round = 0; round < Philox.Rounds; round++)
        {
            Vector128<ulong> evenProduct0 = Sse2.Multiply(even0.AsUInt32(), m0), evenProduct1 = Sse2.Multiply(even2.AsUInt32(), m1);
            Vector128<ulong> oddProduct0 = Sse2.Multiply(odd0.AsUInt32(), m0), oddProduct1 = Sse2.Multiply(odd2.AsUInt32(), m1);
            (even0, odd0) = ((evenProduct1 >> 32) ^ even1 ^ key0, (oddProduct1 >> 32) ^ odd1 ^ key0);
            (even2, odd2) = ((evenProduct0 >> 32) ^ even3 ^ key1, (oddProduct0 >> 32) ^ odd3 ^ key1);
            (even1, odd1, even3, odd3) = (evenProduct1, oddProduct1, evenProduct0, oddProduct0);
            (key0, key1) = (key0 + Vector128.Create((ulong)Philox.Weyl0), key1 + Vector128.Create((ulong)Philox.Weyl1));
        }

        Vector128<uint> words = ((even0 & Vector128.Create((ulong)uint.MaxValue)) | (odd0 << 32)).AsUInt32();
        return Vector128.ConvertToSingle((words >> 8).AsInt32()) * Vector128.Create(Scale);
    }

    private static Vector128<float> UniformByLane(RandomKey key, nint index, nint stride) => Vector128.Create(
        Philox.Uniform(key, (ulong)index),
        Philox.Uniform(key, (ulong)(index + stride)),
        Philox.Uniform(key, (ulong)(index + (2 * stride))),
        Philox.Uniform(key, (ulong)(index + (3 * stride))));
}
