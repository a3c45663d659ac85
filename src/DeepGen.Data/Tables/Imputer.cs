using System.Numerics.Tensors;

namespace DeepGen.Data;

/// <summary>
/// Fills missing features with a typical value of their column. The values are taken from the rows that it is fitted to: give it the
/// training rows alone, or what is known of the test rows leaks into training.
/// </summary>
public sealed class Imputer
{
    private readonly float[] values;

    private Imputer(float[] values) => this.values = values;

    /// <summary>What each column's missing cells are filled with.</summary>
    public ReadOnlySpan<float> Values => values;

    /// <summary>Fills with the median: of an even number of values the mean of the middle two.</summary>
    /// <param name="features">The features [rows, columns]; NaN where one is missing.</param>
    /// <param name="rows">The rows to learn from, such as those of the training split.</param>
    /// <exception cref="ArgumentException">The shape is another, a row does not exist, or a column has no value in these rows.</exception>
    public static Imputer Median(Tensor<float> features, ReadOnlySpan<int> rows)
        => new(FeatureTable.Fit(features, rows, Median));

    /// <summary>Fills with the mean.</summary>
    /// <inheritdoc cref="Median(Tensor{float}, ReadOnlySpan{int})"/>
    public static Imputer Mean(Tensor<float> features, ReadOnlySpan<int> rows)
        => new(FeatureTable.Fit(features, rows, Mean));

    /// <summary>A copy of the features without gaps.</summary>
    /// <param name="features">The features [rows, columns]; NaN where one is missing.</param>
    /// <exception cref="ArgumentException">They have another number of columns than it was fitted to.</exception>
    public Tensor<float> Apply(Tensor<float> features)
    {
        var result = FeatureTable.Copy(features, values.Length);
        for (var i = 0; i < result.Length; i++)
        {
            if (float.IsNaN(result[i]))
            {
                result[i] = values[i % values.Length];
            }
        }

        return Tensor.Create(result, features.Lengths);
    }

    private static float Median(List<float> column, int place)
    {
        RequireValues(column, place);
        column.Sort();
        var (low, high) = (column[(column.Count - 1) / 2], column[column.Count / 2]);
        return low + ((high - low) / 2);
    }

    private static float Mean(List<float> column, int place)
    {
        RequireValues(column, place);
        return (float)column.Average(value => (double)value);
    }

    private static void RequireValues(List<float> column, int place)
    {
        if (column.Count == 0)
        {
            throw new ArgumentException($"Column {place} has no value in these rows, so nothing is typical of it; leave it out.");
        }
    }
}
