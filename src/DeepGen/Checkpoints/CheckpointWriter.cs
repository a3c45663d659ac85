using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeepGen.Runtime;

namespace DeepGen;

/// <summary>Writes a safetensors file and flushes it to the disk, so that renaming it puts a whole file in its place.</summary>
internal sealed class CheckpointWriter
{
    private readonly List<KeyValuePair<string, string>> metadata;
    private readonly List<(string Name, string Type, int[] Shape, int Index)> tensors = [];
    private readonly List<(MirroredBuffer Buffer, nint Offset, nint Length)> floats = [];
    private readonly List<long> integers = [];

    public CheckpointWriter(string kind, string model, string fingerprint) => metadata =
    [
        // Other programs look for this key to tell that the shapes and names are PyTorch's.
        new("format", "pt"),
        new(CheckpointFormat.VersionKey, CheckpointFormat.Version),
        new(CheckpointFormat.KindKey, kind),
        new(CheckpointFormat.ModelKey, model),
        new(CheckpointFormat.FingerprintKey, fingerprint),
        new(CheckpointFormat.ChecksumKey, new string('0', CheckpointFormat.ChecksumDigits)),
    ];

    public void AddMetadata(string key, string value)
    {
        if (key.Length > CheckpointFormat.LongestOwnName || value.Length > CheckpointFormat.LongestOwnValue)
        {
            throw new ArgumentException(
                $"The text '{key[..Math.Min(key.Length, 40)]}' is too long for a checkpoint; keep names below " +
                $"{CheckpointFormat.LongestOwnName} and texts below {CheckpointFormat.LongestOwnValue} characters.");
        }

        metadata.Add(new(key, value));
    }

    public void Add(string name, int[] shape, MirroredBuffer buffer, nint offset, nint length)
    {
        tensors.Add((name, TensorType.Float32, shape, floats.Count));
        floats.Add((buffer, offset, length));
    }

    public void Add(string name, long value)
    {
        tensors.Add((name, TensorType.Int64, [], integers.Count));
        integers.Add(value);
    }

    /// <summary>Writes everything to a file.</summary>
    /// <returns>The checksum.</returns>
    public string Write(string path)
    {
        byte[] head = Header();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        ForEachTensor(hash.AppendData);
        string checksum = Convert.ToHexStringLower(hash.GetHashAndReset());
        Encoding.ASCII.GetBytes(checksum, head.AsSpan(ChecksumPosition(head)));

        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, CheckpointFormat.ChunkBytes);
        file.Write(head);
        ForEachTensor(file.Write);
        file.Flush(flushToDisk: true);
        return checksum;
    }

    /// <summary>The 64-bit numbers lie before the 32-bit ones, so that each tensor begins at a multiple of its element's size.</summary>
    private void ForEachTensor(Action<ReadOnlySpan<byte>> action)
    {
        action(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(integers)));
        foreach (var (buffer, offset, length) in floats)
        {
            action(MemoryMarshal.AsBytes(buffer.Read(offset, length)));
        }
    }

    /// <summary>The length and the header, padded with spaces so that the data begins at a multiple of 8 bytes.</summary>
    private byte[] Header()
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteStartObject(CheckpointFormat.MetadataName);
            foreach ((string key, string value) in metadata)
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
            long position = 0;
            foreach (var tensor in tensors.OrderByDescending(tensor => TensorType.Size(tensor.Type)))
            {
                position = WriteEntry(writer, tensor, position);
            }

            writer.WriteEndObject();
        }

        int length = (json.WrittenCount + 7) / 8 * 8;
        byte[] head = new byte[sizeof(ulong) + length];
        head.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)length);
        json.WrittenSpan.CopyTo(head.AsSpan(sizeof(ulong)));
        return head;
    }

    private long WriteEntry(Utf8JsonWriter writer, (string Name, string Type, int[] Shape, int Index) tensor, long begin)
    {
        long count = tensor.Type == TensorType.Int64 ? 1 : floats[tensor.Index].Length;
        long end = begin + (count * TensorType.Size(tensor.Type));
        writer.WriteStartObject(tensor.Name);
        writer.WriteString("dtype", tensor.Type);
        writer.WriteStartArray("shape");
        foreach (int extent in tensor.Shape)
        {
            writer.WriteNumberValue(extent);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(begin);
        writer.WriteNumberValue(end);
        writer.WriteEndArray();
        writer.WriteEndObject();
        return end;
    }

    private static int ChecksumPosition(byte[] head) =>
        head.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"\"{CheckpointFormat.ChecksumKey}\":\"")) + CheckpointFormat.ChecksumKey.Length + 4;
}
