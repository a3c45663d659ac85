using System.Security.Cryptography;

namespace DeepGen.Data;

/// <summary>Samples that have an index: columns of equal count, all of their rows or a choice of them.</summary>
public abstract class Dataset
{
    private readonly Column[] columns;
    private readonly int[]? rows;

    private protected Dataset(Column[] columns, int[]? rows)
    {
        foreach (var column in columns)
        {
            ArgumentNullException.ThrowIfNull(column, nameof(columns));
        }

        var counts = columns.Select(column => column.Count);
        if (counts.Distinct().Count() > 1)
        {
            throw new ArgumentException(
                $"Every column of a dataset needs one row for each sample, but these have {string.Join(" and ", counts)} rows.",
                nameof(columns));
        }

        this.columns = columns;
        this.rows = rows;
    }

    /// <summary>The number of samples.</summary>
    public int Count => rows?.Length ?? columns[0].Count;

    /// <summary>The parts of a sample, in order.</summary>
    public IReadOnlyList<Column> Columns => columns;

    internal ReadOnlySpan<Column> ColumnSpan => columns;

    /// <summary>The rows of the columns behind the samples of this dataset; null when they are all rows in order.</summary>
    internal int[]? ChosenRows => rows;

    /// <summary>
    /// What tells one set of samples from another: a SHA-256 of all their numbers in order, transforms with the random numbers of seed 0
    /// and epoch 0, in hexadecimal.
    /// </summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var column in columns)
        {
            column.AppendTo(hash, rows);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private protected int[] RowsOf(ReadOnlySpan<int> indices)
    {
        var result = new int[indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            if ((uint)indices[i] >= (uint)Count)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(indices), $"Sample {indices[i]} was asked for, but the dataset has {Count} samples.");
            }

            result[i] = rows is null ? indices[i] : rows[indices[i]];
        }

        return result;
    }
}

/// <summary>What every dataset can give of its own type: parts of itself, which share its memory.</summary>
/// <typeparam name="TSelf">The dataset's type.</typeparam>
public abstract class Dataset<TSelf> : Dataset
    where TSelf : Dataset<TSelf>
{
    // Keeps the numbers of a split apart from those of the shuffles, which may use the same seed.
    private const ulong SplitStream = 0x53504C4954_000000;

    private protected Dataset(Column[] columns, int[]? rows)
        : base(columns, rows)
    {
    }

    /// <summary>The samples at the given indices, in that order; an index may occur several times.</summary>
    /// <param name="indices">Indices between 0 and <see cref="Dataset.Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside of the dataset.</exception>
    public TSelf Subset(params ReadOnlySpan<int> indices) => With(RowsOf(indices));

    /// <summary>The samples from one index on.</summary>
    /// <param name="start">The first sample.</param>
    /// <param name="count">The number of samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside the dataset.</exception>
    public TSelf Slice(int start, int count) => With(RowsOf([.. Enumerable.Range(start, count)]));

    /// <summary>Two disjoint random parts, such as training and validation samples, each in the order of the dataset.</summary>
    /// <param name="fraction">The share of the first part, between 0 and 1; its count is rounded to the nearest.</param>
    /// <param name="seed">The seed; equal seeds give equal parts.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not between 0 and 1.</exception>
    public (TSelf First, TSelf Second) Split(double fraction, ulong seed)
    {
        if (!(fraction is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The share of the first part must be between 0 and 1.");
        }

        var order = new int[Count];
        new RandomSampler(new SampleRandom(seed, SplitStream).NextUInt64()).Fill(0, order);
        var count = (int)Math.Round(Count * fraction, MidpointRounding.AwayFromZero);
        order.AsSpan(0, count).Sort();
        order.AsSpan(count).Sort();
        return (Subset(order.AsSpan(0, count)), Subset(order.AsSpan(count)));
    }

    private protected abstract TSelf With(int[] rows);
}
