namespace DeepGen;

/// <summary>What a model keeps and saves but does not train, such as the running statistics of batch norms; PyTorch's buffers.</summary>
public sealed class StateSet
{
    private readonly CompiledModel model;
    private readonly StateStore store;

    internal StateSet(CompiledModel model, StateStore store)
    {
        this.model = model;
        this.store = store;
    }

    /// <summary>The names, as in "norm1.running_mean".</summary>
    public IReadOnlyCollection<string> Names => store.Names.Keys;

    /// <summary>The numbers of a tensor, row by row.</summary>
    /// <param name="name">Its name, as in "norm1.running_mean".</param>
    /// <exception cref="KeyNotFoundException">The model has no such tensor; the message lists those it has.</exception>
    public ReadOnlySpan<float> this[string name] => new StateView(store, IndexOf(name)).Values;

    /// <summary>The number of tensors.</summary>
    public int Count => store.Definitions.Length;

    /// <summary>A tensor by its place.</summary>
    /// <param name="index">The place, from 0, in PyTorch's order.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public StateView At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return new StateView(store, index);
    }

    /// <summary>Replaces the numbers of a tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The new numbers, as many as the tensor has, row by row.</param>
    /// <exception cref="KeyNotFoundException">The model has no such tensor.</exception>
    /// <exception cref="ArgumentException">There are more or fewer numbers than the tensor has.</exception>
    public void CopyFrom(string name, ReadOnlySpan<float> values) => new StateView(store, IndexOf(name)).CopyFrom(values);

    /// <summary>The batches that a batch norm has seen in training.</summary>
    /// <param name="name">The counter's name, as in "norm1.num_batches_tracked".</param>
    /// <exception cref="KeyNotFoundException">The model has no such counter.</exception>
    public long NumBatchesTracked(string name)
    {
        int index = Array.FindIndex(store.Counters, counter => counter.Name == name);
        return index >= 0
            ? store.Counts[index]
            : throw FlatLayout.NoSuchName("counter", name, model.Name, store.Counters.Select(counter => counter.Name));
    }

    private int IndexOf(string name) => store.Names.TryGetValue(name, out int index)
        ? index
        : throw FlatLayout.NoSuchName("state", name, model.Name, store.Names.Keys);
}
