using System.Buffers.Binary;

namespace DeepGen.Data;

/// <summary>Turns the lines of a PNG into planes of numbers.</summary>
internal sealed class PngPixels
{
    private readonly PngHeader header;
    private readonly byte[]? palette;
    private readonly byte[]? opacities;
    private readonly ushort[]? transparent;
    private readonly string name;
    private readonly int channels;
    private readonly float[] values;

    public PngPixels(PngHeader header, byte[]? palette, byte[]? transparency, string name)
    {
        (this.header, this.name) = (header, name);
        this.palette = header.Colour == PngColour.Palette ? palette : null;
        opacities = this.palette is null ? null : transparency;
        if (transparency is not null && header.Colour is PngColour.Grey or PngColour.Colours)
        {
            transparent = ReadTransparent(transparency);
        }

        var colours = this.palette is null ? header.Samples : 3;
        channels = colours + (opacities is null && transparent is null ? 0 : 1);
        values = new float[channels * header.Width * header.Height];
    }

    public Image ToImage() => new(channels, header.Height, header.Width, values);

    /// <summary>Reads a line of a part of the image.</summary>
    public void Read(ReadOnlySpan<byte> line, PngPass pass, int row)
    {
        Span<ushort> samples = stackalloc ushort[4];
        samples = samples[..header.Samples];
        var plane = header.Width * header.Height;
        for (var x = 0; x < pass.Width; x++)
        {
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] = Sample(line, (x * samples.Length) + i);
            }

            var place = ((pass.Y + (row * pass.StepY)) * header.Width) + pass.X + (x * pass.StepX);
            if (palette is not null)
            {
                Look(samples[0], place, plane);
                continue;
            }

            for (var i = 0; i < samples.Length; i++)
            {
                values[(i * plane) + place] = samples[i] / (float)((1 << header.Depth) - 1);
            }

            if (transparent is not null)
            {
                values[(samples.Length * plane) + place] = samples.SequenceEqual(transparent) ? 0 : 1;
            }
        }
    }

    private ushort Sample(ReadOnlySpan<byte> line, int place)
    {
        switch (header.Depth)
        {
            case 16:
                return BinaryPrimitives.ReadUInt16BigEndian(line[(2 * place)..]);
            case 8:
                return line[place];
            default:
                // Several to a byte, the first one in the highest bits.
                var bit = place * header.Depth;
                return (ushort)((line[bit / 8] >> (8 - header.Depth - (bit % 8))) & ((1 << header.Depth) - 1));
        }
    }

    private void Look(int index, int place, int plane)
    {
        if (3 * index >= palette!.Length)
        {
            throw new DataFormatException(
                name, $"has a pixel of colour {index}, but a palette of {palette.Length / 3} colours", PngDecoder.CopyAgain);
        }

        for (var i = 0; i < 3; i++)
        {
            values[(i * plane) + place] = palette[(3 * index) + i] / 255f;
        }

        if (opacities is not null)
        {
            // Colours behind the end of the list are opaque.
            values[(3 * plane) + place] = index < opacities.Length ? opacities[index] / 255f : 1;
        }
    }

    private ushort[] ReadTransparent(byte[] chunk)
    {
        if (chunk.Length != 2 * header.Samples)
        {
            throw new DataFormatException(
                name, $"has a transparent colour of {chunk.Length} bytes instead of {2 * header.Samples}", PngDecoder.CopyAgain);
        }

        var colour = new ushort[header.Samples];
        for (var i = 0; i < colour.Length; i++)
        {
            colour[i] = BinaryPrimitives.ReadUInt16BigEndian(chunk.AsSpan(2 * i));
        }

        return colour;
    }
}
