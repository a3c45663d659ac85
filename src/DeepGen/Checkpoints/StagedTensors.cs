using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using DeepGen.Runtime;

namespace DeepGen;

/// <summary>
/// Where the tensors of a file are read to before anything of a model changes. What the model expects is declared first; then the
/// file's entries must be exactly these.
/// </summary>
internal sealed class StagedTensors(CheckpointReader reader)
{
    private readonly Dictionary<string, (float[]? Floats, int Offset, long[]? Integers)> targets = new(StringComparer.Ordinal);

    private string Path => reader.Path;

    /// <summary>Expects a tensor of floats under its name, or its other name.</summary>
    public void Expect(TensorDefinition definition, float[] destination, nint offset)
    {
        TensorEntry entry = Find(definition.Name, definition.SequentialName)
            ?? throw Wrong(definition.Name, "the model needs this tensor and the file has none", "load the file of this model");
        if (!entry.HasShape(definition.Shape))
        {
            throw Wrong(
                entry.Name,
                $"its shape is {Shape(entry)} and the model's is {ShapeText.Of(definition.Shape)}",
                "load the file of this model, or change the model's layer");
        }

        if (entry.Type is not (TensorType.Float32 or TensorType.Float16 or TensorType.BFloat16))
        {
            throw Wrong(
                entry.Name, $"its type is {entry.Type} and {TensorType.Float32} is expected", "save it as 32-bit floats, with .float()");
        }

        targets.Add(entry.Name, (destination, (int)offset, null));
    }

    /// <summary>Expects a counter, which may be missing in the file of another program.</summary>
    public void Expect(CounterDefinition definition, long[] destination, int index)
    {
        if (Find(definition.Name, definition.SequentialName) is not { } entry)
        {
            return;
        }

        if (entry.Type is not (TensorType.Int64 or TensorType.Int32) || entry.End - entry.Begin != entry.ElementSize)
        {
            throw Wrong(
                entry.Name, $"its type is {entry.Type} and its shape {Shape(entry)}, and one I64 is expected", "save it as one I64");
        }

        targets.Add(entry.Name, (null, index, destination));
    }

    /// <summary>Refuses entries that nothing has asked for, reads the others and checks the sum over the file.</summary>
    public void Read()
    {
        foreach (TensorEntry entry in reader.Header.InOrder)
        {
            if (!targets.ContainsKey(entry.Name))
            {
                throw Wrong(entry.Name, "the model has no tensor of this name", "load the file of this model, or remove the entry");
            }
        }

        reader.ReadBody(Accept);
    }

    private TensorEntry? Find(string name, string? otherName)
    {
        TensorEntry? entry = reader.Header.Entries.GetValueOrDefault(name);
        TensorEntry? other = otherName is null || otherName == name ? null : reader.Header.Entries.GetValueOrDefault(otherName);
        if (entry is not null && other is not null)
        {
            throw Wrong(otherName!, $"the file holds the same tensor as '{name}' too", "remove one of them");
        }

        return entry ?? other;
    }

    private void Accept(TensorEntry entry, long offset, ReadOnlySpan<byte> bytes)
    {
        var (floats, start, integers) = targets[entry.Name];
        if (integers is not null)
        {
            integers[start] = entry.Type == TensorType.Int64
                ? BinaryPrimitives.ReadInt64LittleEndian(bytes)
                : BinaryPrimitives.ReadInt32LittleEndian(bytes);
            return;
        }

        Span<float> destination = floats.AsSpan(start + (int)(offset / entry.ElementSize), bytes.Length / entry.ElementSize);
        switch (entry.Type)
        {
            case TensorType.Float32:
                MemoryMarshal.Cast<byte, float>(bytes).CopyTo(destination);
                break;
            case TensorType.Float16:
                for (int i = 0; i < destination.Length; i++)
                {
                    destination[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]);
                }

                break;
            default:
                for (int i = 0; i < destination.Length; i++)
                {
                    // The upper half of a float.
                    destination[i] = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) << 16);
                }

                break;
        }
    }

    private CheckpointException Wrong(string entry, string cause, string cure) => new(Path, entry, cause, cure);

    private static string Shape(TensorEntry entry) =>
        ShapeText.Of([.. entry.Shape.Select(extent => extent.ToString(CultureInfo.InvariantCulture))]);
}
