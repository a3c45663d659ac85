using System.Runtime.InteropServices;
using System.Text;

namespace DeepGen.Tests.Checkpoints;

/// <summary>Writes safetensors files as another program would, also wrong ones.</summary>
internal static class ForeignFile
{
    public static void Write(string path, params (string Name, string Type, int[] Shape, byte[] Data)[] tensors)
    {
        var header = new StringBuilder("{");
        var body = new List<byte>();
        foreach (var (name, type, shape, data) in tensors)
        {
            header.Append(header.Length > 1 ? "," : "").Append(
                $$"""
                "{{name}}":{"dtype":"{{type}}","shape":[{{string.Join(",", shape)}}],
                "data_offsets":[{{body.Count}},{{body.Count + data.Length}}]}
                """);
            body.AddRange(data);
        }

        WriteRaw(path, header.Append('}').ToString(), [.. body]);
    }

    public static void WriteRaw(string path, string header, byte[] body)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. body]);
    }

    public static byte[] Floats(params float[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    public static byte[] Halves(params float[] values) => [.. values.SelectMany(value => BitConverter.GetBytes((Half)value))];

    public static byte[] Brains(params float[] values) =>
        [.. values.SelectMany(value => BitConverter.GetBytes((ushort)(BitConverter.SingleToInt32Bits(value) >> 16)))];
}
