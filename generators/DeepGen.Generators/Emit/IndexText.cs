using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Emit;

/// <summary>Extents and indices as expressions, which are the same in C# and C but for names and numbers.</summary>
/// <param name="variable">The variable that holds a run-time dim.</param>
/// <param name="digits">A number that is not negative.</param>
internal sealed class IndexText(Func<string, string> variable, Func<long, string> digits)
{
    public string Extent(Dim dim) => dim.Print(variable, digits);

    /// <summary>An extent that can stand as a factor.</summary>
    public string Factor(Dim dim)
    {
        string text = Extent(dim);
        return text.Contains(" + ") || text.Contains(" - ") ? $"({text})" : text;
    }

    /// <summary>An extent that can stand behind a division.</summary>
    public string Divisor(Dim dim)
    {
        string text = Extent(dim);
        return text.Contains(' ') ? $"({text})" : text;
    }

    /// <summary>index + counter * stride, without what is zero or one.</summary>
    public string Step(string index, string counter, Dim stride)
    {
        if (stride == Dim.Zero) return index;
        string term = stride.IsOne ? counter : $"{counter} * {Factor(stride)}";
        return index == "0" ? term : $"{index} + {term}";
    }
}
