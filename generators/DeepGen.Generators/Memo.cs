using System.Collections.Concurrent;

namespace DeepGen.Generators;

/// <summary>
/// Keeps what is a function of its key alone from one edit to the next, of which most change few kernels. What has not been asked for
/// while as many others were is forgotten.
/// </summary>
/// <remarks>Keys and values live on between edits: they must hold nothing of a graph, of symbols or of syntax.</remarks>
/// <param name="most">How many are kept, and as many before them.</param>
internal sealed class Memo<TKey, TValue>(int most)
    where TKey : notnull
{
    private Generation young = new(), old = new();

    /// <summary>All that is kept.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> Kept => young.Values.Concat(old.Values);

    /// <summary>
    /// What was made of an equal key, or is made now. Of two that make the same at once, both mostly get what one of them made.
    /// </summary>
    public TValue Get(TKey key, Func<TKey, TValue> make)
    {
        var (kept, before) = (young, old);
        if (kept.Values.TryGetValue(key, out var known)) return known;
        if (!before.Values.TryGetValue(key, out known)) known = make(key);
        var value = kept.Values.GetOrAdd(key, known);
        if (Interlocked.Increment(ref kept.Added) == most) (old, young) = (kept, new Generation());
        return value;
    }

    private sealed class Generation
    {
        public int Added;

        public ConcurrentDictionary<TKey, TValue> Values { get; } = [];
    }
}
