using System.Buffers.Binary;

namespace DeepGen.Data;

/// <summary>What the first chunk of a PNG says about its pixels.</summary>
internal readonly record struct PngHeader(int Width, int Height, int Depth, PngColour Colour, bool IsInterlaced)
{
    public const int Length = 13;

    // Far above any picture to learn from, and far below what would not fit into an array.
    private const long MostNumbers = 1 << 28;

    /// <summary>The numbers that are stored for a pixel.</summary>
    public int Samples => Colour switch
    {
        PngColour.Colours => 3,
        PngColour.GreyAndOpacity => 2,
        PngColour.ColoursAndOpacity => 4,
        _ => 1,
    };

    /// <summary>How far the byte to the left of one lies, for the filters; at least 1.</summary>
    public int FilterStep => Math.Max(1, Samples * Depth / 8);

    public static PngHeader Read(ReadOnlySpan<byte> chunk, string name)
    {
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(chunk), BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]));
        var (depth, colour) = (chunk[8], (PngColour)chunk[9]);
        var fits = colour switch
        {
            PngColour.Grey => depth is 1 or 2 or 4 or 8 or 16,
            PngColour.Palette => depth is 1 or 2 or 4 or 8,
            PngColour.Colours or PngColour.GreyAndOpacity or PngColour.ColoursAndOpacity => depth is 8 or 16,
            _ => false,
        };
        if (!fits || chunk[10] != 0 || chunk[11] != 0 || chunk[12] > 1)
        {
            var found = $"{chunk[8]}, {chunk[9]}, {chunk[10]}, {chunk[11]} and {chunk[12]}";
            throw new DataFormatException(
                name, $"has {found} as its depth, colour type, compression, filter and interlace, which no PNG has", PngDecoder.CopyAgain);
        }

        // The sides alone bound each factor, so that no product overflows.
        if (width is 0 or > 1 << 20 || height is 0 or > 1 << 20 || (long)width * height * 4 > MostNumbers)
        {
            throw new DataFormatException(
                name,
                $"says that it is {width} x {height} pixels large",
                "images have from one pixel to 64 million, so " + PngDecoder.CopyAgain);
        }

        return new((int)width, (int)height, depth, colour, chunk[12] == 1);
    }

    /// <summary>The bytes of a line of so many pixels, without its filter.</summary>
    public int LineBytes(int pixels) => (int)((((long)pixels * Samples * Depth) + 7) / 8);

    /// <summary>The parts that the image is stored in: itself, or the seven of Adam7. Each is a grid of its pixels.</summary>
    public IEnumerable<PngPass> Passes()
    {
        PngPass[] passes = IsInterlaced
            ? [new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2)]
            : [new(0, 0, 1, 1)];
        foreach (var pass in passes)
        {
            var (width, height) = ((Width - pass.X + pass.StepX - 1) / pass.StepX, (Height - pass.Y + pass.StepY - 1) / pass.StepY);
            // A part without pixels has no lines either, nor their filters.
            if (width > 0 && height > 0)
            {
                yield return pass with { Width = width, Height = height };
            }
        }
    }
}

/// <summary>Every so many pixels of an image, from one on.</summary>
internal readonly record struct PngPass(int X, int Y, int StepX, int StepY, int Width = 0, int Height = 0);

/// <summary>The colour types, by their numbers in files.</summary>
internal enum PngColour : byte
{
    Grey = 0,
    Colours = 2,
    Palette = 3,
    GreyAndOpacity = 4,
    ColoursAndOpacity = 6,
}
