using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DeepGen.Tests.Models;

public class SameBitsTests
{
    private const int Steps = 50;

    [Fact]
    public void ParametersAreTheSameBitsForAnyNumberOfThreads()
    {
        string one = HashAfterTraining(threads: 1, seed: 3);
        HashAfterTraining(threads: 2, seed: 3).ShouldBe(one);
        HashAfterTraining(threads: 3, seed: 3).ShouldBe(one);
        HashAfterTraining(threads: 7, seed: 3).ShouldBe(one);
        HashAfterTraining(threads: 7, seed: 4).ShouldNotBe(one);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void ChainsGiveTheSameBitsForAnyNumberOfThreads(int batch)
    {
        string one = HashOfChains(threads: 1, batch);
        HashOfChains(threads: 2, batch).ShouldBe(one);
        HashOfChains(threads: 3, batch).ShouldBe(one);
        HashOfChains(threads: 7, batch).ShouldBe(one);
    }

    [Fact]
    public void DropoutFollowsTheSeedAlone()
    {
        // The same parameters under two seeds: only the masks differ, and they must.
        var pictures = new Pictures(8, seed: 1);
        using SmallCnn first = new(seed: 1), same = new(seed: 1), second = new(seed: 2);
        second.Parameters.Edit(values => first.Parameters.Span.CopyTo(values));
        float loss = first.Step(pictures.Images, pictures.Labels, 8).Loss;
        same.Step(pictures.Images, pictures.Labels, 8).Loss.ShouldBe(loss);
        second.Step(pictures.Images, pictures.Labels, 8).Loss.ShouldNotBe(loss);
        first.Step(pictures.Images, pictures.Labels, 8).Loss.ShouldNotBe(loss, "the next step draws another mask");
    }

    private static string HashOfChains(int threads, int batch)
    {
        using var model = new ChainedCnn(Device.CpuWithThreads(threads), 5);
        model.Team.ForkThreshold = 0;
        using var optimizer = new SGD(model.Parameters, learningRate: 0.05);
        var random = new Random(batch);
        float[] images = [.. Enumerable.Range(0, batch * ChainedCnn.Pixels).Select(_ => random.NextSingle() - 0.5f)];
        int[] labels = [.. Enumerable.Range(0, batch).Select(_ => random.Next(ChainedCnn.Classes))];
        for (int step = 0; step < 5; step++)
        {
            model.Step(images, labels, batch);
            optimizer.Step();
        }

        float[] outputs = model.Predict(images, batch).ToArray();
        model.DefaultSession.ScratchLength.ShouldBeGreaterThan(0, "chains took part: nothing else here has room for each thread");
        float[] result = [.. model.Parameters.Span, .. outputs];
        result.ShouldAllBe(value => float.IsFinite(value));
        return Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(result.AsSpan())));
    }

    private static string HashAfterTraining(int threads, ulong seed)
    {
        using var model = new SmallCnn(Device.CpuWithThreads(threads), seed);
        model.Team.ForkThreshold = 0;
        using var optimizer = new SGD(model.Parameters, learningRate: 0.05, momentum: 0.9);
        var pictures = new Pictures(13, seed: 2);
        for (int step = 0; step < Steps; step++)
        {
            // An odd batch, so that no split is even.
            model.Step(pictures.Images, pictures.Labels, 13);
            optimizer.Step();
        }

        model.DefaultSession.ScratchLength.ShouldBeGreaterThan(0, "kernels with room for each thread took part");
        float[] result = [.. model.Parameters.Span, .. model.State["norm1.running_mean"], .. model.State["norm1.running_var"]];
        result.ShouldAllBe(value => float.IsFinite(value));
        return Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(result.AsSpan())));
    }
}
