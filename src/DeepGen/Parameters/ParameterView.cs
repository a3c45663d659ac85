namespace DeepGen;

/// <summary>One named parameter of a model: a view into the flat buffers of its <see cref="ParameterSet"/>.</summary>
public readonly struct ParameterView
{
    private readonly ParameterStore store;
    private readonly int index;

    internal ParameterView(ParameterStore store, int index)
    {
        this.store = store;
        this.index = index;
    }

    /// <summary>The name as PyTorch would give it, as in "conv1.weight".</summary>
    public string Name => store.Definitions[index].Name;

    /// <summary>The extents, outermost first, in PyTorch's order: outputs before inputs.</summary>
    public ReadOnlySpan<int> Shape => store.Definitions[index].Shape;

    /// <summary>Whether training leaves it as it is: its gradient is never computed, and optimizers pass over it.</summary>
    public bool IsFrozen => store.Definitions[index].IsFrozen;

    /// <summary>The number of numbers.</summary>
    public int Count => (int)store.Definitions[index].Length;

    /// <summary>Where the parameter starts in the flat buffers.</summary>
    public int Offset => (int)store.Offsets[index];

    /// <summary>The numbers, row by row. To change them, use <see cref="CopyFrom"/> or <see cref="Edit"/>.</summary>
    /// <remarks>On the processor the span shows later changes; from a device it is a copy of what is there now.</remarks>
    /// <exception cref="DeviceException">The device does not give them back.</exception>
    public ReadOnlySpan<float> Values => store.Values.Read(Offset, Count);

    /// <summary>The gradient that the last Step left, in the shape of the parameter; zeros where it is frozen.</summary>
    public ReadOnlySpan<float> Gradient => store.Gradients.Read(Offset, Count);

    /// <summary>Replaces the numbers.</summary>
    /// <param name="values">The new numbers, as many as the parameter has, row by row.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public void CopyFrom(ReadOnlySpan<float> values)
    {
        FlatLayout.CheckLength(Name, Shape, values.Length, Count);
        values.CopyTo(store.Values.Edit(Offset, Count));
        store.MarkEdited();
    }

    /// <summary>Changes the numbers in place.</summary>
    /// <param name="action">Receives the numbers; the span must not be kept beyond the call.</param>
    public void Edit(Action<Span<float>> action)
    {
        ArgumentNullException.ThrowIfNull(action);

        // What a device does not give back throws here, and has not changed.
        Span<float> values = store.Values.Edit(Offset, Count);
        try
        {
            action(values);
        }
        finally
        {
            // Also after an exception: the action may have changed some of them.
            store.MarkEdited();
        }
    }

    /// <summary>The name and shape, as in "conv1.weight [32, 1, 3, 3]".</summary>
    public override string ToString() => $"{Name} {ShapeText.Of(Shape)}";
}
