namespace DeepGen.Generators.Tests.Incrementality;

/// <summary>What is remembered from edit to edit.</summary>
public sealed class MemoTests
{
    private readonly Memo<int, string> memo = new(most: 4);
    private readonly List<int> made = [];

    [Fact]
    public void A_value_is_made_once()
    {
        string first = Get(1);

        Get(2);
        Get(1).ShouldBeSameAs(first);
        made.ShouldBe([1, 2]);
    }

    /// <summary>What is asked for in every edit stays, whatever else comes and goes.</summary>
    [Fact]
    public void What_is_asked_for_again_stays_and_the_rest_is_forgotten()
    {
        for (int key = 0; key < 100; key++)
        {
            Get(-1);
            Get(key);
        }

        made.Count(key => key == -1).ShouldBe(1);
        made.Clear();
        for (int key = 0; key < 90; key++) Get(key);
        made.Count.ShouldBe(90);
    }

    [Fact]
    public void Of_two_that_make_the_same_at_once_both_get_one()
    {
        using var both = new Barrier(2);
        var values = new string[2];
        var threads = Enumerable.Range(0, 2).Select(at => new Thread(() => values[at] = memo.Get(1, key =>
        {
            both.SignalAndWait();
            return $"value {key}";
        }))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        values[0].ShouldBeSameAs(values[1]);
    }

    private string Get(int key) => memo.Get(key, made =>
    {
        this.made.Add(made);
        return $"value {made}";
    });
}
