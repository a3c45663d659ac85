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
}
