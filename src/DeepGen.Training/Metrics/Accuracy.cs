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
