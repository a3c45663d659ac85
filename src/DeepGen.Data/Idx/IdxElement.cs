using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DeepGen.Data;

/// <summary>The element types of the IDX format: the third byte of a file says which one it holds.</summary>
internal readonly record struct IdxElement(byte Code, int Size, string Name, string Keyword)
{
    public static readonly IdxElement[] All =
    [
        new(0x08, 1, "unsigned bytes", "byte"),
        new(0x09, 1, "signed bytes", "sbyte"),
        new(0x0B, 2, "16-bit integers", "short"),
        new(0x0C, 4, "32-bit integers", "int"),
        new(0x0D, 4, "32-bit floats", "float"),
        new(0x0E, 8, "64-bit floats", "double"),
    ];

    public static IdxElement Of<T>()
    {
        var keyword = default(T) switch
        {
            byte => "byte",
            sbyte => "sbyte",
            short => "short",
            int => "int",
            float => "float",
            double => "double",
            _ => throw new NotSupportedException(
                $"The IDX format has no element type for {typeof(T).Name}: use byte, sbyte, short, int, float or double."),
        };
        return Array.Find(All, element => element.Keyword == keyword);
    }

    /// <summary>Turns the big-endian numbers of a file into those of this machine, or back; the spans may be the same.</summary>
    public static void SwapBytes<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged
    {
        var from = MemoryMarshal.AsBytes(source);
        var to = MemoryMarshal.AsBytes(destination);
        switch (BitConverter.IsLittleEndian ? Of<T>().Size : 1)
        {
            case 1:
                from.CopyTo(to);
                break;
            case 2:
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, short>(from), MemoryMarshal.Cast<byte, short>(to));
                break;
            case 4:
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, int>(from), MemoryMarshal.Cast<byte, int>(to));
                break;
            default:
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, long>(from), MemoryMarshal.Cast<byte, long>(to));
                break;
        }
    }
}
