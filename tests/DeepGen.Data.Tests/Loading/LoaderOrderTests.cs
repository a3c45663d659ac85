using System.Numerics.Tensors;

namespace DeepGen.Data.Tests;

public sealed class LoaderOrderTests
{
    [Theory]
    [InlineData(100, 7, true, false, 0)]
    [InlineData(100, 7, true, false, 2)]
    [InlineData(100, 10, false, false, 3)]
    [InlineData(100, 7, true, true, 2)]
    [InlineData(3, 10, true, false, 2)]
    [InlineData(3, 10, true, true, 2)]
    [InlineData(1, 1, false, false, 0)]
    [InlineData(0, 4, true, false, 2)]
    public void Each_sample_comes_once_in_an_epoch_with_its_own_target(int count, int batchSize, bool shuffle, bool dropLast, int prefetch)
    {
        var loader = new DataLoader<float, int>(Numbered(count), batchSize, shuffle, 5, dropLast, prefetch);
        for (var epoch = 0; epoch < 3; epoch++)
        {
            var seen = Targets(loader, epoch);
            seen.Count.ShouldBe(loader.SampleCount);
            seen.Count.ShouldBe(dropLast ? count / batchSize * batchSize : count);
            seen.Distinct().Count().ShouldBe(seen.Count);
            if (!shuffle)
            {
                seen.ShouldBe(Enumerable.Range(0, seen.Count));
            }
        }
    }

    [Fact]
    public void Batches_are_full_but_for_the_last()
    {
        var loader = new DataLoader<float, int>(Numbered(10), 4);
        var sizes = new List<(int Index, int Count)>();
        foreach (var batch in loader.Epoch(0))
        {
            sizes.Add((batch.Index, batch.Count));
            batch.Inputs.Lengths.ToArray().ShouldBe([batch.Count, 1, 3]);
        }

        sizes.ShouldBe([(0, 4), (1, 4), (2, 2)]);
        loader.BatchCount.ShouldBe(3);
    }

    [Fact]
    public void The_order_follows_seed_and_epoch_and_nothing_else()
    {
        var reference = Targets(new DataLoader<float, int>(Numbered(200), 16, shuffle: true, seed: 1, prefetch: 0), 3);
        foreach (var prefetch in (int[])[0, 1, 2, 8])
        {
            Targets(new DataLoader<float, int>(Numbered(200), 16, shuffle: true, seed: 1, prefetch: prefetch), 3).ShouldBe(reference);
        }

        Targets(new DataLoader<float, int>(Numbered(200), 16, shuffle: true, seed: 2), 3).ShouldNotBe(reference);
        Targets(new DataLoader<float, int>(Numbered(200), 16, shuffle: true, seed: 1), 4).ShouldNotBe(reference);
        reference.ShouldNotBe(Enumerable.Range(0, 200));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void An_epoch_resumed_at_any_batch_goes_on_as_if_uninterrupted(int prefetch)
    {
        var data = Noisy(50);
        var whole = Values(new DataLoader<float, int>(data, 8, shuffle: true, seed: 9, prefetch: prefetch), 2, 0);
        for (var start = 0; start <= 7; start++)
        {
            var resumed = new DataLoader<float, int>(data, 8, shuffle: true, seed: 9, prefetch: prefetch);
            resumed.Epoch(2, start).Count.ShouldBe(7 - start);
            Values(resumed, 2, start).ShouldBe(whole.Skip(start * 8 * 3));
        }

        Should.Throw<ArgumentOutOfRangeException>(() => new DataLoader<float, int>(data, 8).Epoch(0, 8));
    }

    [Fact]
    public void The_shuffle_is_uniform()
    {
        // 6 orders of 3 samples over 6000 epochs: 1000 each, with a standard deviation of 29; five of them are 145.
        var sampler = new RandomSampler(4);
        var counts = new Dictionary<string, int>();
        var order = new int[3];
        for (var epoch = 0; epoch < 6000; epoch++)
        {
            sampler.Fill(epoch, order);
            var name = string.Join("", order);
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        counts.Count.ShouldBe(6);
        counts.Values.ShouldAllBe(count => Math.Abs(count - 1000) < 145);
    }

    [Fact]
    public void A_sampler_of_ones_own_decides_and_is_checked()
    {
        Targets(new DataLoader<float, int>(Numbered(4), 3, new Backwards(3)), 0).ShouldBe([3, 2, 1, 0]);
        Should.Throw<InvalidOperationException>(() => Targets(new DataLoader<float, int>(Numbered(4), 3, new Backwards(4)), 0))
            .Message.ShouldContain("asked for sample 4, but the dataset has 4");
    }

    internal static TensorDataset<float, int> Numbered(int count)
    {
        var inputs = Tensor.Create([.. Enumerable.Range(0, count * 3).Select(i => i / 3 + (i % 3 * 0.25f))], [count, 1, 3]);
        return new(inputs, Tensor.Create<int>([.. Enumerable.Range(0, count)], [count]));
    }

    internal static List<int> Targets(DataLoader<float, int> loader, int epoch)
    {
        var seen = new List<int>();
        foreach (var (inputs, targets) in loader.Epoch(epoch))
        {
            for (var i = 0; i < targets.Lengths[0]; i++)
            {
                inputs[i, 0, 0].ShouldBe(targets[i]);
                inputs[i, 0, 2].ShouldBe(targets[i] + 0.5f);
                seen.Add(targets[i]);
            }
        }

        return seen;
    }

    private static TensorDataset<float, int> Noisy(int count)
        => Numbered(count).WithInputs(inputs => inputs.Transform(Noise).Transform(Noise));

    private static void Noise(Span<float> sample, ref SampleRandom random)
    {
        foreach (ref var value in sample)
        {
            value += random.NextFloat(-0.1f, 0.1f);
        }
    }

    private static List<float> Values(DataLoader<float, int> loader, int epoch, int start)
    {
        var seen = new List<float>();
        foreach (var (inputs, _) in loader.Epoch(epoch, start))
        {
            seen.AddRange(inputs.ToArray());
        }

        return seen;
    }

    private sealed class Backwards(int last) : Sampler
    {
        public override void Fill(int epoch, Span<int> order)
        {
            for (var i = 0; i < order.Length; i++)
            {
                order[i] = last - i;
            }
        }
    }
}
