using System.Globalization;
using System.Numerics.Tensors;
using System.Text;

namespace DeepGen.Training;

/// <summary>How often each class was taken for each other one.</summary>
public sealed class ConfusionMatrix
{
    // The last column counts samples without a prediction: a NaN among their scores.
    private readonly long[] counts;

    /// <summary>Makes an empty matrix.</summary>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is not positive.</exception>
    public ConfusionMatrix(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        Classes = classes;
        counts = new long[classes * (classes + 1)];
    }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>How many samples of one class were taken for another.</summary>
    /// <param name="label">The right class.</param>
    /// <param name="prediction">The predicted class; -1 for samples without a prediction.</param>
    public long this[int label, int prediction] => counts[Place(label, prediction)];

    /// <summary>The share of a class that was recognised; NaN if there was no sample of it.</summary>
    /// <param name="label">The class.</param>
    public double Recall(int label) => (double)this[label, label] / RowSum(label);

    /// <summary>The share of the predictions of a class that were right; NaN if it was never predicted.</summary>
    /// <param name="prediction">The class.</param>
    public double Precision(int prediction)
        => (double)this[prediction, prediction] / Enumerable.Range(0, Classes).Sum(label => this[label, prediction]);

    /// <summary>Adds a batch.</summary>
    /// <param name="logits">The scores [count, classes]; probabilities or logits.</param>
    /// <param name="labels">The right classes [count].</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other or the number of classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not a class.</exception>
    public void Add(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels)
    {
        if (Predictions.Classes(logits, labels) != Classes && !labels.IsEmpty)
        {
            throw new ArgumentException(
                $"The matrix has {Classes} classes, but there are {logits.Length / labels.Length} scores for each sample.", nameof(logits));
        }

        for (var i = 0; i < labels.Length; i++)
        {
            counts[Place(labels[i], Predictions.ArgMax(logits.Slice(i * Classes, Classes)))]++;
        }
    }

    /// <summary>Adds a batch.</summary>
    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public void Add(in ReadOnlyTensorSpan<float> logits, in ReadOnlyTensorSpan<int> labels)
        => Add(Predictions.Flat(logits), Predictions.Flat(labels));

    /// <summary>The matrix as a table: a row for each right class, a column for each prediction, and the recall.</summary>
    public override string ToString()
    {
        var width = Math.Max(4, counts.Max().ToString(CultureInfo.InvariantCulture).Length) + 1;
        var text = new StringBuilder("label".PadLeft(6));
        for (var prediction = 0; prediction < Classes; prediction++)
        {
            text.Append(prediction.ToString(CultureInfo.InvariantCulture).PadLeft(width));
        }

        text.Append("none".PadLeft(width)).Append("  recall\n");
        for (var label = 0; label < Classes; label++)
        {
            text.Append(label.ToString(CultureInfo.InvariantCulture).PadLeft(6));
            for (var column = 0; column <= Classes; column++)
            {
                text.Append(counts[(label * (Classes + 1)) + column].ToString(CultureInfo.InvariantCulture).PadLeft(width));
            }

            text.Append(CultureInfo.InvariantCulture, $"  {Recall(label):0.0000}\n");
        }

        return text.ToString();
    }

    private long RowSum(int label) => counts.AsSpan(Place(label, 0), Classes + 1).ToArray().Sum();

    private int Place(int label, int prediction)
    {
        if ((uint)label >= (uint)Classes || prediction < -1 || prediction >= Classes)
        {
            throw new ArgumentOutOfRangeException(
                nameof(label), $"Label {label} or prediction {prediction} is not one of {Classes} classes.");
        }

        return (label * (Classes + 1)) + (prediction < 0 ? Classes : prediction);
    }
}
