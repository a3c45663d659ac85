using DeepGen.Runtime;

namespace DeepGen.Tests.Models;

public class ConcurrencyTests
{
    private const int Threads = 4;

    [Fact]
    public void SessionsOfTheirOwnPredictAtOnceWhatOnePredictsAlone()
    {
        using var model = new SmallCnn(Device.CpuWithThreads(2));
        model.Team.ForkThreshold = 0;
        var pictures = new Pictures(9, seed: 1);
        float[][] alone = [.. Enumerable.Range(6, Threads).Select(batch => model.Predict(pictures.FirstImages(batch), batch).ToArray())];
        int wrong = 0;
        var threads = Enumerable.Range(0, Threads).Select(at => new Thread(() =>
        {
            using Session session = model.CreateSession();
            for (int round = 0; round < 100; round++)
            {
                var found = model.Predict(pictures.FirstImages(at + 6), at + 6, session).Values;
                if (!found.SequenceEqual(alone[at])) Interlocked.Increment(ref wrong);
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        wrong.ShouldBe(0);
    }

    [Fact]
    public void CallsThatMeetOnOneSessionThrowAndHurtNeither()
    {
        using var model = new SmallCnn(Device.CpuWithThreads(1));
        var pictures = new Pictures(64, seed: 1);
        float[] alone = model.Predict(pictures.Images, 64).ToArray();
        int refused = 0, wrong = 0, started = 0;
        void Predict()
        {
            Interlocked.Increment(ref started);
            while (Volatile.Read(ref started) < 2) Thread.Yield();
            for (int round = 0; round < 100_000 && Volatile.Read(ref refused) == 0; round++)
            {
                try
                {
                    // Without looking at the result: the other thread may have begun the session's next call.
                    model.Predict(pictures.Images, 64);
                }
                catch (InvalidOperationException error)
                {
                    if (!error.Message.Contains("CreateSession()", StringComparison.Ordinal)) Interlocked.Increment(ref wrong);
                    Interlocked.Increment(ref refused);
                }
            }
        }

        Thread[] threads = [new(Predict), new(Predict)];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        refused.ShouldBeGreaterThan(0);
        wrong.ShouldBe(0);
        model.Predict(pictures.Images, 64).ToArray().ShouldBe(alone);
    }

    [Fact]
    public void AnOutputIsGoneWhenItsSessionGoesOn()
    {
        using var model = new SmallPerceptron();
        using Session other = model.CreateSession();
        var output = model.Predict(new float[6], 1);
        model.Predict(new float[6], 1, other);
        output.ToArray().Length.ShouldBe(3);
        model.Predict(new float[6], 1);
        Should.Throw<InvalidOperationException>(() => output.ToArray());
    }
}
