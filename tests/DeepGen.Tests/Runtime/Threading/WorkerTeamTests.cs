using System.Collections.Concurrent;
using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Threading;

/// <summary>Kernels in parts on several threads. The bodies use no session.</summary>
public sealed class WorkerTeamTests
{
    private const nint Expensive = 1_000_000;

    // Long enough for any machine; reached only when threads that should meet do not.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void EveryItemRunsOnceAtAnyNumberOfThreads(int threads)
    {
        using WorkerTeam team = new(threads) { ForkThreshold = 0 };
        team.Threads.ShouldBe(threads);
        foreach (int items in new[] { 0, 1, 2, 3, 5, 7, 8, 100, 1001 })
        {
            int[] runs = new int[items];
            float[] results = new float[items];
            for (int repeat = 0; repeat < 50; repeat++)
            {
                team.Run(Body, null!, items, 1);
            }

            runs.ShouldAllBe(count => count == 50);
            results.ShouldBe(Enumerable.Range(0, items).Select(i => MathF.Sqrt(i)));

            void Body(Session session, nint begin, nint end)
            {
                for (nint i = begin; i < end; i++)
                {
                    Interlocked.Increment(ref runs[i]);
                    results[i] = MathF.Sqrt(i);
                }
            }
        }
    }

    [Fact]
    public void PartsAreEvenAndRunAtTheSameTime()
    {
        using WorkerTeam team = new(3);
        using Barrier barrier = new(3);
        ConcurrentBag<(nint Begin, nint End, bool Met)> parts = [];
        team.Run((_, begin, end) => parts.Add((begin, end, barrier.SignalAndWait(Patience))), null!, 10, Expensive);
        parts.Order().ShouldBe([(0, 3, true), (3, 6, true), (6, 10, true)]);
    }

    [Theory]
    [InlineData(100, 99, 1, 1)]
    [InlineData(100, 100, 1, 1)]
    [InlineData(100, 101, 1, 2)]
    [InlineData(100, 10, 11, 2)]
    [InlineData(100, 1, 1000, 1)]
    [InlineData(100, 3, long.MaxValue, 2)]
    public void SmallKernelsStayOnTheCallersThread(long threshold, long items, long costPerItem, int expectedParts)
    {
        using WorkerTeam team = new(2) { ForkThreshold = (nint)threshold };
        int parts = 0;
        team.Run((_, _, _) => Interlocked.Increment(ref parts), null!, (nint)items, (nint)costPerItem);
        parts.ShouldBe(expectedParts);
    }

    [Fact]
    public void WhereAThreadCannotBeStartedThoseBeforeItEnd()
    {
        List<Thread> started = [];
        Should.Throw<OutOfMemoryException>(() => new WorkerTeam(5, thread =>
        {
            if (started.Count == 2) throw new OutOfMemoryException();
            thread.Start();
            started.Add(thread);
        }));
        started.Count.ShouldBe(2);
        started.ShouldAllBe(thread => thread.Join(Patience));
    }

    [Fact]
    public void AKernelStartedByAKernelRunsWhereItIs()
    {
        using WorkerTeam team = new(3);
        using Barrier barrier = new(3);
        int inner = 0;
        team.Run(
            (_, _, _) =>
            {
                barrier.SignalAndWait(Patience).ShouldBeTrue();
                int thread = Environment.CurrentManagedThreadId;
                team.Run(
                    (_, begin, end) =>
                    {
                        Environment.CurrentManagedThreadId.ShouldBe(thread);
                        Interlocked.Add(ref inner, (int)(end - begin));
                    },
                    null!, 100, Expensive);
            },
            null!, 3, Expensive);
        inner.ShouldBe(300);
    }

