using System.Numerics.Tensors;

namespace DeepGen.Data;

/// <summary>What imputers and standardizers share: features [rows, columns], read column by column.</summary>
internal static class FeatureTable
{
    /// <summary>A dense copy of the features, row by row.</summary>
    public static float[] Copy(Tensor<float> features, int? columns = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Rank != 2 || (columns is { } expected && features.Lengths[1] != expected))
        {
            var shape = string.Join(", ", features.Lengths.ToArray());
            var wanted = columns is { } count ? $"[rows, {count}], the columns that it was fitted to" : "[rows, columns]";
            throw new ArgumentException($"The features have the shape [{shape}]; give {wanted}.", nameof(features));
        }

        var values = new float[features.FlattenedLength];
        features.FlattenTo(values);
        return values;
    }

    /// <summary>Computes one number for each column from its values in the given rows, missing ones left out.</summary>
    public static float[] Fit(Tensor<float> features, ReadOnlySpan<int> rows, Func<List<float>, int, float> statistic)
    {
        var values = Copy(features);
        var (count, columns) = ((int)features.Lengths[0], (int)features.Lengths[1]);
        var result = new float[columns];
        var column = new List<float>(rows.Length);
        for (var i = 0; i < columns; i++)
        {
            column.Clear();
            foreach (var row in rows)
            {
                if ((uint)row >= (uint)count)
                {
                    throw new ArgumentOutOfRangeException(nameof(rows), row, $"There is no row {row} among {count}.");
                }

                var value = values[(row * columns) + i];
                if (!float.IsNaN(value))
                {
                    column.Add(value);
                }
            }

            result[i] = statistic(column, i);
        }

        return result;
    }
}
