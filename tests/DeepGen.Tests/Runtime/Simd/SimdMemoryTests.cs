using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Simd;

/// <summary>Whole and partial loads and stores, integers, masks and horizontal sums.</summary>
[Trait("Category", "Widths")]
public sealed class SimdMemoryTests
{
    private const float Sentinel = 12345f;

    [Fact]
    public void Width16() => Check<Simd16>(16);

    [Fact]
    public void Width8() => Check<Simd8>(8);

    [Fact]
    public void Width4() => Check<Simd4>(4);

    [Fact]
    public void Width1() => Check<Simd1>(1);

    private static void Check<T>(int width)
        where T : struct, ISimd<T>
    {
        T.Width.ShouldBe(width);
        Lanes(T.Iota).ShouldBe(Enumerable.Range(0, width).Select(i => (float)i));
        Lanes(T.Create(3f)).ShouldAllBe(lane => lane == 3f);
        float[] source = [.. Enumerable.Range(1, 40).Select(i => i * 1.5f)];
        Lanes(T.Load(in source[0], 3)).ShouldBe(source[3..(3 + width)]);
        for (int count = -1; count <= width + 1; count++)
        {
            CheckPartial<T>(source, count);
        }

        CheckIntegers<T>();
        CheckHorizontal<T>();
    }

    private static void CheckPartial<T>(float[] source, int count)
        where T : struct, ISimd<T>
    {
        int filled = Math.Clamp(count, 0, T.Width);
        float[] expected = [.. source[2..(2 + filled)], .. new float[T.Width - filled]];
        Lanes(T.Load(in source[0], 2, count)).ShouldBe(expected);
        Lanes(T.Select(T.FirstLanes(count), T.Load(in source[0], 2), T.Create(0f))).ShouldBe(expected);

        float[] stored = [.. Enumerable.Repeat(Sentinel, 40)];
        T.Store(T.Load(in source[0], 2), ref stored[0], 5, count);
        stored[5..(5 + filled)].ShouldBe(source[2..(2 + filled)]);
        stored[..5].Concat(stored[(5 + filled)..]).ShouldAllBe(value => value == Sentinel);
    }

    private static void CheckIntegers<T>()
        where T : struct, ISimd<T>
    {
        int[] values = [.. Enumerable.Range(0, 40).Select(i => (i * 1001) - 7)];
        float[] source = [.. values.Select(BitConverter.Int32BitsToSingle)];
        Lanes(T.LoadInt(in source[0], 1)).ShouldBe(values[1..(1 + T.Width)].Select(value => (float)value));
        for (int count = 0; count <= T.Width; count++)
        {
            Lanes(T.LoadInt(in source[0], 1, count))[..count].ShouldBe(values[1..(1 + count)].Select(value => (float)value));
            float[] stored = [.. Enumerable.Repeat(Sentinel, 40)];
            T.StoreInt(T.LoadInt(in source[0], 1), ref stored[0], 3, count);
            stored[3..(3 + count)].Select(BitConverter.SingleToInt32Bits).ShouldBe(values[1..(1 + count)]);
            stored[..3].Concat(stored[(3 + count)..]).ShouldAllBe(value => value == Sentinel);
        }

        (float, int)[] rounded = [(2.9f, 2), (-2.9f, -2), (float.NaN, 0), (1e20f, int.MaxValue), (-1e20f, int.MinValue)];
        foreach ((float value, int expected) in rounded)
        {
            float[] stored = new float[16];
            T.StoreInt(T.Create(value), ref stored[0], 0);
            stored[..T.Width].ShouldAllBe(bits => BitConverter.SingleToInt32Bits(bits) == expected);
        }
    }

    private static void CheckHorizontal<T>()
        where T : struct, ISimd<T>
    {
        int top = T.Width - 1;
        T.Sum(T.Iota).ShouldBe(T.Width * top / 2f);
        T.Maximum(T.Iota).ShouldBe(top);
        T.Minimum(-T.Iota).ShouldBe(-top);
        for (int lane = 0; lane <= top; lane++)
        {
            T here = T.Equal(T.Iota, T.Create(lane));
            T.Sum(T.Select(here, T.Create(5f), T.Create(0f))).ShouldBe(5f);
            T.Maximum(T.Select(here, T.Create(5f), T.Create(-1f))).ShouldBe(5f);
            T.Minimum(T.Select(here, T.Create(-5f), T.Create(1f))).ShouldBe(-5f);
            T.Maximum(T.Select(here, T.Create(float.NaN), T.Create(1f))).ShouldBe(float.NaN);
            T.Minimum(T.Select(here, T.Create(float.NaN), T.Create(1f))).ShouldBe(float.NaN);
        }
    }

    private static float[] Lanes<T>(T value)
        where T : struct, ISimd<T>
    {
        float[] lanes = new float[T.Width];
        T.Store(value, ref lanes[0], 0);
        return lanes;
    }
}
