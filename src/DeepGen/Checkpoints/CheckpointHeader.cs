using System.Globalization;
using System.Text.Json;

namespace DeepGen;

/// <summary>The header of a safetensors file: JSON that names the tensors and says where they lie, and texts of metadata.</summary>
internal sealed class CheckpointHeader
{
    private readonly string path;

    private CheckpointHeader(string path) => this.path = path;

    public Dictionary<string, TensorEntry> Entries { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the digits of the checksum begin in the header; -1 without one.</summary>
    public int ChecksumOffset { get; private set; } = -1;

    /// <summary>The tensors in the order in which they lie in the file.</summary>
    public TensorEntry[] InOrder { get; private set; } = [];

    /// <summary>Reads a header and checks it against the bytes that follow it.</summary>
    public static CheckpointHeader Parse(string path, ReadOnlySpan<byte> json, long bodyLength)
    {
        var header = new CheckpointHeader(path);
        try
        {
            var reader = new Utf8JsonReader(json);
            header.ReadTop(ref reader);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: text that is not UTF-8.
            throw new CheckpointException(path, null, "the header is damaged or is not JSON", "restore the file from a copy", e);
        }

        header.CheckLayout(bodyLength);
        return header;
    }

    private void ReadTop(ref Utf8JsonReader reader)
    {
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject, null, "the header does not begin with '{'");
        while (Next(ref reader, null))
        {
            string name = reader.GetString()!;
            reader.Read();
            Expect(reader.TokenType == JsonTokenType.StartObject, name, "a description in braces is expected");
            if (name == CheckpointFormat.MetadataName)
            {
                Expect(Metadata.Count == 0, name, "there are two of this name");
                ReadMetadata(ref reader);
            }
            else
            {
                Expect(Entries.Count < CheckpointFormat.MostEntries, name, "there are too many entries");
                Expect(Entries.TryAdd(name, ReadEntry(ref reader, name)), name, "there are two of this name");
            }
        }

        // Only spaces may follow; anything else throws here.
        reader.Read();
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        while (Next(ref reader, CheckpointFormat.MetadataName))
        {
            string key = reader.GetString()!;
            reader.Read();
            Expect(reader.TokenType == JsonTokenType.String, key, "a text is expected");
            Expect(reader.ValueSpan.Length <= CheckpointFormat.LongestValue, key, "its text is too long");
            Expect(Metadata.Count < CheckpointFormat.MostEntries, key, "there are too many lines of metadata");
            Expect(Metadata.TryAdd(key, reader.GetString()!), key, "there are two of this name");
            if (key == CheckpointFormat.ChecksumKey)
            {
                bool plain = !reader.ValueIsEscaped && reader.ValueSpan.Length == CheckpointFormat.ChecksumDigits;
                Expect(plain, key, "64 digits are expected");
                ChecksumOffset = (int)reader.TokenStartIndex + 1;
            }
        }
    }

    private TensorEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        string? type = null;
        long[]? shape = null, offsets = null;
        while (Next(ref reader, name))
        {
            if (reader.ValueTextEquals("dtype") && type is null)
            {
                reader.Read();
                bool isShortText = reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= CheckpointFormat.LongestType;
                Expect(isShortText, name, "its dtype is not a short text");
                type = reader.GetString();
            }
            else if (reader.ValueTextEquals("shape") && shape is null)
            {
                shape = ReadNumbers(ref reader, name);
            }
            else if (reader.ValueTextEquals("data_offsets") && offsets is null)
            {
                offsets = ReadNumbers(ref reader, name);
            }
            else
            {
                throw Damaged(name, "its description holds something unknown or something twice");
            }
        }

        Expect(type is not null && shape is not null && offsets is not null, name, "it lacks its dtype, shape or data_offsets");
        Expect(TensorType.Size(type!) > 0, name, $"its dtype '{type}' is unknown");
        Expect(offsets!.Length == 2 && offsets[0] <= offsets[1], name, "its data_offsets are not a beginning and an end");
        Int128 bytes = TensorType.Size(type!);
        foreach (long extent in shape!)
        {
            bytes *= extent;
            Expect(bytes <= long.MaxValue, name, "its shape is too large");
        }

        Expect(bytes == offsets[1] - offsets[0], name, "its shape and its data_offsets differ in length");
        return new TensorEntry(name, type!, shape, offsets[0], offsets[1]);
    }

    private long[] ReadNumbers(ref Utf8JsonReader reader, string name)
    {
        Span<long> numbers = stackalloc long[CheckpointFormat.MostDimensions];
        int count = 0;
        reader.Read();
        Expect(reader.TokenType == JsonTokenType.StartArray, name, "a list of numbers is expected");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(count < numbers.Length, name, "it has too many dimensions");
            long number = -1;
            bool isNumber = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out number) && number >= 0;
            Expect(isNumber, name, "whole numbers of 0 or more are expected");
            numbers[count++] = number;
        }

        return numbers[..count].ToArray();
    }

    /// <summary>
    /// The tensors must fill the file, one after the other: as the format asks, so that no byte means two things or none.
    /// </summary>
    private void CheckLayout(long bodyLength)
    {
        InOrder = [.. Entries.Values.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
        long position = 0;
        foreach (TensorEntry entry in InOrder)
        {
            Expect(entry.Begin == position, entry.Name, "its data overlaps another's or leaves a gap");
            position = entry.End;
        }

        if (position != bodyLength)
        {
            throw new CheckpointException(
                path,
                null,
                string.Create(CultureInfo.InvariantCulture, $"{bodyLength} bytes of data are there and {position} are described"),
                "the file was cut off or damaged, so restore it from a copy");
        }
    }

    private bool Next(ref Utf8JsonReader reader, string? name)
    {
        Expect(reader.Read(), name, "the header ends too early");
        if (reader.TokenType != JsonTokenType.PropertyName)
        {
            return false;
        }

        // A damaged file must not make us keep, and repeat in a message, a name of megabytes.
        Expect(reader.ValueSpan.Length <= CheckpointFormat.LongestName, name, "it holds a name that is too long");
        return true;
    }

    private void Expect(bool condition, string? entry, string cause)
    {
        if (!condition)
        {
            throw Damaged(entry, cause);
        }
    }

    private CheckpointException Damaged(string? entry, string cause) =>
        new(path, entry, cause, "the file is damaged or in another format, so restore it from a copy");
}
