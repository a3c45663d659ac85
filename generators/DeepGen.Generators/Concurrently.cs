using System.Collections.Immutable;
using System.Runtime.ExceptionServices;

namespace DeepGen.Generators;

/// <summary>
/// Independent work on the processors that have nothing else to do. What comes out is the same as one after the other; a fault leaves as
/// it was thrown.
/// </summary>
internal static class Concurrently
{
    /// <summary>Two values that need nothing of one another.</summary>
    public static (TFirst First, TSecond Second) Both<TFirst, TSecond>(
        Func<TFirst> first, Func<TSecond> second, CancellationToken cancellation)
    {
        (TFirst First, TSecond Second) both = default;
        Run(2, which =>
        {
            if (which == 0) both.First = first();
            else both.Second = second();
        }, cancellation);
        return both;
    }

    /// <summary>What a function gives for each item, in their order.</summary>
    public static TResult[] Select<T, TResult>(ImmutableArray<T> items, Func<T, TResult> function, CancellationToken cancellation)
    {
        var results = new TResult[items.Length];
        Run(items.Length, at => results[at] = function(items[at]), cancellation);
        return results;
    }

    private static void Run(int count, Action<int> work, CancellationToken cancellation)
    {
        try
        {
            Parallel.For(0, count, at =>
            {
                cancellation.ThrowIfCancellationRequested();
                work(at);
            });
        }
        catch (AggregateException faults)
        {
            // What was cancelled has no fault to speak of.
            cancellation.ThrowIfCancellationRequested();
            ExceptionDispatchInfo.Capture(faults.InnerExceptions[0]).Throw();
        }
    }
}
