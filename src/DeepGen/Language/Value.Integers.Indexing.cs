namespace DeepGen;

// Elements by run-time indices.
public sealed partial class Value<T>
{
    /// <summary>1 at each index and 0 elsewhere, along a new last dim.</summary>
    /// <param name="classes">The extent of that dim, above all indices.</param>
    /// <returns>A value with one dim more.</returns>
    public Value OneHot(int classes) => throw Value.NeverRun();

    /// <summary>The integers at indices of one dim.</summary>
    /// <param name="dim">The dim that is indexed; negative counts from the end.</param>
    /// <param name="index">Indices; outside of the dim as large as this value, or smaller.</param>
    /// <returns>Integers of the indices' shape.</returns>
    public Value<T> Gather(int dim, Value<int> index) => throw Value.NeverRun();
}
