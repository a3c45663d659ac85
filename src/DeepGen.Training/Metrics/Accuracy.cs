using System.Numerics.Tensors;

namespace DeepGen.Training;

/// <summary>
/// The share of samples whose largest score is that of their label. A sample with a NaN among its scores counts as wrong.
/// </summary>
public sealed class Accuracy
{
    /// <summary>The number of samples so far.</summary>
    public long Count { get; private set; }

    /// <summary>The number of samples that were right.</summary>
    public long Correct { get; private set; }

    /// <summary>The share that was right, from 0 to 1; NaN before the first sample.</summary>
    public double Value => Count == 0 ? double.NaN : (double)Correct / Count;

    /// <summary>The accuracy of one batch.</summary>
    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public static double Of(in ReadOnlyTensorSpan<float> logits, in ReadOnlyTensorSpan<int> labels)
        => new Accuracy().Add(logits, labels);

    /// <summary>The accuracy of one batch of yes-or-no predictions: the share of scores on the right side of a threshold.</summary>
    /// <param name="scores">One score for each sample: logits, or probabilities with the threshold 0.5. A NaN counts as wrong.</param>
    /// <param name="targets">1 for yes and 0 for no, as many as there are scores.</param>
    /// <param name="threshold">Scores above it mean yes.</param>
    /// <returns>The share, from 0 to 1; NaN if the batch is empty.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public static double OfBinary(in ReadOnlyTensorSpan<float> scores, in ReadOnlyTensorSpan<float> targets, float threshold = 0)
    {
        var flatScores = Predictions.Flat(scores);
        var flatTargets = Predictions.Flat(targets);
        if (flatScores.Length != flatTargets.Length)
        {
            throw new ArgumentException(
                $"There are {flatScores.Length} scores for {flatTargets.Length} targets; give one each.", nameof(scores));
        }

        var correct = 0;
        for (var i = 0; i < flatScores.Length; i++)
        {
            correct += !float.IsNaN(flatScores[i]) && (flatScores[i] > threshold ? 1f : 0f) == flatTargets[i] ? 1 : 0;
        }

        return flatScores.IsEmpty ? double.NaN : (double)correct / flatScores.Length;
    }

    /// <summary>Adds a batch.</summary>
    /// <param name="logits">The scores [count, classes]; probabilities or logits.</param>
    /// <param name="labels">The right classes [count].</param>
    /// <returns>The accuracy of this batch alone; NaN if it is empty.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public double Add(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels)
    {
        var classes = Predictions.Classes(logits, labels);
        var correct = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            correct += Predictions.ArgMax(logits.Slice(i * classes, classes)) == labels[i] && labels[i] >= 0 ? 1 : 0;
        }

        Count += labels.Length;
        Correct += correct;
        return labels.IsEmpty ? double.NaN : (double)correct / labels.Length;
    }

    /// <summary>Adds a batch.</summary>
    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public double Add(in ReadOnlyTensorSpan<float> logits, in ReadOnlyTensorSpan<int> labels)
        => Add(Predictions.Flat(logits), Predictions.Flat(labels));

    /// <summary>Forgets every sample.</summary>
    public void Reset() => (Count, Correct) = (0, 0);
}
