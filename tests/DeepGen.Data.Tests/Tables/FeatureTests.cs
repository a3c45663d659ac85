using System.Numerics.Tensors;

namespace DeepGen.Data.Tests;

public sealed class FeatureTests
{
    // Columns: one with gaps, one that is constant in the first four rows; the last row is for testing only.
    private static readonly Tensor<float> Features = Tensor.Create(
        [1, 5, float.NaN, 5, 3, 5, 10, 5, 1000, 7], [5, 2]);

    private static readonly int[] Train = [0, 1, 2, 3];

    [Fact]
    public void Gaps_are_filled_from_the_training_rows_alone()
    {
        Imputer.Median(Features, Train).Apply(Features).ToArray().ShouldBe([1, 5, 3, 5, 3, 5, 10, 5, 1000, 7]);
        Imputer.Median(Features, [0, 1, 3]).Values.ToArray().ShouldBe([5.5f, 5]);
        Imputer.Mean(Features, Train).Values.ToArray().ShouldBe([14 / 3f, 5]);
    }

    [Fact]
    public void Standardizing_uses_the_training_rows_alone()
    {
        var complete = Imputer.Mean(Features, [0, 2]).Apply(Features);
        var standard = Standardizer.Fit(complete, Train);
        standard.Means.ToArray().ShouldBe([4, 5]);
        // Of 1, 2, 3, 10: (9 + 4 + 1 + 36) / 4.
        standard.Deviations.ToArray().ShouldBe([MathF.Sqrt(12.5f), 1]);
        var result = standard.Apply(complete).ToArray();
        result[8].ShouldBe(996 / MathF.Sqrt(12.5f));
        // A constant column becomes 0, and whatever differs there later stays finite.
        result[1].ShouldBe(0);
        result[9].ShouldBe(2);
        Train.Average(row => (double)result[2 * row]).ShouldBe(0, 1e-6);
        Train.Average(row => (double)result[2 * row] * result[2 * row]).ShouldBe(1, 1e-6);
    }

    [Fact]
    public void What_does_not_fit_is_one_clear_error()
    {
        Should.Throw<ArgumentException>(() => Imputer.Median(Features, [1])).Message.ShouldContain("Column 0 has no value in these rows");
        Should.Throw<ArgumentException>(() => Standardizer.Fit(Features, Train)).Message.ShouldContain("Column 0 has 3 values in 4 rows");
        Should.Throw<ArgumentException>(() => Imputer.Mean(Features, [5])).Message.ShouldContain("There is no row 5 among 5");
        var other = Tensor.CreateFromShape<float>([3, 3]);
        Should.Throw<ArgumentException>(() => Imputer.Median(Features, Train).Apply(other)).Message
            .ShouldContain("have the shape [3, 3]; give [rows, 2], the columns that it was fitted to");
        Should.Throw<ArgumentException>(() => Imputer.Median(Tensor.CreateFromShape<float>([3]), [0])).Message
            .ShouldContain("have the shape [3]; give [rows, columns]");
    }

    [Fact]
    public void A_stratified_split_keeps_the_shares_of_the_classes()
    {
        int[] labels = [.. Enumerable.Range(0, 1000).Select(i => i % 10 == 0 ? 1 : 0)];
        var parts = StratifiedSplit.Indices(labels, seed: 3, 0.6, 0.2, 0.2);
        parts.Select(part => part.Length).ShouldBe([600, 200, 200]);
        parts.Select(part => part.Count(i => labels[i] == 1)).ShouldBe([60, 20, 20]);
        parts.SelectMany(part => part).Order().ShouldBe(Enumerable.Range(0, 1000));
        parts.ShouldAllBe(part => part.SequenceEqual(part.Order()));
        StratifiedSplit.Indices(labels, seed: 3, 0.6, 0.2, 0.2)[0].ShouldBe(parts[0]);
        StratifiedSplit.Indices(labels, seed: 4, 0.6, 0.2, 0.2)[0].ShouldNotBe(parts[0]);
        // Each row has its chance: the parts of many seeds together hold every row about equally often.
        var hits = new int[1000];
        for (ulong seed = 0; seed < 200; seed++)
        {
            Array.ForEach(StratifiedSplit.Indices(labels, seed, 0.5, 0.5)[0], i => hits[i]++);
        }

        // 100 of 200, with a standard deviation of 7; the largest of 1,000 stays below five of them.
        hits.ShouldAllBe(count => Math.Abs(count - 100) < 36);
    }

    [Fact]
    public void Shares_that_are_none_are_refused()
    {
        Should.Throw<ArgumentException>(() => StratifiedSplit.Indices([0, 1], 1, 0.5, 0.4)).Message.ShouldContain("do not sum up to 1");
        Should.Throw<ArgumentException>(() => StratifiedSplit.Indices([0, 1], 1, 1.5, -0.5)).Message.ShouldContain("do not sum up to 1");
        Should.Throw<ArgumentException>(() => StratifiedSplit.Indices([0, -1], 1, 1));
    }

    [Fact]
    public void A_fingerprint_tells_samples_apart()
    {
        var data = LoaderOrderTests.Numbered(300);
        data.Fingerprint().ShouldBe(LoaderOrderTests.Numbered(300).Fingerprint());
        data.Slice(0, 200).Fingerprint().ShouldBe(LoaderOrderTests.Numbered(300).Slice(0, 200).Fingerprint());
        string[] others =
        [
            data.Fingerprint(), data.Slice(0, 299).Fingerprint(), data.Slice(1, 299).Fingerprint(), data.Subset(1, 0).Fingerprint(),
            data.Subset(0, 1).Fingerprint(), data.WithInputs(column => column.Scale(2)).Fingerprint(),
        ];
        others.Distinct().Count().ShouldBe(others.Length);
    }
}
