using System.Globalization;
using System.Text;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Emit.CSharp;

namespace DeepGen.Generators.Emit.Device;

/// <summary>Numbers and names as text of the dialect for devices, which knows no letters but those of ASCII.</summary>
internal static class DeviceText
{
    /// <summary>Extents and indices.</summary>
    public static IndexText Index { get; } = new(DimName, CSharpText.Int);

    /// <summary>The same in 64 bits.</summary>
    public static IndexText WideIndex { get; } = new(name => $"(dg_i64){DimName(name)}", CSharpText.Int);

    /// <summary>The parameter that holds a run-time dim.</summary>
    public static string DimName(string name) => Identifier(CSharpText.DimName(name));

    /// <summary>A name with each letter that is not ASCII's written as its number.</summary>
    public static string Identifier(string name)
    {
        if (name.All(letter => letter < 128)) return name;
        var text = new StringBuilder();
        foreach (char letter in name)
        {
            if (letter < 128) text.Append(letter);
            else text.Append('u').Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    /// <summary>A line of a comment.</summary>
    public static string Comment(string line) => new([.. line.Select(letter => letter is >= ' ' and <= '~' ? letter : '?')]);

    /// <summary>What rounds a factor of a product, and the multiplication of factors that are rounded so.</summary>
    public static string Rounding(FactorPrecision precision) => $"dg_{Form(precision)}";

    public static string Form(FactorPrecision precision) => precision == FactorPrecision.BFloat16 ? "bf16" : "tf32";

    /// <summary>A number of type float, in parentheses if it has a sign.</summary>
    public static string Float(double value)
    {
        float single = (float)value;
        if (float.IsNaN(single)) return "DG_NAN";
        if (float.IsInfinity(single)) return single > 0 ? "DG_INFINITY" : "(-DG_INFINITY)";
        string digits = single.ToString("G9", CultureInfo.InvariantCulture);
        string text = digits.IndexOfAny(['.', 'E']) < 0 ? digits + ".0f" : digits + "f";
        return text[0] == '-' ? $"({text})" : text;
    }
}