    [Fact]
    public void SeveralCallersShareATeam()
    {
        using WorkerTeam team = new(3) { ForkThreshold = 0 };
        long[] sums = new long[4];
        Thread[] callers = [.. Enumerable.Range(0, 4).Select(caller => new Thread(() =>
        {
            for (int repeat = 0; repeat < 2000; repeat++)
            {
                team.Run((_, begin, end) => Interlocked.Add(ref sums[caller], (long)(end - begin)), null!, 10 + caller, 1);
            }
        }))];
        Array.ForEach(callers, caller => caller.Start());
        Array.ForEach(callers, caller => caller.Join());
        sums.ShouldBe([20000, 22000, 24000, 26000]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void AnExceptionOfAnyPartReachesTheCallerAndTheTeamGoesOn(int failing)
    {
        using WorkerTeam team = new(3);
        for (int repeat = 0; repeat < 20; repeat++)
        {
            using Barrier barrier = new(3);
            int finished = 0;
            InvalidOperationException exception = Should.Throw<InvalidOperationException>(() => team.Run(
                (_, begin, _) =>
                {
                    barrier.SignalAndWait(Patience);
                    if (begin == failing)
                    {
                        throw new InvalidOperationException("part " + failing);
                    }

                    Interlocked.Increment(ref finished);
                },
                null!, 3, Expensive));
            exception.Message.ShouldBe("part " + failing);
            finished.ShouldBe(2);
        }
    }

    [Fact]
    public void AnExceptionOnTheCallersThreadAloneReachesIt()
    {
        using WorkerTeam team = new(2);
        Should.Throw<InvalidOperationException>(() => team.Run((_, _, _) => throw new InvalidOperationException(), null!, 1, 1));
    }

    [Fact]
    public void ThreadsThatSleepWakeUp()
    {
        using WorkerTeam team = new(2);
        for (int repeat = 0; repeat < 5; repeat++)
        {
            Thread.Sleep(30);
            using Barrier barrier = new(2);
            int met = 0;
            team.Run((_, _, _) => Interlocked.Add(ref met, barrier.SignalAndWait(Patience) ? 1 : 0), null!, 2, Expensive);
            met.ShouldBe(2);
        }
    }

    [Fact]
    public void NothingIsAllocatedOnAnyThread()
    {
        using WorkerTeam team = new(3) { ForkThreshold = 0 };
        long[] first = new long[100_000], last = new long[100_000];
        KernelBody body = (_, _, _) =>
        {
            int thread = Environment.CurrentManagedThreadId;
            last[thread] = GC.GetAllocatedBytesForCurrentThread();
            first[thread] = first[thread] == 0 ? last[thread] : first[thread];
        };
        for (int i = 0; i < 3000; i++)
        {
            // Now and then long enough for the others to fall asleep.
            Thread.Sleep(i % 300 == 0 ? 2 : 0);
            team.Run(body, null!, 3, 1);
        }

        // Had each kernel allocated, 3,000 of the smallest objects would show as 72,000 bytes. A collection that another test brings about
        // books what is left of a thread's allocation buffer, which has 8 KB, and does so once.
        last.Zip(first, (end, begin) => end - begin).ShouldAllBe(allocated => allocated <= 8192);
    }

    [Fact]
    public void ADisposedTeamRunsNothing()
    {
        WorkerTeam team = new(2);
        team.Dispose();
        team.Dispose();
        Should.Throw<ObjectDisposedException>(() => team.Run((_, _, _) => { }, null!, 1, 1));
    }

    [Fact]
    public void TheNumberOfThreadsComesFromTheEnvironment()
    {
        WorkerTeam.ThreadsFrom(null).ShouldBe(Environment.ProcessorCount);
        WorkerTeam.ThreadsFrom("").ShouldBe(Environment.ProcessorCount);
        WorkerTeam.ThreadsFrom("3").ShouldBe(3);
        foreach (string text in new[] { "0", "-1", "1025", "two", "1.5" })
        {
            Should.Throw<InvalidOperationException>(() => WorkerTeam.ThreadsFrom(text)).Message.ShouldBe(
                $"The environment variable DEEPGEN_THREADS is '{text}', but a number of threads from 1 to 1024 is expected; " +
                "set it to one, or unset it for a thread on each processor.");
        }

        Should.Throw<ArgumentOutOfRangeException>(() => new WorkerTeam(0));
        WorkerTeam.Shared.ShouldBeSameAs(WorkerTeam.Shared);
    }
}
