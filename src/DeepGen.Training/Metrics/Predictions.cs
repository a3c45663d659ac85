using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DeepGen.Training;

/// <summary>Reads classes off the scores of a classifier.</summary>
public static class Predictions
{
    /// <summary>
    /// The index of the largest score, the first of equal ones; -1 where a score is NaN, because then nothing is predicted.
    /// </summary>
    /// <param name="scores">The scores (logits or probabilities) of one sample.</param>
    public static int ArgMax(ReadOnlySpan<float> scores)
    {
        if (scores.IsEmpty)
        {
            return -1;
        }

        // The index of a NaN is the index of the maximum by IEEE rules, so one pass finds both.
        var index = TensorPrimitives.IndexOfMax(scores);
        return float.IsNaN(scores[index]) ? -1 : index;
    }

    internal static int Classes(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels)
    {
        if (labels.IsEmpty ? !logits.IsEmpty : logits.IsEmpty || logits.Length % labels.Length != 0)
        {
            throw new ArgumentException(
                $"{logits.Length} scores cannot be shared out among {labels.Length} labels: give [count, classes] and [count].");
        }

        return labels.IsEmpty ? 0 : logits.Length / labels.Length;
    }

    internal static ReadOnlySpan<T> Flat<T>(in ReadOnlyTensorSpan<T> tensor)
        => tensor.IsDense
            ? MemoryMarshal.CreateReadOnlySpan(in tensor.GetPinnableReference(), checked((int)tensor.FlattenedLength))
            : throw new ArgumentException("A metric reads dense tensors only; copy the view first.", nameof(tensor));
}
