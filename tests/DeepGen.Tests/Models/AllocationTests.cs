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
    /// The caller's thread allocates nothing at all. The process, worker threads included, is counted as well; but the test host's own
    /// threads, with their timers and reports, add some hundred bytes to every round and more to some, so a round is looked for that shows
    /// less than a quarter of what one smallest object for each step would. On a busy machine a round is long, and they come to an eighth.
    /// </summary>
    private static void AllocatesNothing(Action<int> step)
    {
        const int Rounds = 8;
        const long SmallestObject = 24;
        for (int warm = 0; warm < 4; warm++) step(warm);
        var process = new List<long>();
        do
        {
            long own = GC.GetAllocatedBytesForCurrentThread(), all = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < Steps; i++) step(i);
            (own, all) = (GC.GetAllocatedBytesForCurrentThread() - own, GC.GetTotalAllocatedBytes(precise: true) - all);
            own.ShouldBe(0);
            process.Add(all);
        }
        while (process.Min() >= Steps * SmallestObject / 4 && process.Count < Rounds);

        string rounds = string.Join(", ", process);
        process.Min().ShouldBeLessThan(Steps * SmallestObject / 4, $"bytes in {Steps} steps, round by round: {rounds}");
    }
}
