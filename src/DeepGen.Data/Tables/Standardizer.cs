using System.Numerics.Tensors;

namespace DeepGen.Data;

/// <summary>
/// Brings every column to mean 0 and standard deviation 1, by the rows that it is fitted to: give it the training rows alone. Columns
/// that are constant there become 0.
/// </summary>
public sealed class Standardizer
{
    private readonly float[] means;
    private readonly float[] deviations;

    private Standardizer(float[] means, float[] deviations) => (this.means, this.deviations) = (means, deviations);

    /// <summary>The mean of each column.</summary>
    public ReadOnlySpan<float> Means => means;

    /// <summary>The standard deviation of each column (of the rows themselves, divided by their number); 1 for a constant column.</summary>
    public ReadOnlySpan<float> Deviations => deviations;

    /// <summary>Learns the means and the deviations.</summary>
    /// <param name="features">The features [rows, columns], without gaps in these rows.</param>
    /// <param name="rows">The rows to learn from, such as those of the training split.</param>
    /// <exception cref="ArgumentException">The shape is another, a row does not exist, or a value is missing in these rows.</exception>
    public static Standardizer Fit(Tensor<float> features, ReadOnlySpan<int> rows)
    {
        var count = rows.Length;
        var means = FeatureTable.Fit(features, rows, (column, place) => column.Count == count && count > 0
            ? (float)column.Average(value => (double)value)
            : throw new ArgumentException(
                $"Column {place} has {column.Count} values in {count} rows; fill the gaps with an Imputer first."));
        var deviations = FeatureTable.Fit(features, rows, (column, place) =>
        {
            var mean = column.Average(value => (double)value);
            var deviation = (float)Math.Sqrt(column.Average(value => (value - mean) * (value - mean)));
            // Rounding leaves constant columns a deviation of about this much, which is none.
            return deviation > 1e-6 * Math.Abs(mean) ? deviation : 1;
        });
        return new(means, deviations);
    }

    /// <summary>A copy of the features, standardized.</summary>
    /// <param name="features">The features [rows, columns].</param>
    /// <exception cref="ArgumentException">They have another number of columns than it was fitted to.</exception>
    public Tensor<float> Apply(Tensor<float> features)
    {
        var result = FeatureTable.Copy(features, means.Length);
        for (var i = 0; i < result.Length; i++)
        {
            var column = i % means.Length;
            result[i] = (result[i] - means[column]) / deviations[column];
        }

        return Tensor.Create(result, features.Lengths);
    }
}
