using System.Numerics.Tensors;

namespace DeepGen.Data.Tests;

/// <summary>Measures allocation of the whole process, so it may not run beside other tests.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class LoaderBackgroundTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Nothing_is_allocated_after_the_first_epoch(int prefetch)
    {
        var data = LoaderOrderTests.Numbered(1003).WithInputs(inputs => inputs.Normalize(0.5f, 2f));
        var loader = new DataLoader<float, int>(data, 10, shuffle: true, prefetch: prefetch);
        var sum = 0L;
        // The pool's own queues grow during the first rounds; the least of several measurements has no such growth in it.
        for (var epoch = 0; epoch < 4; epoch++)
        {
            sum += Sum(loader, epoch);
        }

        var least = long.MaxValue;
        for (var epoch = 4; epoch < 24; epoch++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            sum += Sum(loader, epoch);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        least.ShouldBe(0);
        sum.ShouldBe(24L * 1003 * 1002 / 2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void What_reading_throws_surfaces_at_the_batch_that_needs_it(int prefetch)
    {
        var data = new TensorDataset<float, int>(new Brittle(40, badRow: 23), Tensor.CreateFromShape<int>([40]));
        var loader = new DataLoader<float, int>(data, 4, prefetch: prefetch);
        for (var round = 0; round < 2; round++)
        {
            var batches = 0;
            Should.Throw<DataFormatException>(() =>
            {
                foreach (var (_, _) in loader.Epoch(round))
                {
                    batches++;
                }
            }).Message.ShouldContain("row 23");
            batches.ShouldBe(5);
        }
    }

    [Fact]
    public void An_early_break_leaves_nothing_running()
    {
        var column = new Slow(1000);
        var loader = new DataLoader<float, int>(new(column, Tensor.CreateFromShape<int>([1000])), 1, prefetch: 4);
        for (var epoch = 0; epoch < 20; epoch++)
        {
            foreach (var batch in loader.Epoch(epoch))
            {
                if (batch.Index == epoch % 5)
                {
                    break;
                }
            }

            column.Reading.ShouldBe(0);
            var reads = column.Reads;
            Thread.Sleep(5);
            column.Reads.ShouldBe(reads);
        }
    }

    [Fact]
    public void Batches_are_filled_ahead_but_never_more_than_asked()
    {
        var column = new Slow(100);
        var loader = new DataLoader<float, int>(new(column, Tensor.CreateFromShape<int>([100])), 1, prefetch: 3);
        foreach (var batch in loader.Epoch(0))
        {
            var expected = Math.Min(batch.Index + 4, 100);
            SpinWait.SpinUntil(() => column.Reads == expected, TimeSpan.FromSeconds(10)).ShouldBeTrue();
            column.Reads.ShouldBe(expected);
        }
    }

    [Fact]
    public void A_pool_without_a_free_thread_costs_nothing_but_time()
    {
        using var release = new ManualResetEventSlim();
        ThreadPool.GetMinThreads(out var threads, out _);
        using var leaving = new CountdownEvent(threads * 2);
        for (var i = 0; i < threads * 2; i++)
        {
            ThreadPool.QueueUserWorkItem(_ =>
            {
                release.Wait();
                leaving.Signal();
            });
        }

        LoaderOrderTests.Targets(new DataLoader<float, int>(LoaderOrderTests.Numbered(500), 7, prefetch: 2), 0).Count.ShouldBe(500);
        release.Set();
        leaving.Wait();
    }

    [Fact]
    public void A_second_epoch_of_the_same_loader_ends_the_first()
    {
        var loader = new DataLoader<float, int>(LoaderOrderTests.Numbered(50), 5);
        var outer = loader.Epoch(0).GetEnumerator();
        outer.MoveNext().ShouldBeTrue();
        LoaderOrderTests.Targets(loader, 1).Count.ShouldBe(50);
        Should.Throw<InvalidOperationException>(() => outer.MoveNext()).Message.ShouldContain("one loader for each loop");
        outer.Dispose();
    }

    private static long Sum(DataLoader<float, int> loader, int epoch)
    {
        var sum = 0L;
        foreach (var (_, targets) in loader.Epoch(epoch))
        {
            for (var i = 0; i < targets.Lengths[0]; i++)
            {
                sum += targets[[i]];
            }
        }

        return sum;
    }

    private sealed class Brittle(int count, int badRow) : Column<float>(count, [1])
    {
        public override void Read(int row, int count, Span<float> destination, SampleKey key)
        {
            if (badRow >= row && badRow < row + count)
            {
                throw new DataFormatException("store", $"has a damaged row {badRow}", "repair it");
            }
        }
    }

    private sealed class Slow(int count) : Column<float>(count, [1])
    {
        private int reading;
        private int reads;

        public int Reading => Volatile.Read(ref reading);

        public int Reads => Volatile.Read(ref reads);

        public override void Read(int row, int count, Span<float> destination, SampleKey key)
        {
            Interlocked.Increment(ref reading);
            Thread.Sleep(1);
            Interlocked.Increment(ref reads);
            Interlocked.Decrement(ref reading);
        }
    }
}
