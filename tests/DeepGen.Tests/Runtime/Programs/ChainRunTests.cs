namespace DeepGen.Tests.Runtime.Programs;

/// <summary>Chains on several threads: whole elements of the batch, or some items of each part where there are too few of them.</summary>
public class ChainRunTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void ResultsAreTheSameForAnyNumberOfThreads(int threads)
    {
        using ChainedRows model = new(threads);
        model.Team.ForkThreshold = 0;
        foreach (int batch in new[] { 1, 2, 3, 6, 7, 20, 1 })
        {
            float[] x = Rows(batch);
            for (int call = 0; call < 20; call++)
            {
                model.Predict(x, batch).ShouldBe(Expected(x), $"batch {batch}");
            }
        }
    }

    [Fact]
    public void ThreadsHaveWholeElementsWhereThereAreEnough()
    {
        using ChainedRows model = new(3);
        model.Team.ForkThreshold = 0;
        model.Predict(Rows(4), 4);
        model.Shares.Order().ShouldBe(
            from element in Enumerable.Range(0, 4) from part in Enumerable.Range(0, 2) select ((nint)element, part, (nint)0, (nint)6));
    }

    [Fact]
    public void ThreadsShareTheItemsOfEachPartWhereThereAreFewerElements()
    {
        using ChainedRows model = new(4);
        model.Team.ForkThreshold = 0;
        model.Predict(Rows(2), 2);
        model.Shares.Order().ShouldBe(
            from element in Enumerable.Range(0, 2)
            from part in Enumerable.Range(0, 2)
            from piece in new (nint Begin, nint End)[] { (0, 1), (1, 3), (3, 4), (4, 6) }
            select ((nint)element, part, piece.Begin, piece.End));
    }

    [Fact]
    public void SmallPartsStayOnTheCallersThread()
    {
        using ChainedRows model = new(3);
        model.Team.ForkThreshold = 1000;
        model.Predict(Rows(2), 2);
        model.Shares.Order().ShouldBe(
            from element in Enumerable.Range(0, 2) from part in Enumerable.Range(0, 2) select ((nint)element, part, (nint)0, (nint)6));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void AChainIsOneLaunch(int threads)
    {
        using ChainedRows model = new(threads);
        model.Predict(Rows(2), 2);
        model.DefaultSession.LaunchCount.ShouldBe(1);
    }

    private static float[] Rows(int batch) => [.. Enumerable.Range(0, batch * ChainedRows.Columns).Select(i => (i * i) + 1f)];

    private static float[] Expected(float[] x)
        => [.. x.Chunk(ChainedRows.Columns).SelectMany(row => row.Zip(row.Reverse(), (value, opposite) => 2 * (value + opposite)))];
}
