using System.Numerics.Tensors;
using DeepGen.Data;

namespace DeepGen.Samples;

/// <summary>What is right without a model.</summary>
public static class Baselines
{
    /// <summary>The accuracy on test samples of always saying the most frequent class of the training samples.</summary>
    public static double MostFrequentClass(ReadOnlySpan<int> trainLabels, ReadOnlySpan<int> testLabels)
    {
        var guess = trainLabels.ToArray().CountBy(label => label).MaxBy(pair => pair.Value).Key;
        return (double)testLabels.Count(guess) / testLabels.Length;
    }

    /// <summary>
    /// The accuracy, on test samples, of saying the class of the nearest training sample (by the angle between them) of the same group.
    /// </summary>
    public static double NearestSample(Column<float> samples, int[] labels, int[] groups, int[] train, int[] test)
    {
        var values = new float[samples.Count * samples.Length];
        samples.Read(0, samples.Count, values, default);
        var correct = 0;
        Parallel.ForEach(test, sample =>
        {
            var others = train.Where(other => groups[other] == groups[sample]);
            var nearest = others.MaxBy(other => Cosine(values, samples.Length, sample, other));
            if (labels[nearest] == labels[sample])
            {
                Interlocked.Increment(ref correct);
            }
        });
        return (double)correct / test.Length;
    }

    private static float Cosine(float[] values, int length, int left, int right)
        => TensorPrimitives.CosineSimilarity(values.AsSpan(left * length, length), values.AsSpan(right * length, length));
}
