using DeepGen.Runtime;

namespace DeepGen;

/// <summary>What a model keeps and saves but does not train: running statistics in a flat buffer, and counters.</summary>
internal sealed class StateStore
{
    public StateStore(ModelDefinition model, ModelOnDevice? device)
    {
        Definitions = model.State;
        Counters = model.Counters;
        Offsets = FlatLayout.Offsets(model.State, out nint length);
        Names = FlatLayout.Index(model.State);
        Values = new MirroredBuffer(length, device, "running statistics");
        Counts = new long[model.Counters.Length];
        Span<float> values = Values.Replace();
        for (int i = 0; i < Definitions.Length; i++)
        {
            TensorDefinition definition = Definitions[i];
            definition.Initializer.Fill(values.Slice((int)Offsets[i], (int)definition.Length), definition.Shape, 0, definition.Name);
        }
    }

    public TensorDefinition[] Definitions { get; }

    public CounterDefinition[] Counters { get; }

    public nint[] Offsets { get; }

    public Dictionary<string, int> Names { get; }

    public MirroredBuffer Values { get; }

    public long[] Counts { get; }

    /// <summary>What a finished Step does.</summary>
    public void CountBatch()
    {
        for (int i = 0; i < Counts.Length; i++)
        {
            Counts[i] += Counters[i].Calls;
        }
    }
}
