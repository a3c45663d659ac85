using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Random;

/// <summary>The generator against the vectors that its authors published, and the vector forms against the plain one.</summary>
[Trait("Category", "Widths")]
public sealed class PhiloxTests
{
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(
        0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void GivesThePublishedWords(
        uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint word0, uint word1, uint word2, uint word3)
    {
        RandomKey key = new(k0, k1, c2, c3);
        Philox.Next(key, ((ulong)c1 << 32) | c0).ShouldBe((word0, word1, word2, word3));
    }

    [Theory]
    [InlineData(0L, 1L)]
    [InlineData(1000003L, 1L)]
    [InlineData(7L, 12345L)]
    [InlineData(4294967290L, 1L)]
    [InlineData(4294967290L, 4294967311L)]
    [InlineData(100L, -3L)]
    public void VectorsEqualTheScalarForm(long index, long stride)
    {
        RandomKey key = new(0x0123456789ABCDEF, 42, 99);
        float[] expected = [.. Enumerable.Range(0, 16).Select(i => Philox.Uniform(key, (ulong)(index + (i * stride))))];
        Check<Simd16>();
        Check<Simd8>();
        Check<Simd4>();
        Check<Simd1>();

        void Check<T>()
            where T : struct, ISimd<T>
        {
            float[] found = new float[16];
            for (int i = 0; i < 16; i += T.Width)
            {
                T.Store(T.Uniform(key, (nint)(index + (i * stride)), (nint)stride), ref found[0], i);
            }

            found.ShouldBe(expected);
        }
    }

    [Fact]
    public void StreamsDifferBySeedStepAndPath()
    {
        RandomKey[] keys = [new(1, 2, 3), new(2, 2, 3), new(1, 3, 3), new(1, 2, 4), new(1, 2 + (1UL << 32), 3), new(1UL << 32, 2, 3)];
        keys.Select(key => Philox.Next(key, 0)).Distinct().Count().ShouldBe(keys.Length);
        new RandomKey(1, 2, 3).ShouldBe(new RandomKey(1, 2, 3));
    }

    [Fact]
    public void UniformNumbersFillTheUnitInterval()
    {
        const int count = 160_000, bins = 16;
        RandomKey key = new(2024, 0, 1);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i += Simd16.Width)
        {
            Simd16.Store(Simd16.Uniform(key, i, 1), ref numbers[0], i);
        }

        numbers.ShouldAllBe(number => number >= 0f && number < 1f);

        // Standard deviations: 0.29 / sqrt(count) = 7.2e-4 for the mean, sqrt(10000) = 100 for a bin. Five of each are allowed.
        numbers.Average(number => (double)number).ShouldBe(0.5, 5 * 7.2e-4);
        for (int bin = 0; bin < bins; bin++)
        {
            ((double)numbers.Count(number => (int)(number * bins) == bin)).ShouldBe(count / bins, 5 * 100);
        }
    }

    [Theory]
    [InlineData(0u, 0f)]
    [InlineData(uint.MaxValue, 0.99999994f)]
    [InlineData(0x80000000u, 0.5f)]
    [InlineData(0xFFu, 0f)]
    public void AWordBecomesItsUpperBitsOverTwoToThe24(uint word, float expected) => Philox.ToUniform(word).ShouldBe(expected);
}
