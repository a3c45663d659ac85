using System.Globalization;

namespace DeepGen.Generators.Declaration;

/// <summary>The text of a shape: <c>"N, 1, 28, 28"</c>.</summary>
internal static class ShapeText
{
    /// <summary>Reads the text of a shape.</summary>
    /// <param name="text">The text.</param>
    /// <param name="constants">The value of a name that is a constant of the class, or null for another name.</param>
    /// <param name="dims">The dims.</param>
    /// <returns>What is wrong with the text, or null.</returns>
    public static string? Read(string text, Func<string, long?> constants, out EquatableArray<DimDeclaration> dims)
    {
        dims = default;
        if (text.Trim().Length == 0)
        {
            return "it has no dims";
        }

        var read = new List<DimDeclaration>();
        foreach (var part in text.Split(','))
        {
            if (ReadDim(part.Trim(), constants, read) is { } problem)
            {
                return problem;
            }
        }

        dims = read.ToEquatableArray();
        return null;
    }

    private static string? ReadDim(string part, Func<string, long?> constants, List<DimDeclaration> dims)
    {
        if (part.Length == 0)
        {
            return "a dim is missing between its commas";
        }

        var known = Identifiers.IsName(part) ? constants(part) : null;
        if (known is null && Identifiers.IsName(part))
        {
            dims.Add(new DimDeclaration(part, 0));
            return null;
        }

        // An extent is an int: that is what a span of .NET can hold.
        if (known is not { } extent)
        {
            if (!int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                return $"'{part}' is neither a number nor a name";
            }

            extent = number;
        }

        dims.Add(new DimDeclaration(null, extent));
        return extent > 0 ? null : $"the extent {part} is not positive";
    }
}
