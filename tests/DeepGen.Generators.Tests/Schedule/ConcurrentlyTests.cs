using System.Collections.Concurrent;

namespace DeepGen.Generators.Tests.Schedule;

public sealed class ConcurrentlyTests
{
    [Fact]
    public void Results_stand_in_the_order_of_their_items()
        => Concurrently.Select([.. Enumerable.Range(0, 1000)], item => item * item, default)
            .ShouldBe(Enumerable.Range(0, 1000).Select(item => item * item));

    [Fact]
    public void Two_values_keep_their_places() => Concurrently.Both(() => "first", () => 2, default).ShouldBe(("first", 2));

    /// <summary>A diagnostic names the fault of the compiler, and Roslyn knows a cancelled run by its exception.</summary>
    [Fact]
    public void A_fault_leaves_as_it_was_thrown()
    {
        Should.Throw<NotSupportedException>(() => Concurrently.Both(() => 1, int () => throw new NotSupportedException("why"), default))
            .Message.ShouldBe("why");
        Should.Throw<OperationCanceledException>(
            () => Concurrently.Select([0, 1], int (int item) => throw new OperationCanceledException(), default));
    }

    /// <summary>Whoever types on waits for nothing that is not begun.</summary>
    [Fact]
    public void What_is_cancelled_begins_nothing_more()
    {
        using var source = new CancellationTokenSource();
        var begun = new ConcurrentBag<int>();
        Should.Throw<OperationCanceledException>(() => Concurrently.Select(
            [.. Enumerable.Range(0, 10_000)],
            item =>
            {
                begun.Add(Environment.CurrentManagedThreadId);
                source.Cancel();
                return item;
            },
            source.Token));

        // Whoever has begun an item has cancelled, so that a second one of the same thread was begun afterwards.
        begun.ShouldNotBeEmpty();
        begun.ShouldBeUnique();

        // A fault beside it is a consequence, or of no interest any more.
        using var second = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => Concurrently.Both(
            () => 1,
            int () =>
            {
                second.Cancel();
                throw new NotSupportedException("why");
            },
            second.Token));
    }
}
