using System.Numerics.Tensors;
using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Programs;

public class SessionTests
{
    [Fact]
    public void ManySizesReuseTheirPlans()
    {
        using TinyModel model = ModelTests.Prepared();
        float[] x = [.. Enumerable.Range(0, 60).Select(i => i / 100f)];
        float[] expected = model.Predict(x, 20).ToArray();
        void Run()
        {
            // More sizes than a session keeps: each is planned anew each time, in the place of the oldest.
            for (int batch = 20; batch >= 1; batch--)
            {
                ReadOnlySpan<float> y = model.Predict(x.AsSpan(0, batch * 3), batch).Values;
                y.SequenceEqual(expected.AsSpan(0, batch * 2)).ShouldBeTrue();
            }
        }

        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void AKnownBindingIsFoundAndTheOldestIsReplaced()
    {
        using TinyModel model = ModelTests.Prepared();
        ModelDefinition definition = TinyModel.Definition();
        var cache = new BindingCache(definition, definition.Predict, model.DefaultSession.Execution);
        BoundProgram first = cache.Get([1], call: 1);
        for (int n = 2; n <= BindingCache.Capacity; n++)
        {
            cache.Get([n], n).ShouldNotBeSameAs(first);
        }

        cache.Get([1], 100).ShouldBeSameAs(first);
        BoundProgram second = cache.Get([2], 2);
        cache.Get([50], 101).ShouldBeSameAs(second);
        second.Dims.ShouldBe([50]);
        second.OutputShapes[0].ShouldBe([50, 2]);
        second.Plan.Sizes.ShouldBe([150, 100]);
    }

    [Fact]
    public void ACallDuringACallOnTheSameSessionThrowsAndTheFirstGoesOn()
    {
        using TinyModel model = ModelTests.Prepared();
        InvalidOperationException? seen = null;
        model.Meanwhile = () => seen = Should.Throw<InvalidOperationException>(() => model.Predict(new float[3], 1));
        model.Predict([1, 2, 3], 1).ToArray().ShouldBe([14.5f, 31.25f]);
        seen!.Message.ShouldBe(
            "TinyModel.Predict was called while another call runs on the same session; " +
            "give each thread a session of its own from CreateSession().");
        model.Meanwhile = null;
        model.Predict([1, 2, 3], 1).ToArray().ShouldBe([14.5f, 31.25f]);
    }

    [Fact]
    public void AnotherSessionMayPredictDuringACall()
    {
        using TinyModel model = ModelTests.Prepared();
        using Session other = model.CreateSession();
        float[]? inner = null;
        model.Meanwhile = () =>
        {
            model.Meanwhile = null;
            inner = model.Predict([0, 0, 0, 1, 0, 0], 2, other).ToArray();
        };
        model.Predict([1, 2, 3], 1).ToArray().ShouldBe([14.5f, 31.25f]);
        inner.ShouldBe([0.5f, -0.75f, 1.5f, 3.25f]);
    }

    [Fact]
    public void ManySessionsPredictAtOnceWhileCopiesGoStale()
    {
        using TinyModel model = ModelTests.Prepared();
        for (int round = 0; round < 50; round++)
        {
            // Each round all threads find the packed copy stale; exactly one writes it, and none reads the old one.
            model.Parameters.Linear1.Weight.Edit(weight => weight[0] = round);
            int packings = model.Packings;
            Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, thread =>
            {
                using Session session = model.CreateSession();
                for (int i = 1; i < 20; i++)
                {
                    float[] x = [thread, 0, 0];
                    model.Predict(x, 1, session).Values[0].ShouldBe((round * thread) + 0.5f);
                }
            });
            model.Packings.ShouldBe(packings + 1);
        }
    }

    [Fact]
    public void AFailureLeavesTheSessionUsable()
    {
        using TinyModel model = ModelTests.Prepared();
        model.Meanwhile = () => throw new InvalidDataException("In the middle.");
        Should.Throw<InvalidDataException>(() => model.Predict([1, 2, 3], 1));
        model.Meanwhile = null;
        model.Predict([1, 2, 3], 1).ToArray().ShouldBe([14.5f, 31.25f]);
    }

    [Fact]
    public void ABatchBeyondAllMemoryIsOneSentenceAndASmallerOneWorks()
    {
        using TinyModel model = ModelTests.Prepared();
        model.Predict([1, 2, 3], 1);
        nint arena = model.DefaultSession.ArenaLength;

        // Half a billion times the same row: steps of 0 make it a tensor without the memory for one.
        float[] row = [1, 2, 3];
        var error = Should.Throw<InsufficientMemoryException>(
            () => model.Predict(new ReadOnlyTensorSpan<float>(row, [500_000_000, 3], [0, 1])));
        error.Message.ShouldBe(
            "TinyModel.Predict with N = 500000000 needs 10.0 GB of working memory, and a session can have 8.6 GB at most; " +
            "pass a smaller batch.");
        model.DefaultSession.ArenaLength.ShouldBe(arena);
        model.Predict([1, 2, 3], 1).ToArray().ShouldBe([14.5f, 31.25f]);
    }

    [Fact]
    public void WhatIsDisposedThrows()
    {
        TinyModel model = ModelTests.Prepared();
        Session session = model.CreateSession();
        OutputView output = model.Predict([1, 2, 3], 1, session);
        session.Dispose();
        session.Dispose();
        Should.Throw<ObjectDisposedException>(() => output.ToArray());
        Should.Throw<ObjectDisposedException>(() => model.Predict([1, 2, 3], 1, session));
        model.Predict([1, 2, 3], 1).Values.Length.ShouldBe(2);
        Session last = model.CreateSession();
        model.Dispose();
        model.Dispose();
        Should.Throw<ObjectDisposedException>(() => model.Predict([1, 2, 3], 1)).Message.ShouldContain("TinyModel");
        Should.Throw<ObjectDisposedException>(() => model.Predict([1, 2, 3], 1, last));
        Should.Throw<ObjectDisposedException>(() => model.CreateSession());
        model.DefaultSession.ArenaLength.ShouldBe(0);
        model.Parameters.Linear1.Bias.Values.ToArray().ShouldBe([0.5f, -0.75f]);
    }

    [Fact]
    public void DisposingDuringACallLetsItFinish()
    {
        TinyModel model = ModelTests.Prepared();
        Session session = model.CreateSession();
        model.Meanwhile = session.Dispose;
        OutputView output = model.Predict([1, 2, 3], 1, session);
        Should.Throw<ObjectDisposedException>(() => output.ToArray());
        session.ArenaLength.ShouldBe(0);
        model.Dispose();
    }

    [Fact]
    public void ASessionOfAnotherModelIsRefused()
    {
        using TinyModel model = new(), other = new();
        using Session session = other.CreateSession();
        Should.Throw<ArgumentException>(() => model.Predict([1, 2, 3], 1, session));
        other.Predict([1, 2, 3], 1, session).Values.Length.ShouldBe(2);
    }

    [Fact]
    public void LaunchesAreCounted()
    {
        using TinyModel model = ModelTests.Prepared();
        model.Predict([1, 2, 3], 1);
        model.DefaultSession.LaunchCount.ShouldBe(2);
        model.Predict([1, 2, 3], 1);
        model.DefaultSession.LaunchCount.ShouldBe(3);
    }
}
