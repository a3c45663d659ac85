using System.Globalization;

namespace DeepGen.Runtime;

/// <summary>
/// An extent or a count as the compiler writes it, a polynomial in the run-time dims with divisions that round down:
/// <c>N * 32 + 1</c>, <c>((T - 3) / 2) + 1</c>.
/// </summary>
internal ref struct DimFormula
{
    private readonly ReadOnlySpan<char> text;
    private readonly IReadOnlyDictionary<string, long> dims;
    private int at;

    private DimFormula(ReadOnlySpan<char> text, IReadOnlyDictionary<string, long> dims)
    {
        this.text = text;
        this.dims = dims;
    }

    /// <summary>The value with the dims bound.</summary>
    public static long Evaluate(ReadOnlySpan<char> text, IReadOnlyDictionary<string, long> dims)
    {
        var formula = new DimFormula(text.Trim(), dims);
        long value = formula.Sum();
        return formula.at == formula.text.Length ? value : throw new FormatException($"\"{text}\" is no extent.");
    }

    private long Sum()
    {
        long sum = Take("-") ? -Product() : Product();
        while (true)
        {
            if (Take(" + ")) sum += Product();
            else if (Take(" - ")) sum -= Product();
            else return sum;
        }
    }

    private long Product()
    {
        long product = Factor();
        while (true)
        {
            if (Take(" * ")) product *= Factor();
            else if (Take(" / ")) product = (long)Math.Floor((decimal)product / Factor());
            else return product;
        }
    }

    private long Factor()
    {
        if (Take("("))
        {
            long inner = Sum();
            return Take(")") ? inner : throw new FormatException($"\"{text}\" is no extent.");
        }

        int start = at;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_')) at++;
        ReadOnlySpan<char> word = text[start..at];
        return long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : dims[word.ToString()];
    }

    private bool Take(string token)
    {
        if (!text[at..].StartsWith(token, StringComparison.Ordinal)) return false;
        at += token.Length;
        return true;
    }
}
