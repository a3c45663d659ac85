namespace DeepGen.Data;

/// <summary>Cuts labelled samples into parts with the same shares of all classes.</summary>
public static class StratifiedSplit
{
    // Keeps the numbers of a split apart from other uses of the same seed.
    private const ulong Stream = 0x5354524154_000000;

    /// <summary>Disjoint random parts that hold every sample once, such as training, validation and test samples.</summary>
    /// <param name="labels">The class of each sample, 0 or more.</param>
    /// <param name="seed">The seed; equal seeds give equal parts.</param>
    /// <param name="shares">The share of each part; together 1. Counts are rounded within each class.</param>
    /// <returns>The indices of each part's samples, ascending.</returns>
    /// <exception cref="ArgumentException">A label is negative, or the shares are not 0 or more with the sum 1.</exception>
    public static int[][] Indices(ReadOnlySpan<int> labels, ulong seed, params ReadOnlySpan<double> shares)
    {
        double sum = 0;
        foreach (var share in shares)
        {
            sum += share >= 0 ? share : double.NaN;
        }

        if (!(Math.Abs(sum - 1) < 1e-9))
        {
            throw new ArgumentException($"The shares {string.Join(", ", shares.ToArray())} do not sum up to 1.", nameof(shares));
        }

        var classes = new SortedDictionary<int, List<int>>();
        for (var i = 0; i < labels.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(labels[i], nameof(labels));
            (classes.TryGetValue(labels[i], out var rows) ? rows : classes[labels[i]] = []).Add(i);
        }

        var parts = new List<int>[shares.Length];
        for (var part = 0; part < parts.Length; part++)
        {
            parts[part] = [];
        }

        foreach (var (label, rows) in classes)
        {
            Deal(rows, new SampleRandom(seed, Stream, (ulong)(uint)label), shares, parts);
        }

        return Array.ConvertAll(parts, part => part.Order().ToArray());
    }

    private static void Deal(List<int> rows, SampleRandom random, ReadOnlySpan<double> shares, List<int>[] parts)
    {
        for (var last = rows.Count - 1; last > 0; last--)
        {
            var other = random.NextInt(last + 1);
            (rows[last], rows[other]) = (rows[other], rows[last]);
        }

        // Rounding the ends and not the counts: no row is left over.
        double end = 0;
        var begin = 0;
        for (var part = 0; part < parts.Length; part++)
        {
            end += shares[part];
            var next = part == parts.Length - 1 ? rows.Count : (int)Math.Round(rows.Count * end, MidpointRounding.AwayFromZero);
            parts[part].AddRange(rows[begin..next]);
            begin = next;
        }
    }
}
