using System.Numerics.Tensors;

namespace DeepGen.Data;

/// <summary>Changes one sample in place.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="sample">The elements of the sample, in the order of its shape.</param>
/// <param name="random">Random numbers that belong to this sample and epoch; equal for equal rows of different columns.</param>
public delegate void SampleTransform<T>(Span<T> sample, ref SampleRandom random);

/// <summary>Makes one sample of another.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="source">The elements of the sample, in the order of its shape.</param>
/// <param name="destination">Receives the elements of the new sample; what it holds before is of no meaning.</param>
public delegate void SampleMap<T>(ReadOnlySpan<T> source, Span<T> destination);

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

    /// <summary>Makes samples of another shape.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="column">The column to read from.</param>
    /// <param name="shape">The shape of a new sample.</param>
    /// <param name="map">Writes all of a new sample; called from background threads, several at once.</param>
    public static Column<T> Map<T>(this Column<T> column, ReadOnlySpan<nint> shape, SampleMap<T> map)
        where T : unmanaged
        => new MappedColumn<T>(column, shape, map);

    /// <summary>
    /// Moves every image by a random number of pixels down or up and right or left, another one in each epoch; what comes in is 0. The
    /// same as a random crop of an image that was padded.
    /// </summary>
    /// <param name="column">Images [count, channels, height, width].</param>
    /// <param name="pixels">The most pixels to move by, 0 or more.</param>
    /// <exception cref="ArgumentException">The samples are no images, or the number is negative.</exception>
    public static Column<float> RandomShift(this Column<float> column, int pixels)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentOutOfRangeException.ThrowIfNegative(pixels);
        if (column.Shape.Length != 3)
        {
            throw new ArgumentException(
                $"The samples have {column.Shape.Length} dimensions; images have three: channels, height and width.", nameof(column));
        }

        var (height, width) = ((int)column.Shape[1], (int)column.Shape[2]);
        return column.Transform((Span<float> sample, ref SampleRandom random) =>
        {
            var (down, right) = (random.NextInt((2 * pixels) + 1) - pixels, random.NextInt((2 * pixels) + 1) - pixels);
            for (var begin = 0; begin < sample.Length; begin += height * width)
            {
                Shift(sample.Slice(begin, height * width), height, width, down, right);
            }
        });
    }

    private static void Shift(Span<float> image, int height, int width, int down, int right)
    {
        for (var i = 0; i < height; i++)
        {
            // From the side that it moves to: no line is overwritten before it has moved.
            var y = down > 0 ? height - 1 - i : i;
            var line = image.Slice(y * width, width);
            if (y - down < 0 || y - down >= height || Math.Abs(right) >= width)
            {
                line.Clear();
                continue;
            }

            var source = image.Slice((y - down) * width, width);
            var (from, to) = (Math.Max(0, -right), Math.Max(0, right));
            var count = width - Math.Abs(right);
            source.Slice(from, count).CopyTo(line[to..]);
            line[..to].Clear();
            line[(to + count)..].Clear();
        }
    }
}
