using System.Numerics.Tensors;

namespace DeepGen.Tests.Models;

public class TrainingTests
{
    [Fact]
    public void AccumulatedGradientsAreTheSumOfTwoSteps()
    {
        using var model = new TwoHeads(seed: 5);
        var random = new Random(1);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        float[] image1 = Draw(3 * 98), hint1 = Draw(3 * 4), image2 = Draw(98), hint2 = Draw(4);

        model.Step(image1, hint1, [0, 1, 2], [3, 4, 5], 3);
        float[] first = model.Parameters.GradientSpan.ToArray();
        model.Step(image2, hint2, [2], [1], 1);
        float[] second = model.Parameters.GradientSpan.ToArray();
        float[] sum = new float[first.Length];
        TensorPrimitives.Add(first, second, sum);

        model.Step(image1, hint1, [0, 1, 2], [3, 4, 5], 3);
        model.Step(image2, hint2, [2], [1], 1, Gradients.Accumulate);
        model.Parameters.GradientSpan.ToArray().ShouldBe(sum);
        TensorPrimitives.Norm(first).ShouldBeGreaterThan(0);
        first.ShouldNotBe(second);

        model.Parameters.ZeroGradients();
        model.Step(image1, hint1, [0, 1, 2], [3, 4, 5], 3, Gradients.Accumulate);
        model.Parameters.GradientSpan.ToArray().ShouldBe(first);
    }

    [Fact]
    public void ASmallNetworkLearns()
    {
        using var model = new SmallCnn(seed: 1);
        using var optimizer = new AdamW(model.Parameters, learningRate: 3e-3);
        var training = new Pictures(64, seed: 1);
        var test = new Pictures(100, seed: 2);
        float before = model.Evaluate(test.Images, test.Labels, 100).Loss;
        for (int step = 0; step < 100; step++)
        {
            model.Step(training.Images, training.Labels, 64);
            optimizer.Step();
        }

        // From log(4) on pictures never seen; the task is easy, so a tenth is far above what a correct model reaches.
        float after = model.Evaluate(test.Images, test.Labels, 100).Loss;
        after.ShouldBeLessThan(before / 10);
    }

    [Fact]
    public void EvaluationIsPredictionWithALossAndChangesNothing()
    {
        using var model = new SmallCnn(seed: 1);
        var pictures = new Pictures(6, seed: 1);
        model.Step(pictures.Images, pictures.Labels, 6);
        float[] mean = model.State["norm1.running_mean"].ToArray();
        float[] predicted = model.Predict(pictures.Images, 6).ToArray();
        var evaluated = model.Evaluate(pictures.Images, pictures.Labels, 6);
        evaluated.Output.ToArray().ShouldBe(predicted);
        model.State["norm1.running_mean"].ToArray().ShouldBe(mean);
        model.State.NumBatchesTracked("norm1.num_batches_tracked").ShouldBe(1);
        double loss = predicted.Chunk(SmallCnn.Classes).Zip(pictures.Labels, (logits, label) => CrossEntropy(logits, label)).Average();

        // Float32 sums of six logarithms: some units of 6e-8.
        ((double)evaluated.Loss).ShouldBe(loss, 1e-6);
    }

    private static double CrossEntropy(ReadOnlySpan<float> logits, int label)
    {
        double sum = 0;
        foreach (float logit in logits) sum += Math.Exp(logit);
        return Math.Log(sum) - logits[label];
    }
}
