using System.Buffers.Binary;

namespace DeepGen.Data.Tests;

public sealed class PngTests
{
    public static TheoryData<int, int, bool> Kinds
    {
        get
        {
            var data = new TheoryData<int, int, bool>();
            (int Colour, int[] Depths)[] kinds = [(0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16])];
            foreach (var (colour, depths) in kinds)
            {
                foreach (var depth in depths)
                {
                    data.Add(colour, depth, false);
                    data.Add(colour, depth, true);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_colour_type_depth_and_interlace_is_read(int colour, int depth, bool isInterlaced)
    {
        var random = new Random(depth + (10 * colour));
        // From a single pixel, where most parts of an interlaced image are empty, to several blocks of Adam7 with odd ends.
        foreach (var (width, height) in new[] { (1, 1), (3, 2), (5, 9), (8, 8), (33, 17) })
        {
            var writer = new PngWriter
            {
                Width = width,
                Height = height,
                Depth = depth,
                Colour = colour,
                IsInterlaced = isInterlaced,
                Piece = 7,
                Palette = colour == 3 ? Bytes(random, 3 << depth) : null,
            };
            var samples = new ushort[width * height * writer.Samples];
            foreach (ref var sample in samples.AsSpan())
            {
                sample = (ushort)random.Next(1 << depth);
            }

            var image = PngFile.Decode(writer.Write(samples), "test");
            image.Channels.ShouldBe(colour == 3 ? 3 : writer.Samples);
            (image.Width, image.Height).ShouldBe((width, height));
            for (var i = 0; i < width * height; i++)
            {
                for (var channel = 0; channel < image.Channels; channel++)
                {
                    var expected = writer.Palette is { } palette
                        ? palette[(3 * samples[i]) + channel] / 255f
                        : samples[(i * writer.Samples) + channel] / (float)((1 << depth) - 1);
                    image.Values[(channel * width * height) + i].ShouldBe(expected);
                }
            }
        }
    }

    [Fact]
    public void Transparent_colours_become_opacity()
    {
        var grey = new PngWriter { Width = 3, Height = 1, Depth = 4, Transparency = [0, 7] }.Write([7, 0, 15]);
        PngFile.Decode(grey, "grey").Values.ToArray().ShouldBe([7 / 15f, 0, 1, 0, 1, 1]);
        var colours = new PngWriter { Width = 2, Height = 1, Colour = 2, Transparency = [0, 1, 0, 2, 0, 3] }.Write([1, 2, 3, 1, 2, 4]);
        PngFile.Decode(colours, "colours").Values[6..].ToArray().ShouldBe([0f, 1f]);
        byte[] rainbow = [255, 0, 0, 0, 255, 0, 0, 0, 255];
        var palette = new PngWriter { Width = 3, Height = 1, Colour = 3, Palette = rainbow, Transparency = [51, 0] };
        PngFile.Decode(palette.Write([0, 1, 2]), "palette").Values.ToArray().ShouldBe([1, 0, 0, 0, 1, 0, 0, 0, 1, 0.2f, 0, 1]);
    }

    [Fact]
    public void Every_truncation_is_one_sentence()
    {
        var whole = Sample();
        for (var length = 0; length < whole.Length; length++)
        {
            ShouldBeOneSentence(Message(whole[..length]), "test");
        }
    }

    [Fact]
    public void Every_flipped_bit_is_noticed()
    {
        var whole = Sample();
        for (var bit = 0; bit < 8 * whole.Length; bit++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            ShouldBeOneSentence(Message(damaged), "test");
        }
    }

    [Fact]
    public void Damage_under_right_checksums_is_noticed_or_stays_in_the_pixels()
    {
        var random = new Random(4);
        var whole = Sample();
        for (var trial = 0; trial < 2000; trial++)
        {
            var damaged = (byte[])whole.Clone();
            // The header begins behind the signature, with its length and its name.
            damaged[random.Next(16, damaged.Length - 12)] = (byte)random.Next(256);
            Repair(damaged);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                PngFile.Decode(damaged, "damaged").Values.ToArray().ShouldAllBe(value => value >= 0 && value <= 1);
            }
            catch (DataFormatException exception)
            {
                ShouldBeOneSentence(exception.Message, "damaged");
            }

            // A header may claim gigabytes; about a hundred bytes of pixels cannot unpack to more than a hundred thousand.
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(32 << 20);
        }
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("FFD8FFE000104A464946", "is not a PNG image: it begins with FFD8FFE000104A46; give a PNG image")]
    [InlineData("89504E470D0A1A0A", "is cut short: it has no end")]
    public void Other_files_are_named(string bytes, string expected)
        => Message(Convert.FromHexString(bytes)).ShouldContain(expected);

    [Theory]
    [InlineData("second header", "has a second header")]
    [InlineData("no header", "begins with the part IDAT instead of IHDR")]
    [InlineData("no palette", "has no palette, which its pixels point into")]
    [InlineData("short palette", "has a pixel of colour 3, but a palette of 2 colours")]
    [InlineData("odd palette", "has a palette of 4 bytes, which is not three for each of up to 256 colours")]
    [InlineData("no pixels", "has no pixels")]
    [InlineData("few pixels", "bytes of pixels instead of")]
    [InlineData("many pixels", "has more than")]
    [InlineData("extension", "needs the extension 'ABCD', which is unknown; save it as a plain PNG")]
    [InlineData("large", "is too small for 8000 x 8000 pixels")]
    [InlineData("gigantic", "says that it is 1000000 x 1000000 pixels large")]
    [InlineData("flat", "says that it is 0 x 4 pixels large")]
    [InlineData("depth", "which no PNG has")]
    public void Each_kind_of_damage_has_its_words(string damage, string expected)
    {
        var pixels = Part(new PngWriter { Width = 4, Height = 4 }.Write(new ushort[16]), "IDAT");
        var header = Header(4, 4, 8, damage.EndsWith("palette", StringComparison.Ordinal) ? 3 : 0);
        (string, byte[])[] parts = damage switch
        {
            "second header" => [("IHDR", header), ("IHDR", header), ("IDAT", pixels)],
            "no header" => [("IDAT", pixels)],
            "no palette" => [("IHDR", header), ("IDAT", pixels)],
            "short palette" => [("IHDR", header), ("PLTE", new byte[6]), ("IDAT", Indices())],
            "odd palette" => [("IHDR", header), ("PLTE", new byte[4]), ("IDAT", pixels)],
            "no pixels" => [("IHDR", header)],
            "few pixels" => [("IHDR", Header(4, 5, 8, 0)), ("IDAT", pixels)],
            "many pixels" => [("IHDR", Header(4, 3, 8, 0)), ("IDAT", pixels)],
            "extension" => [("IHDR", header), ("ABCD", [1]), ("IDAT", pixels)],
            "large" => [("IHDR", Header(8000, 8000, 8, 0)), ("IDAT", pixels)],
            "gigantic" => [("IHDR", Header(1_000_000, 1_000_000, 8, 0)), ("IDAT", pixels)],
            "flat" => [("IHDR", Header(0, 4, 8, 0)), ("IDAT", pixels)],
            "depth" => [("IHDR", Header(4, 4, 4, 2)), ("IDAT", pixels)],
            _ => throw new ArgumentOutOfRangeException(nameof(damage)),
        };
        var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        foreach (var (type, data) in parts)
        {
            PngWriter.Chunk(file, type, data);
        }

        PngWriter.Chunk(file, "IEND", []);
        ShouldBeOneSentence(Message(file.ToArray()), "test");
        Message(file.ToArray()).ShouldContain(expected);

        static byte[] Indices()
        {
            var writer = new PngWriter { Width = 4, Height = 4, Colour = 3 };
            return Part(writer.Write([.. Enumerable.Repeat((ushort)3, 16)]), "IDAT");
        }
    }

    private static byte[] Sample()
        => new PngWriter { Width = 9, Height = 7, Colour = 2, IsInterlaced = true }
            .Write([.. Enumerable.Range(0, 9 * 7 * 3).Select(i => (ushort)(i * i % 256))]);

    private static byte[] Header(int width, int height, byte depth, int colour)
        => [(byte)(width >> 24), (byte)(width >> 16), (byte)(width >> 8), (byte)width,
            (byte)(height >> 24), (byte)(height >> 16), (byte)(height >> 8), (byte)height, depth, (byte)colour, 0, 0, 0];

    private static byte[] Part(byte[] file, string name)
    {
        for (var at = 8; ;)
        {
            var length = (file[at] << 24) | (file[at + 1] << 16) | (file[at + 2] << 8) | file[at + 3];
            if (System.Text.Encoding.ASCII.GetString(file, at + 4, 4) == name)
            {
                return file[(at + 8)..(at + 8 + length)];
            }

            at += 12 + length;
        }
    }

    /// <summary>Writes right checksums wherever the lengths still lead.</summary>
    private static void Repair(byte[] file)
    {
        for (var at = 8; at + 12 <= file.Length;)
        {
            var length = (uint)((file[at] << 24) | (file[at + 1] << 16) | (file[at + 2] << 8) | file[at + 3]);
            if (length > file.Length - at - 12)
            {
                return;
            }

            var end = at + 8 + (int)length;
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(end), PngWriter.Checksum(file.AsSpan(at + 4, (int)length + 4)));
            at = end + 4;
        }
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Message(byte[] content) => Should.Throw<DataFormatException>(() => PngFile.Decode(content, "test")).Message;

    private static void ShouldBeOneSentence(string message, string name)
    {
        message.ShouldStartWith($"'{name}' ");
        message.ShouldEndWith(".");
        message.ShouldNotContain("\n");
    }
}
