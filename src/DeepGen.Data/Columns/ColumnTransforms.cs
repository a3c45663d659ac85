using System.Numerics.Tensors;

namespace DeepGen.Data;

/// <summary>Changes one sample in place.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="sample">The elements of the sample, in the order of its shape.</param>
/// <param name="random">Random numbers that belong to this sample and epoch; equal for equal rows of different columns.</param>
public delegate void SampleTransform<T>(Span<T> sample, ref SampleRandom random);

/// <summary>What can be done to the samples of a column while they are read.</summary>
public static class ColumnTransforms
{
    /// <summary>Applies a function to every sample as it is read, with random numbers seeded by (seed, epoch, row).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="column">The column to read from.</param>
    /// <param name="transform">The function; called from background threads, several at once.</param>
    public static Column<T> Transform<T>(this Column<T> column, SampleTransform<T> transform)
        where T : unmanaged
        => new TransformedColumn<T>(column, transform);

    /// <summary>Multiplies every element.</summary>
    /// <param name="column">The column to read from.</param>
    /// <param name="factor">The factor, such as 1/255 for bytes stored as floats.</param>
    public static Column<float> Scale(this Column<float> column, float factor)
        => column.Transform((Span<float> sample, ref SampleRandom _) => TensorPrimitives.Multiply(sample, factor, sample));

    /// <summary>Subtracts a mean and divides by a standard deviation.</summary>
    /// <param name="column">The column to read from.</param>
    /// <param name="mean">The mean of the elements.</param>
    /// <param name="std">Their standard deviation; not 0.</param>
    public static Column<float> Normalize(this Column<float> column, float mean, float std)
        => column.Normalize([mean], [std]);

    /// <summary>Subtracts a mean and divides by a standard deviation for each channel, which is the first dimension of a sample.</summary>
    /// <param name="column">The column to read from.</param>
    /// <param name="mean">One mean for each channel, or one for all.</param>
    /// <param name="std">One standard deviation for each channel, or one for all; none is 0.</param>
    /// <exception cref="ArgumentException">The counts do not fit the channels, or a standard deviation is 0 or not finite.</exception>
    public static Column<float> Normalize(this Column<float> column, float[] mean, float[] std)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(std);
        var channels = column.Shape.Length == 0 ? 1 : column.Shape[0];
        if (mean.Length != std.Length || (mean.Length != 1 && mean.Length != channels))
        {
            throw new ArgumentException(
                $"Normalize got {mean.Length} means and {std.Length} deviations for {channels} channels; give one for all or one each.");
        }

        if (std.Any(value => value == 0 || !float.IsFinite(value)))
        {
            throw new ArgumentException("A standard deviation is 0 or not finite; leave constant channels as they are.", nameof(std));
        }

        var length = column.Length / mean.Length;
        return column.Transform((Span<float> sample, ref SampleRandom _) =>
        {
            for (var channel = 0; channel < mean.Length; channel++)
            {
                var values = sample.Slice(channel * length, length);
                TensorPrimitives.Subtract(values, mean[channel], values);
                TensorPrimitives.Divide(values, std[channel], values);
            }
        });
    }
}
