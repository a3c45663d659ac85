using System.Globalization;

namespace DeepGen;

/// <summary>Shapes as they are written in messages: <c>[64, 1, 28, 28]</c>.</summary>
internal static class ShapeText
{
    public static string Of(ReadOnlySpan<int> shape)
    {
        var parts = new string[shape.Length];
        for (int i = 0; i < shape.Length; i++)
        {
            parts[i] = shape[i].ToString(CultureInfo.InvariantCulture);
        }

        return Of(parts);
    }

    public static string Of(ReadOnlySpan<nint> shape)
    {
        var parts = new string[shape.Length];
        for (int i = 0; i < shape.Length; i++)
        {
            parts[i] = shape[i].ToString(CultureInfo.InvariantCulture);
        }

        return Of(parts);
    }

    public static string Of(string[] parts) => $"[{string.Join(", ", parts)}]";
}
