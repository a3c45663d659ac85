using System.Globalization;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Build;

/// <summary>Extents as a user writes them in text: <c>N</c>, <c>12</c>, <c>N*T</c>, <c>T/2 - 1</c>.</summary>
internal static class DimText
{
    /// <summary>The extents of a shape, of which one may be open, as -1; null where the text is none.</summary>
    /// <param name="names">What each name means; null for one that is unknown.</param>
    public static IReadOnlyList<Dim>? Shape(string text, Func<string, Dim?> names)
    {
        var dims = text.Split(',').Select(part => Read(part, names)).ToArray();
        return dims.All(dim => dim is not null) ? [.. dims.OfType<Dim>()] : null;
    }

    /// <summary>One extent: a sum of products and quotients of names and numbers; null where the text is none.</summary>
    public static Dim? Read(string text, Func<string, Dim?> names)
    {
        text = text.Replace(" ", "");
        var sum = Dim.Zero;
        int start = 0;
        for (int end = 1; end <= text.Length; end++)
        {
            if (end < text.Length && text[end] is not ('+' or '-')) continue;
            bool isSigned = text[start] is '+' or '-';
            if (Product(text.Substring(isSigned ? start + 1 : start, end - start - (isSigned ? 1 : 0)), names) is not { } term) return null;
            sum = text[start] == '-' ? sum - term : sum + term;
            start = end;
        }

        return text.Length == 0 ? null : sum;
    }

    private static Dim? Product(string text, Func<string, Dim?> names)
    {
        Dim? product = null;
        int start = 0;
        char operation = '*';
        for (int end = 0; end <= text.Length; end++)
        {
            if (end < text.Length && text[end] is not ('*' or '/')) continue;
            if (Factor(text.Substring(start, end - start), names) is not { } factor) return null;
            if (operation == '/' && !(factor.IsConstant && factor.Value > 0)) return null;
            product = product is null ? factor : operation == '*' ? product * factor : product.FloorDivide(factor.Value);
            (operation, start) = (end < text.Length ? text[end] : operation, end + 1);
        }

        return product;
    }

    private static Dim? Factor(string text, Func<string, Dim?> names)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? Dim.Constant(number)
            : names(text);
}
