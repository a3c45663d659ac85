using DeepGen.Runtime;

namespace DeepGen;

/// <summary>
/// The flat buffers of a model's parameters and gradients, and the version that tells derived copies when they are stale.
/// </summary>
internal sealed class ParameterStore
{
    private long version = 1;

    public ParameterStore(TensorDefinition[] definitions)
    {
        Definitions = definitions;
        Offsets = FlatLayout.Offsets(definitions, out nint length);
        Values = new AlignedBuffer(length);
        Gradients = new AlignedBuffer(length);
        Names = FlatLayout.Index(definitions);
    }

    public TensorDefinition[] Definitions { get; }

    public nint[] Offsets { get; }

    public Dictionary<string, int> Names { get; }

    public AlignedBuffer Values { get; }

    public AlignedBuffer Gradients { get; }

    public long Version => Volatile.Read(ref version);

    public void MarkChanged() => Interlocked.Increment(ref version);

    public void Initialize(ulong seed)
    {
        for (int i = 0; i < Definitions.Length; i++)
        {
            TensorDefinition definition = Definitions[i];
            definition.Initializer.Fill(Values.Span(Offsets[i], definition.Length), definition.Shape, seed, definition.Name);
        }

        MarkChanged();
    }
}
