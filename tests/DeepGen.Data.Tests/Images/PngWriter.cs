using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace DeepGen.Data.Tests;

/// <summary>Writes PNG files of every kind, for the reader's tests: each line under another filter.</summary>
internal sealed class PngWriter
{
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public required int Width { get; init; }

    public required int Height { get; init; }

    public int Depth { get; init; } = 8;

    /// <summary>0 grey, 2 colours, 3 palette, 4 grey and opacity, 6 colours and opacity.</summary>
    public int Colour { get; init; }

    public bool IsInterlaced { get; init; }

    public byte[]? Palette { get; init; }

    public byte[]? Transparency { get; init; }

    /// <summary>The lengths of the pieces that the pixels are cut into.</summary>
    public int Piece { get; init; } = int.MaxValue;

    public int Samples => Colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    /// <summary>A file of samples [height, width, samples].</summary>
    public byte[] Write(ushort[] samples)
    {
        var lines = new MemoryStream();
        foreach (var (x, y, stepX, stepY) in IsInterlaced ? Adam7 : [(0, 0, 1, 1)])
        {
            WritePass(lines, samples, x, y, stepX, stepY);
        }

        var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(lines.ToArray());
        }

        var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] header = [0, 0, 0, 0, 0, 0, 0, 0, (byte)Depth, (byte)Colour, 0, 0, (byte)(IsInterlaced ? 1 : 0)];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        Chunk(file, "IHDR", header);
        Chunk(file, "tEXt", "Comment\0made for a test"u8.ToArray());
        if (Palette is not null)
        {
            Chunk(file, "PLTE", Palette);
        }

        if (Transparency is not null)
        {
            Chunk(file, "tRNS", Transparency);
        }

        foreach (var piece in packed.ToArray().Chunk(Piece))
        {
            Chunk(file, "IDAT", piece);
        }

        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    public static void Chunk(Stream file, string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(body));
        file.Write(number);
    }

    /// <summary>CRC-32, bit by bit: the reader has a table.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var carry = ((crc ^ (uint)(value >> bit)) & 1) != 0;
                crc = (crc >> 1) ^ (carry ? 0xEDB88320 : 0);
            }
        }

        return ~crc;
    }

    private void WritePass(Stream lines, ushort[] samples, int x0, int y0, int stepX, int stepY)
    {
        var above = Array.Empty<byte>();
        var filter = 0;
        for (var y = y0; y < Height; y += stepY)
        {
            var bits = new List<bool>();
            for (var x = x0; x < Width; x += stepX)
            {
                for (var i = 0; i < Samples; i++)
                {
                    var value = samples[(((y * Width) + x) * Samples) + i];
                    bits.AddRange(Enumerable.Range(0, Depth).Select(bit => (value >> (Depth - 1 - bit) & 1) != 0));
                }
            }

            if (bits.Count == 0)
            {
                continue;
            }

            byte[] line = [.. bits.Chunk(8).Select(octet => (byte)octet.Index().Sum(bit => bit.Item ? 128 >> bit.Index : 0))];
            above = above.Length == 0 ? new byte[line.Length] : above;
            lines.WriteByte((byte)filter);
            lines.Write(Predicted(line, above, filter, Math.Max(1, Samples * Depth / 8)));
            (above, filter) = (line, (filter + 1) % 5);
        }
    }

    private static byte[] Predicted(byte[] line, byte[] above, int filter, int step) => [.. line.Select((value, i) =>
    {
        int left = i < step ? 0 : line[i - step], up = above[i], corner = i < step ? 0 : above[i - step];
        var guess = left + up - corner;
        // The nearest of the three; OrderBy keeps the order of equal ones.
        var paeth = new[] { left, up, corner }.OrderBy(candidate => Math.Abs(guess - candidate)).First();
        return (byte)(value - filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => paeth });
    })];
}
