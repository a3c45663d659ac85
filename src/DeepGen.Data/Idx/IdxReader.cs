using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DeepGen.Data;

/// <summary>Reads one IDX file, plain or compressed; nothing is allocated that the file does not prove it can fill.</summary>
internal sealed class IdxReader<T>(string path, FileStream file)
    where T : unmanaged
{
    // No gzip file unpacks to more than this many times its size: it bounds what a header may claim before anything is unpacked.
    private const long LargestGzipRatio = 1032;
    private const string CopyAgain = "copy or download it again";

    // The most that is allocated before the first byte of the body has been unpacked.
    private const int FirstBlock = 1 << 20;

    private static readonly IdxElement Element = IdxElement.Of<T>();

    // What the end of a compressed file says about its content, modulo 2^32.
    private uint? unpackedSize;
    private long position;

    public Tensor<T> Read()
    {
        var compressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        unpackedSize = compressed ? ReadUnpackedSize() : null;
        file.Position = 0;
        using Stream stream = compressed ? new GZipStream(file, CompressionMode.Decompress) : new BufferedStream(file);
        var lengths = ReadHeader(stream, out var headerBytes);
        var elements = CheckedCount(lengths);
        var expected = headerBytes + ((long)elements * Element.Size);
        if (compressed && expected / LargestGzipRatio > file.Length)
        {
            throw new DataFormatException(
                path, $"is too small to unpack to {Describe(lengths)}", "its header is probably damaged, so " + CopyAgain);
        }

        if (!compressed && expected > file.Length)
        {
            throw CutShort(lengths, expected, file.Length);
        }

        if (!compressed && expected < file.Length)
        {
            throw TooLong(lengths, expected);
        }

        var values = ReadBody(stream, lengths, elements, expected);
        return Tensor.Create(values, lengths);
    }

    private uint ReadUnpackedSize()
    {
        Span<byte> size = stackalloc byte[4];
        file.Position = Math.Max(0, file.Length - 4);
        return file.ReadAtLeast(size, 4, throwOnEndOfStream: false) == 4
            ? BinaryPrimitives.ReadUInt32LittleEndian(size)
            : throw new InvalidDataException();
    }

    /// <summary>Reads as many bytes as there are, up to the length of the span.</summary>
    private int Fill(Stream stream, Span<byte> bytes)
    {
        var found = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        position += found;
        // A compressed stream that was cut ends without a word; only its size, which stands last, tells.
        var cut = found < bytes.Length && unpackedSize is { } size && size != (uint)position;
        return cut ? throw new InvalidDataException() : found;
    }

    private nint[] ReadHeader(Stream stream, out int headerBytes)
    {
        Span<byte> magic = stackalloc byte[4];
        var found = Fill(stream, magic);
        if (found < 4 || magic[0] != 0 || magic[1] != 0)
        {
            var start = Convert.ToHexString(magic[..found]);
            throw new DataFormatException(
                path,
                found == 0 ? "is empty" : $"is not an IDX file: it begins with {start} instead of 0000, a type and a rank",
                "give an IDX file, plain or .gz, such as those of MNIST");
        }

        CheckElement(magic[2]);
        if (magic[3] == 0)
        {
            throw new DataFormatException(path, "declares no dimensions", "an IDX file has at least one, which counts its items");
        }

        headerBytes = 4 + (4 * magic[3]);
        Span<byte> extents = stackalloc byte[4 * magic[3]];
        if (Fill(stream, extents) < extents.Length)
        {
            throw new DataFormatException(path, $"ends inside its header of {headerBytes} bytes", CopyAgain);
        }

        var lengths = new nint[magic[3]];
        for (var i = 0; i < lengths.Length; i++)
        {
            lengths[i] = (nint)BinaryPrimitives.ReadUInt32BigEndian(extents[(4 * i)..]);
        }

        return lengths;
    }

    private void CheckElement(byte code)
    {
        if (code == Element.Code)
        {
            return;
        }

        var known = Array.Find(IdxElement.All, element => element.Code == code);
        throw known.Name is null
            ? new DataFormatException(path, $"has the unknown element type 0x{code:X2}", "IDX types are 0x08, 0x09 and 0x0B to 0x0E")
            : new DataFormatException(
                path, $"holds {known.Name} where {Element.Name} are expected", $"read it as {known.Keyword}, or give another file");
    }

    private int CheckedCount(nint[] lengths)
    {
        long padded = 1;
        long count = 1;
        foreach (var length in lengths)
        {
            // Empty dimensions count as one here: no product of the others may overflow behind a zero.
            padded *= Math.Max(1, length);
            count *= length;
            if (padded > Array.MaxLength / Element.Size)
            {
                var cause = $"declares {Describe(lengths)}, more than the 2 GiB that can be read";
                throw new DataFormatException(path, cause, "its header is probably damaged, so " + CopyAgain);
            }
        }

        return (int)count;
    }

    private T[] ReadBody(Stream stream, nint[] lengths, int elements, long expected)
    {
        // The length of a plain file is known to fit by now. A compressed one has to deliver what it claims before more is allocated.
        var values = new T[stream is GZipStream ? Math.Min(elements, FirstBlock / Element.Size) : elements];
        var read = 0;
        while (true)
        {
            var bytes = MemoryMarshal.AsBytes(values.AsSpan(read));
            var found = Fill(stream, bytes);
            if (found < bytes.Length)
            {
                throw CutShort(lengths, expected, position);
            }

            read = values.Length;
            if (read == elements)
            {
                break;
            }

            Array.Resize(ref values, (int)Math.Min(elements, 2L * read));
        }

        // Reaching the end also makes a compressed stream compare its checksum.
        Span<byte> one = stackalloc byte[1];
        if (Fill(stream, one) > 0)
        {
            throw TooLong(lengths, expected);
        }

        IdxElement.SwapBytes<T>(values, values);
        return values;
    }

    private DataFormatException CutShort(nint[] lengths, long expected, long found)
        => new(
            path,
            FormattableString.Invariant(
                $"is cut short: its header declares {Describe(lengths)}, {expected} bytes in all, but it has {found}"),
            CopyAgain);

    private DataFormatException TooLong(nint[] lengths, long expected)
        => new(
            path,
            FormattableString.Invariant($"goes on after the {expected} bytes that its header declares ({Describe(lengths)})"),
            CopyAgain);

    private static string Describe(nint[] lengths)
        => string.Join(" x ", lengths.Select(length => length.ToString(CultureInfo.InvariantCulture))) + " " + Element.Name;
}
