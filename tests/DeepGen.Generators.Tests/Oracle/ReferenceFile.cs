using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Oracle;

/// <summary>A tensor of the reference data; integers are given as float64, which holds them exactly.</summary>
internal sealed record ReferenceTensor(long[] Shape, double[] Values, bool IsInteger)
{
    /// <summary>The same numbers as a compiled model takes them.</summary>
    public float[] Floats => [.. Values.Select(value => (float)value)];

    public int[] Integers => [.. Values.Select(value => (int)value)];
}

/// <summary>A safetensors file of tests/Reference, in F64 and I64.</summary>
internal sealed class ReferenceFile
{
    private readonly Dictionary<string, ReferenceTensor> tensors = new(StringComparer.Ordinal);

    private ReferenceFile(byte[] bytes)
    {
        int header = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        using var document = JsonDocument.Parse(bytes.AsMemory(sizeof(ulong), header));
        var body = bytes.AsSpan(sizeof(ulong) + header);
        foreach (var entry in document.RootElement.EnumerateObject())
        {
            var shape = entry.Value.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt64()).ToArray();
            var offsets = entry.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32()).ToArray();
            bool isInteger = entry.Value.GetProperty("dtype").GetString() == "I64";
            var values = Values(body[offsets[0]..offsets[1]], isInteger);
            values.LongLength.ShouldBe(shape.Aggregate(1L, (product, extent) => product * extent), entry.Name);
            tensors.Add(entry.Name, new ReferenceTensor(shape, values, isInteger));
        }
    }

    /// <summary>The names of tensors, in the order written.</summary>
    public IEnumerable<string> Names => tensors.Keys;

    public ReferenceTensor this[string name] => tensors[name];

    /// <param name="name">The file's name without its extension, such as <c>layers</c>.</param>
    public static ReferenceFile Open(string name) => new(File.ReadAllBytes(Repository.Path($"tests/Reference/{name}.safetensors")));

    /// <summary>All tensors whose name begins with a prefix and a dot, by the rest of the name.</summary>
    public IReadOnlyDictionary<string, ReferenceTensor> Under(string prefix) => tensors
        .Where(tensor => tensor.Key.StartsWith(prefix + ".", StringComparison.Ordinal))
        .ToDictionary(tensor => tensor.Key[(prefix.Length + 1)..], tensor => tensor.Value);

    private static double[] Values(ReadOnlySpan<byte> bytes, bool isInteger)
    {
        if (!isInteger) return MemoryMarshal.Cast<byte, double>(bytes).ToArray();
        var integers = MemoryMarshal.Cast<byte, long>(bytes);
        var values = new double[integers.Length];
        for (int i = 0; i < values.Length; i++) values[i] = integers[i];
        return values;
    }
}
