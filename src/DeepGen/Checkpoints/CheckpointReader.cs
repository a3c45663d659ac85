using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace DeepGen;

/// <summary>Receives the data of a tensor piece by piece.</summary>
/// <param name="entry">The tensor.</param>
/// <param name="offset">The first byte of the piece in the tensor; a multiple of the size of an element.</param>
/// <param name="bytes">The piece; whole elements.</param>
internal delegate void TensorSink(TensorEntry entry, long offset, ReadOnlySpan<byte> bytes);

/// <summary>
/// Reads a safetensors file once from the beginning to the end. Nothing read may be used before <see cref="ReadBody"/> has returned: it
/// checks the sum over the whole file last.
/// </summary>
internal sealed class CheckpointReader : IDisposable
{
    private readonly FileStream file;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private CheckpointReader(string path, FileStream file)
    {
        Path = path;
        this.file = file;
        Header = ReadHeader();
        CheckMetadata();
    }

    public string Path { get; }

    public CheckpointHeader Header { get; }

    /// <summary>The sum over the file, as it says itself; null for a file of another program.</summary>
    public string? Checksum => Header.Metadata.GetValueOrDefault(CheckpointFormat.ChecksumKey);

    /// <summary>Opens a file and reads its header.</summary>
    public static CheckpointReader Open(string path)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return new CheckpointReader(path, file);
        }
        catch (Exception e) when (e is not CheckpointException && IsAboutFiles(e))
        {
            file?.Dispose();
            throw Unreadable(path, e);
        }
        catch (CheckpointException)
        {
            file?.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        file.Dispose();
        hash.Dispose();
    }

    /// <summary>Reads all tensors, in the order in which they lie in the file, and checks the sum.</summary>
    public void ReadBody(TensorSink sink)
    {
        byte[] chunk = new byte[CheckpointFormat.ChunkBytes];
        try
        {
            foreach (TensorEntry entry in Header.InOrder)
            {
                long length = entry.End - entry.Begin;
                for (long offset = 0; offset < length; offset += chunk.Length)
                {
                    Span<byte> piece = chunk.AsSpan(0, (int)Math.Min(chunk.Length, length - offset));
                    file.ReadExactly(piece);
                    hash.AppendData(piece);
                    sink(entry, offset, piece);
                }
            }
        }
        catch (Exception e) when (e is not CheckpointException && IsAboutFiles(e))
        {
            throw Unreadable(Path, e);
        }

        CheckSum();
    }

    internal static bool IsAboutFiles(Exception e) =>
        e is IOException or UnauthorizedAccessException or NotSupportedException or System.Security.SecurityException;

    private static CheckpointException Unreadable(string path, Exception e) => e is FileNotFoundException or DirectoryNotFoundException
        ? new(path, null, "there is no such file", "check the path", e)
        : new(path, null, "the file cannot be read", "check that it is a file and that it may be read", e);

    private CheckpointHeader ReadHeader()
    {
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        if (file.Length < prefix.Length)
        {
            throw CutOff("the file is shorter than the length of a header");
        }

        file.ReadExactly(prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > CheckpointFormat.LargestHeader || (long)length > file.Length - prefix.Length)
        {
            throw CutOff(string.Create(CultureInfo.InvariantCulture, $"a header of {length} bytes does not fit"));
        }

        byte[] json = new byte[length];
        file.ReadExactly(json);
        CheckpointHeader header = CheckpointHeader.Parse(Path, json, file.Length - prefix.Length - json.Length);
        if (header.ChecksumOffset >= 0)
        {
            json.AsSpan(header.ChecksumOffset, CheckpointFormat.ChecksumDigits).Fill((byte)'0');
        }

        hash.AppendData(prefix);
        hash.AppendData(json);
        return header;
    }

    private CheckpointException CutOff(string cause) =>
        new(Path, null, cause, "the file is not in the safetensors format or was cut off, so restore it from a copy");

    private void CheckMetadata()
    {
        // A file of another program has none of these. One of ours has all, so that a damaged name does not switch the check off.
        if (!Header.Metadata.Keys.Any(key => key.StartsWith(CheckpointFormat.Prefix, StringComparison.Ordinal)))
        {
            return;
        }

        string version = Required(CheckpointFormat.VersionKey);
        if (version != CheckpointFormat.Version)
        {
            throw new CheckpointException(
                Path,
                CheckpointFormat.VersionKey,
                $"the format's version is '{version}' and this library reads '{CheckpointFormat.Version}'",
                "load it with the version of the library that wrote it");
        }

        Required(CheckpointFormat.ChecksumKey);
        Required(CheckpointFormat.KindKey);
        Required(CheckpointFormat.FingerprintKey);
    }

    private void CheckSum()
    {
        if (Checksum is { } expected && Convert.ToHexStringLower(hash.GetHashAndReset()) != expected)
        {
            throw new CheckpointException(
                Path,
                CheckpointFormat.ChecksumKey,
                "the checksum over the file is not the one that was saved",
                "the file is damaged, so restore it from a copy (or, if another program has changed it on purpose, drop its metadata)");
        }
    }

    /// <summary>A line of the metadata.</summary>
    internal string Required(string key) => Header.Metadata.TryGetValue(key, out string? value)
        ? value
        : throw new CheckpointException(
            Path, key, "this line of the metadata is missing", "the file is damaged, so restore it from a copy");
}
