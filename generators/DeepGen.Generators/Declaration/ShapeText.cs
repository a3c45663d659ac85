using System.Globalization;

namespace DeepGen.Generators.Declaration;

/// <summary>The text of a shape: <c>"N, 1, 28, 28"</c>.</summary>
internal static class ShapeText
{
    /// <summary>Reads the text of a shape.</summary>
    /// <returns>What is wrong with the text, or null.</returns>
    public static string? Read(string text, out EquatableArray<DimDeclaration> dims)
    {
        dims = default;
        if (text.Trim().Length == 0)
        {
            return "it has no dims";
        }

        var read = new List<DimDeclaration>();
        foreach (var part in text.Split(','))
        {
            if (ReadDim(part.Trim(), read) is { } problem)
            {
                return problem;
            }
        }

        dims = read.ToEquatableArray();
        return null;
    }

    private static string? ReadDim(string part, List<DimDeclaration> dims)
    {
        if (part.Length == 0)
        {
            return "a dim is missing between its commas";
        }

        if (Identifiers.IsName(part))
        {
            dims.Add(new DimDeclaration(part, 0));
            return null;
        }

        // An extent is an int: that is what a span of .NET can hold.
        if (!int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var extent))
        {
            return $"'{part}' is neither a number nor a name";
        }

        dims.Add(new DimDeclaration(null, extent));
        return extent > 0 ? null : $"the extent {part} is not positive";
    }
}
