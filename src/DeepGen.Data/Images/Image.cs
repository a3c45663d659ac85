namespace DeepGen.Data;

/// <summary>A picture: planes of numbers from 0 to 1, as networks take them.</summary>
public sealed class Image
{
    private readonly float[] values;

    /// <summary>Makes an image of numbers.</summary>
    /// <param name="channels">1 for grey, 2 for grey and opacity, 3 for red, green and blue, 4 for these and opacity.</param>
    /// <param name="height">The number of rows.</param>
    /// <param name="width">The number of columns.</param>
    /// <param name="values">The numbers [channels, height, width]; not copied.</param>
    /// <exception cref="ArgumentException">The counts do not fit each other.</exception>
    public Image(int channels, int height, int width, float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (channels is < 1 or > 4 || values.Length != (long)channels * height * width)
        {
            throw new ArgumentException($"{channels} channels of {height} x {width} do not make {values.Length} numbers.", nameof(values));
        }

        (Channels, Height, Width, this.values) = (channels, height, width, values);
    }

    /// <summary>1 for grey, 2 for grey and opacity, 3 for red, green and blue, 4 for these and opacity.</summary>
    public int Channels { get; }

    /// <summary>The number of rows.</summary>
    public int Height { get; }

    /// <summary>The number of columns.</summary>
    public int Width { get; }

    /// <summary>The numbers [channels, height, width], from 0 to 1.</summary>
    public ReadOnlySpan<float> Values => values;

    /// <summary>
    /// The image in another number of channels. Opacity is dropped, or is 1 where there was none; grey is repeated, and colours become
    /// grey as 0.299 red + 0.587 green + 0.114 blue (ITU-R 601-2).
    /// </summary>
    /// <param name="channels">From 1 to 4.</param>
    public Image WithChannels(int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 4);
        if (channels == Channels)
        {
            return this;
        }

        var plane = Height * Width;
        var result = new float[channels * plane];
        var colours = channels >= 3 ? 3 : 1;
        var ownColours = Channels >= 3 ? 3 : 1;
        for (var i = 0; i < plane; i++)
        {
            var grey = ownColours == 1
                ? values[i]
                : (0.299f * values[i]) + (0.587f * values[plane + i]) + (0.114f * values[(2 * plane) + i]);
            for (var colour = 0; colour < colours; colour++)
            {
                result[(colour * plane) + i] = colours == 3 && ownColours == 3 ? values[(colour * plane) + i] : grey;
            }

            if (channels > colours)
            {
                result[(colours * plane) + i] = Channels > ownColours ? values[(ownColours * plane) + i] : 1;
            }
        }

        return new(channels, Height, Width, result);
    }

    /// <summary>
    /// The image in another size: each pixel is the mean of the area that it covers, parts of pixels counted as such. Enlarging repeats.
    /// </summary>
    /// <param name="height">The new number of rows.</param>
    /// <param name="width">The new number of columns.</param>
    public Image Resize(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (height == Height && width == Width)
        {
            return this;
        }

        var (rows, columns) = (AreaWeights.Of(Height, height), AreaWeights.Of(Width, width));
        var narrow = new float[Height * width];
        var result = new float[checked(Channels * height * width)];
        for (var channel = 0; channel < Channels; channel++)
        {
            var source = values.AsSpan(channel * Height * Width, Height * Width);
            for (var y = 0; y < Height; y++)
            {
                columns.Apply(source.Slice(y * Width, Width), 1, narrow.AsSpan(y * width, width), 1);
            }

            var destination = result.AsSpan(channel * height * width, height * width);
            for (var x = 0; x < width; x++)
            {
                rows.Apply(narrow.AsSpan(x), width, destination[x..], width);
            }
        }

        return new(Channels, height, width, result);
    }

    /// <summary>Writes the numbers as bytes, rounded: 0 to 255.</summary>
    /// <param name="destination">Receives them in the order of <see cref="Values"/>.</param>
    public void CopyTo(Span<byte> destination)
    {
        for (var i = 0; i < values.Length; i++)
        {
            destination[i] = (byte)Math.Clamp((values[i] * 255f) + 0.5f, 0f, 255f);
        }
    }
}
