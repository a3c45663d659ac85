namespace DeepGen.Generators.Tests.Schedule;

public sealed class ConcurrentlyTests
{
    [Fact]
    public void Results_stand_in_the_order_of_their_items()
        => Concurrently.Select([.. Enumerable.Range(0, 1000)], item => item * item)
            .ShouldBe(Enumerable.Range(0, 1000).Select(item => item * item));

    [Fact]
    public void Two_values_keep_their_places() => Concurrently.Both(() => "first", () => 2).ShouldBe(("first", 2));

    /// <summary>A diagnostic names the fault of the compiler, and Roslyn knows a cancelled run by its exception.</summary>
    [Fact]
    public void A_fault_leaves_as_it_was_thrown()
    {
        Should.Throw<NotSupportedException>(() => Concurrently.Both(() => 1, int () => throw new NotSupportedException("why")))
            .Message.ShouldBe("why");
        Should.Throw<OperationCanceledException>(
            () => Concurrently.Select([0, 1], int (int item) => throw new OperationCanceledException()));
    }
}
