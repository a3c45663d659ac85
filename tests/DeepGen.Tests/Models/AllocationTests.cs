using System.Numerics.Tensors;

namespace DeepGen.Tests.Models;

[Collection(Alone.Name)]
public class AllocationTests
{
    private const int Steps = 1000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TrainingAndPredictingAllocateNothingOnAnyThread(int threads)
    {
        using var model = new SmallCnn(Device.CpuWithThreads(threads));
        model.Team.ForkThreshold = 0;
        using var optimizer = new AdamW(model.Parameters, learningRate: 1e-4);
        var pictures = new Pictures(5, seed: 1);
        AllocatesNothing(step =>
        {
            int batch = step % 2 == 0 ? 5 : 3;
            model.Step(pictures.FirstImages(batch), pictures.FirstLabels(batch), batch);
            optimizer.Step();
            model.Predict(pictures.FirstImages(batch), batch);
        });
    }

    [Fact]
    public void TensorsAccumulationAndEvaluationAllocateNothing()
    {
        using var model = new TwoHeads(Device.CpuWithThreads(2));
        model.Team.ForkThreshold = 0;
        using var optimizer = new SGD(model.Parameters, learningRate: 1e-4, momentum: 0.9);
        float[] images = new float[5 * 98], hints = new float[5 * 4];
        int[] labels = [0, 1, 2, 0, 1];
        float sum = 0;
        AllocatesNothing(step =>
        {
            int batch = step % 2 == 0 ? 5 : 2;
            var image = new ReadOnlyTensorSpan<float>(images.AsSpan(0, batch * 98), [batch, 2, 7, 7]);
            var hint = new ReadOnlyTensorSpan<float>(hints.AsSpan(0, batch * 4), [batch, 4]);
            var label = new ReadOnlyTensorSpan<int>(labels.AsSpan(0, batch));
            model.Step(image, hint, label, label);
            model.Step(image, hint, label, label, Gradients.Accumulate);
            Clip.Norm(model.Parameters, 1);
            optimizer.Step();
            sum += model.Evaluate(image, hint, label, label).Loss + model.Predict(image, hint).Second.Values[0];
        });
        float.IsFinite(sum).ShouldBeTrue();
    }

    [Fact]
    public void SettingsThatChangeInEachStepAllocateNothing()
    {
        using var model = new Membered(Device.CpuWithThreads(2));
        model.Team.ForkThreshold = 0;
        using var optimizer = new AdamW(model.Parameters, learningRate: 1e-4);
        float[] x = new float[5 * 6], target = new float[5 * 3];
        float sum = 0;
        AllocatesNothing(step =>
        {
            model.Rate = step % 10 / 10f;
            model.Settings["penalty"] = step % 3;
            var result = model.Step(x, target, 5);
            sum += result.Loss + result.Gradients["x"].Values[0] + result.Outputs["hidden"].Values[0];
            Clip.Norm(model.Parameters, 1);
            optimizer.Step();
        });
        float.IsFinite(sum).ShouldBeTrue();
    }

    /// <summary>
    /// A step that allocates shows it in every round of a thousand, on the caller's thread to the byte; the process, worker threads
    /// included, is counted as well. What .NET and the test host allocate beside the steps shows in some rounds only, the longer they are
    /// on a busy machine: of the caller's thread now and then a few kilobytes at once, of the host's threads, with their timers and
    /// reports, some hundred bytes to an eighth of the smallest object for each step. So a round is looked for in which the caller's
    /// thread allocates nothing at all, and the process less than a quarter of that.
    /// </summary>
    private static void AllocatesNothing(Action<int> step)
    {
        const int Rounds = 8;
        const long SmallestObject = 24;
        for (int warm = 0; warm < 4; warm++) step(warm);
        var rounds = new List<(long Own, long Process)>(Rounds);
        do
        {
            long own = GC.GetAllocatedBytesForCurrentThread(), all = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < Steps; i++) step(i);
            (own, all) = (GC.GetAllocatedBytesForCurrentThread() - own, GC.GetTotalAllocatedBytes(precise: true) - all);
            rounds.Add((own, all));
        }
        while (!IsClean(rounds[^1]) && rounds.Count < Rounds);

        rounds.Exists(IsClean).ShouldBeTrue(
            $"bytes of the caller's thread and of the process in {Steps} steps, round by round: {string.Join(", ", rounds)}");

        static bool IsClean((long Own, long Process) round) => round.Own == 0 && round.Process < Steps * SmallestObject / 4;
    }
}
