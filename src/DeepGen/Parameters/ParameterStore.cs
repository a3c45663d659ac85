using DeepGen.Runtime;

namespace DeepGen;

/// <summary>
/// The flat buffers of a model's parameters and gradients, and the version that tells derived copies when they are stale.
/// </summary>
internal sealed class ParameterStore
{
    private long version = 1;

    public ParameterStore(TensorDefinition[] definitions, ModelOnDevice? device = null)
    {
        Definitions = definitions;
        Offsets = FlatLayout.Offsets(definitions, out nint length);
        Values = new MirroredBuffer(length, device, "parameters");
        Gradients = new MirroredBuffer(length, device, "gradients");
        Names = FlatLayout.Index(definitions);
        TrainedRanges = RangesOf(definitions, Offsets);
    }

    public TensorDefinition[] Definitions { get; }

    public nint[] Offsets { get; }

    public Dictionary<string, int> Names { get; }

    /// <summary>The ranges of the flat buffers that are trained, in order; frozen parameters lie between them.</summary>
    public (nint Begin, nint End)[] TrainedRanges { get; }

    public MirroredBuffer Values { get; }

    public MirroredBuffer Gradients { get; }

    public long Version => Volatile.Read(ref version);

    /// <summary>Says that parameters have changed, wherever that was.</summary>
    public void MarkChanged() => Interlocked.Increment(ref version);

    /// <summary>Says that the host has changed parameters.</summary>
    public void MarkEdited()
    {
        Values.ChangedOnHost();
        MarkChanged();
    }

    public void Initialize(ulong seed)
    {
        Span<float> values = Values.Replace();
        for (int i = 0; i < Definitions.Length; i++)
        {
            TensorDefinition definition = Definitions[i];
            definition.Initializer.Fill(values.Slice((int)Offsets[i], (int)definition.Length), definition.Shape, seed, definition.Name);
        }

        MarkChanged();
    }

    /// <summary>A range begins with a trained parameter that has none before it, and grows by those that follow.</summary>
    private static (nint Begin, nint End)[] RangesOf(TensorDefinition[] definitions, nint[] offsets)
    {
        bool Begins(int i) => !definitions[i].IsFrozen && (i == 0 || definitions[i - 1].IsFrozen);
        int count = 0;
        for (int i = 0; i < definitions.Length; i++)
        {
            count += Begins(i) ? 1 : 0;
        }

        var ranges = new (nint Begin, nint End)[count];
        int at = -1;
        for (int i = 0; i < definitions.Length; i++)
        {
            if (definitions[i].IsFrozen)
            {
                continue;
            }

            at += Begins(i) ? 1 : 0;
            ranges[at] = (Begins(i) ? offsets[i] : ranges[at].Begin, offsets[i] + definitions[i].Length);
        }

        return ranges;
    }
}
