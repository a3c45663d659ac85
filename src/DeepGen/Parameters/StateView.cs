namespace DeepGen;

/// <summary>One tensor that a model keeps and saves but does not train: a view into its <see cref="StateSet"/>.</summary>
public readonly struct StateView
{
    private readonly StateStore store;
    private readonly int index;

    internal StateView(StateStore store, int index)
    {
        this.store = store;
        this.index = index;
    }

    /// <summary>The name as PyTorch would give it, as in "norm1.running_mean".</summary>
    public string Name => store.Definitions[index].Name;

    /// <summary>The extents, outermost first; none for a single number.</summary>
    public ReadOnlySpan<int> Shape => store.Definitions[index].Shape;

    /// <summary>The number of numbers.</summary>
    public int Count => (int)store.Definitions[index].Length;

    /// <summary>The numbers, row by row.</summary>
    /// <remarks>On the processor the span shows later changes; from a device it is a copy of what is there now.</remarks>
    /// <exception cref="DeviceException">The device does not give them back.</exception>
    public ReadOnlySpan<float> Values => store.Values.Read(store.Offsets[index], Count);

    private Span<float> Writable => store.Values.Edit(store.Offsets[index], Count);

    /// <summary>Replaces the numbers.</summary>
    /// <param name="values">The new numbers, as many as the tensor has, row by row.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public void CopyFrom(ReadOnlySpan<float> values)
    {
        FlatLayout.CheckLength(Name, Shape, values.Length, Count);
        values.CopyTo(Writable);
    }

    /// <summary>Changes the numbers in place.</summary>
    /// <param name="action">Receives the numbers; the span must not be kept beyond the call.</param>
    public void Edit(Action<Span<float>> action)
    {
        ArgumentNullException.ThrowIfNull(action);

        // What a device does not give back throws here, and has not changed.
        Span<float> values = Writable;
        try
        {
            action(values);
        }
        finally
        {
            // The action may have called the model, which took what was there before.
            store.Values.ChangedOnHost();
        }
    }

    /// <summary>The name and shape, as in "norm1.running_mean [32]".</summary>
    public override string ToString() => $"{Name} {ShapeText.Of(Shape)}";
}
