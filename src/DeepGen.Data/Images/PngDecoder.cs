using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace DeepGen.Data;

/// <summary>Decodes one PNG (ISO/IEC 15948); nothing is allocated that the file does not prove it can fill.</summary>
internal sealed class PngDecoder(string name)
{
    public const string CopyAgain = "copy or download it again";

    // No deflate stream unpacks to more than this many times its size: it bounds what a header may claim before anything is unpacked.
    private const long LargestDeflateRatio = 1032;

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    private readonly MemoryStream packed = new();
    private byte[]? palette;
    private byte[]? transparency;

    public Image Decode(ReadOnlySpan<byte> content)
    {
        var header = ReadChunks(content);
        if (header.Colour == PngColour.Palette && palette is null)
        {
            throw Damaged("has no palette, which its pixels point into");
        }

        var expected = header.Passes().Sum(pass => (1L + header.LineBytes(pass.Width)) * pass.Height);
        if (expected / LargestDeflateRatio > packed.Length)
        {
            throw Damaged($"is too small for {header.Width} x {header.Height} pixels");
        }

        var lines = Unpack(expected);
        var pixels = new PngPixels(header, palette, transparency, name);
        var begin = 0;
        foreach (var pass in header.Passes())
        {
            begin = ReadPass(header, pass, lines, begin, pixels);
        }

        return pixels.ToImage();
    }

    private PngHeader ReadChunks(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith(Signature))
        {
            var start = Convert.ToHexString(content[..Math.Min(8, content.Length)]);
            var cause = content.IsEmpty ? "is empty" : $"is not a PNG image: it begins with {start}";
            throw new DataFormatException(name, cause, "give a PNG image");
        }

        PngHeader? header = null;
        for (var rest = content[8..]; ;)
        {
            var (type, data) = ReadChunk(ref rest);
            if ((type == "IHDR") == header.HasValue)
            {
                throw Damaged(header is null ? $"begins with the part {type} instead of IHDR" : "has a second header");
            }

            switch (type)
            {
                case "IHDR" when data.Length == PngHeader.Length:
                    header = PngHeader.Read(data, name);
                    break;
                case "IHDR":
                    throw Damaged($"has a header of {data.Length} bytes instead of {PngHeader.Length}");
                case "PLTE":
                    palette = data.Length % 3 == 0 && data.Length is > 0 and <= 768
                        ? data.ToArray()
                        : throw Damaged($"has a palette of {data.Length} bytes, which is not three for each of up to 256 colours");
                    break;
                case "tRNS":
                    transparency = data.ToArray();
                    break;
                case "IDAT":
                    packed.Write(data);
                    break;
                case "IEND":
                    return packed.Length > 0 ? header!.Value : throw Damaged("has no pixels");
                default:
                    if (char.IsUpper(type[0]))
                    {
                        throw new DataFormatException(name, $"needs the extension '{type}', which is unknown", "save it as a plain PNG");
                    }

                    break;
            }
        }
    }

    /// <summary>Takes the next chunk off: its length, its type, its data and its checksum.</summary>
    private (string Type, byte[] Data) ReadChunk(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 12)
        {
            throw Damaged("is cut short: it has no end");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        var type = Encoding.ASCII.GetString(rest.Slice(4, 4));
        if (!type.All(char.IsAsciiLetter))
        {
            throw Damaged($"has the bytes {Convert.ToHexString(rest.Slice(4, 4))} where the name of a part belongs");
        }

        if (length > rest.Length - 12)
        {
            throw Damaged($"is cut short: its part {type} of {length} bytes goes on after the end");
        }

        var checkedBytes = rest.Slice(4, 4 + (int)length);
        if (BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]) != Crc32.Of(checkedBytes))
        {
            throw Damaged($"has a wrong checksum of its part {type}");
        }

        rest = rest[(12 + (int)length)..];
        return (type, checkedBytes[4..].ToArray());
    }

    private byte[] Unpack(long expected)
    {
        packed.Position = 0;
        try
        {
            using var stream = new ZLibStream(packed, CompressionMode.Decompress);
            var lines = new byte[expected];
            var found = stream.ReadAtLeast(lines, lines.Length, throwOnEndOfStream: false);
            if (found < lines.Length)
            {
                throw Damaged(FormattableString.Invariant($"has {found} bytes of pixels instead of {expected}"));
            }

            // Reaching the end makes the stream compare its own checksum.
            return stream.ReadByte() < 0 ? lines : throw Damaged(FormattableString.Invariant($"has more than {expected} bytes of pixels"));
        }
        catch (InvalidDataException exception)
        {
            throw new DataFormatException(name, "has damaged pixels", CopyAgain, exception);
        }
    }

    private int ReadPass(PngHeader header, PngPass pass, byte[] lines, int begin, PngPixels pixels)
    {
        var length = header.LineBytes(pass.Width);
        var above = new byte[length].AsSpan();
        for (var y = 0; y < pass.Height; y++)
        {
            var line = lines.AsSpan(begin + 1, length);
            if (!PngFilter.Undo(lines[begin], line, above, header.FilterStep))
            {
                throw Damaged($"has the unknown filter {lines[begin]} in a line");
            }

            pixels.Read(line, pass, y);
            above = line;
            begin += 1 + length;
        }

        return begin;
    }

    private DataFormatException Damaged(string cause) => new(name, cause, CopyAgain);
}
