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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Uniform512(RandomKey key, nint index, nint stride)
    {
        if (!Avx512F.IsSupported)
        {
            return Vector512.Create(Uniform256(key, index, stride), Uniform256(key, index + (8 * stride), stride));
        }

        Vector512<ulong> steps = Vector512<ulong>.Indices * Vector512.Create((ulong)(2 * stride));
        Vector512<ulong> even = Rounds(steps + Vector512.Create((ulong)index), key);
        Vector512<ulong> odd = Rounds(steps + Vector512.Create((ulong)(index + stride)), key);
        Vector512<uint> words = ((even & Vector512.Create((ulong)uint.MaxValue)) | (odd << 32)).AsUInt32();
        return Vector512.ConvertToSingle((words >> 8).AsInt32()) * Vector512.Create(Scale);
    }

    /// <summary>The first word of each element, in the lower half of its lane.</summary>
    private static Vector512<ulong> Rounds(Vector512<ulong> elements, RandomKey key)
    {
        Vector512<uint> m0 = Vector512.Create(Philox.Multiplier0), m1 = Vector512.Create(Philox.Multiplier1);
        Vector512<ulong> c0 = elements, c1 = elements >> 32;
        Vector512<ulong> c2 = Vector512.Create((ulong)key.Stream0), c3 = Vector512.Create((ulong)key.Stream1);
        uint k0 = key.Key0, k1 = key.Key1;
        for (int round = 0; round < Philox.Rounds; round++)
        {
            Vector512<ulong> product0 = Avx512F.Multiply(c0.AsUInt32(), m0);
            Vector512<ulong> product1 = Avx512F.Multiply(c2.AsUInt32(), m1);
            c0 = (product1 >> 32) ^ c1 ^ Vector512.Create((ulong)k0);
            c2 = (product0 >> 32) ^ c3 ^ Vector512.Create((ulong)k1);
            c1 = product1;
            c3 = product0;
            k0 += Philox.Weyl0;
            k1 += Philox.Weyl1;
        }

        return c0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Uniform256(RandomKey key, nint index, nint stride)
    {
        if (!Avx2.IsSupported)
        {
            return Vector256.Create(Uniform128(key, index, stride), Uniform128(key, index + (4 * stride), stride));
        }

        Vector256<ulong> steps = Vector256<ulong>.Indices * Vector256.Create((ulong)(2 * stride));
        Vector256<ulong> even = Rounds(steps + Vector256.Create((ulong)index), key);
        Vector256<ulong> odd = Rounds(steps + Vector256.Create((ulong)(index + stride)), key);
        Vector256<uint> words = ((even & Vector256.Create((ulong)uint.MaxValue)) | (odd << 32)).AsUInt32();
        return Vector256.ConvertToSingle((words >> 8).AsInt32()) * Vector256.Create(Scale);
    }

    /// <summary>The first word of each element, in the lower half of its lane.</summary>
    private static Vector256<ulong> Rounds(Vector256<ulong> elements, RandomKey key)
    {
        Vector256<uint> m0 = Vector256.Create(Philox.Multiplier0), m1 = Vector256.Create(Philox.Multiplier1);
        Vector256<ulong> c0 = elements, c1 = elements >> 32;
        Vector256<ulong> c2 = Vector256.Create((ulong)key.Stream0), c3 = Vector256.Create((ulong)key.Stream1);
        uint k0 = key.Key0, k1 = key.Key1;
        for (int round = 0; round < Philox.Rounds; round++)
        {
            Vector256<ulong> product0 = Avx2.Multiply(c0.AsUInt32(), m0);
            Vector256<ulong> product1 = Avx2.Multiply(c2.AsUInt32(), m1);
            c0 = (product1 >> 32) ^ c1 ^ Vector256.Create((ulong)k0);
            c2 = (product0 >> 32) ^ c3 ^ Vector256.Create((ulong)k1);
            c1 = product1;
            c3 = product0;
            k0 += Philox.Weyl0;
            k1 += Philox.Weyl1;
        }

        return c0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Uniform128(RandomKey key, nint index, nint stride)
    {
        if (!Sse2.IsSupported)
        {
            return UniformByLane(key, index, stride);
        }

        Vector128<ulong> steps = Vector128<ulong>.Indices * Vector128.Create((ulong)(2 * stride));
        Vector128<ulong> even = Rounds(steps + Vector128.Create((ulong)index), key);
        Vector128<ulong> odd = Rounds(steps + Vector128.Create((ulong)(index + stride)), key);
        Vector128<uint> words = ((even & Vector128.Create((ulong)uint.MaxValue)) | (odd << 32)).AsUInt32();
        return Vector128.ConvertToSingle((words >> 8).AsInt32()) * Vector128.Create(Scale);
    }

    /// <summary>The first word of each element, in the lower half of its lane.</summary>
    private static Vector128<ulong> Rounds(Vector128<ulong> elements, RandomKey key)
    {
        Vector128<uint> m0 = Vector128.Create(Philox.Multiplier0), m1 = Vector128.Create(Philox.Multiplier1);
        Vector128<ulong> c0 = elements, c1 = elements >> 32;
        Vector128<ulong> c2 = Vector128.Create((ulong)key.Stream0), c3 = Vector128.Create((ulong)key.Stream1);
        uint k0 = key.Key0, k1 = key.Key1;
        for (int round = 0; round < Philox.Rounds; round++)
        {
            Vector128<ulong> product0 = Sse2.Multiply(c0.AsUInt32(), m0);
            Vector128<ulong> product1 = Sse2.Multiply(c2.AsUInt32(), m1);
            c0 = (product1 >> 32) ^ c1 ^ Vector128.Create((ulong)k0);
            c2 = (product0 >> 32) ^ c3 ^ Vector128.Create((ulong)k1);
            c1 = product1;
            c3 = product0;
            k0 += Philox.Weyl0;
            k1 += Philox.Weyl1;
        }

        return c0;
    }

    private static Vector128<float> UniformByLane(RandomKey key, nint index, nint stride) => Vector128.Create(
        Philox.Uniform(key, (ulong)index),
        Philox.Uniform(key, (ulong)(index + stride)),
        Philox.Uniform(key, (ulong)(index + (2 * stride))),
        Philox.Uniform(key, (ulong)(index + (3 * stride))));
}
