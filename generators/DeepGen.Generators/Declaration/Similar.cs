namespace DeepGen.Generators.Declaration;

/// <summary>Finds the name that a misspelt one was meant to be.</summary>
internal static class Similar
{
    /// <summary>The name that takes the fewest edits; null where none takes less than a third of its letters.</summary>
    public static string? To(string misspelt, IEnumerable<string> names)
    {
        var (best, least) = ((string?)null, misspelt.Length / 3);
        foreach (var name in names)
        {
            var edits = Edits(misspelt.ToUpperInvariant(), name.ToUpperInvariant());
            if (edits <= least) (best, least) = (name, edits - 1);
        }

        return best;
    }

    /// <summary>How many letters must be put in, taken out or exchanged (Levenshtein).</summary>
    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var exchanged = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(exchanged, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
