namespace DeepGen.Data.Tests;

public sealed class SampleRandomTests
{
    [Fact]
    public void Integers_are_uniform()
    {
        // 7000 each of 70,000 draws, with a standard deviation of 79; five of them are 397.
        var random = new SampleRandom(1);
        var counts = new int[10];
        for (var i = 0; i < 70_000; i++)
        {
            counts[random.NextInt(10)]++;
        }

        counts.ShouldAllBe(count => Math.Abs(count - 7000) < 397);
        Should.Throw<ArgumentOutOfRangeException>(() => random.NextInt(0));
    }

    [Fact]
    public void Floats_fill_the_unit_interval_and_normal_numbers_have_their_moments()
    {
        var random = new SampleRandom(2, 3, 4);
        var floats = Enumerable.Range(0, 100_000).Select(_ => random.NextFloat()).ToArray();
        floats.ShouldAllBe(value => value >= 0 && value < 1);
        // The mean of 100,000 uniform numbers has a standard deviation of 0.0009.
        floats.Average().ShouldBe(0.5f, 0.005f);
        var normal = Enumerable.Range(0, 100_000).Select(_ => (double)random.NextNormal()).ToArray();
        // Standard deviations of these two: 0.003 and 0.0045.
        normal.Average().ShouldBe(0, 0.016);
        normal.Average(value => value * value).ShouldBe(1, 0.023);
    }

    [Fact]
    public void Neighbouring_streams_differ()
    {
        var firsts = new HashSet<ulong>();
        for (ulong seed = 0; seed < 20; seed++)
        {
            for (ulong stream = 0; stream < 20; stream++)
            {
                for (ulong index = 0; index < 20; index++)
                {
                    firsts.Add(new SampleRandom(seed, stream, index).NextUInt64()).ShouldBeTrue();
                }
            }
        }
    }
}
