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
        TrainedRanges = [.. RangesOf(definitions, Offsets)];
    }

    public TensorDefinition[] Definitions { get; }

    public nint[] Offsets { get; }

    public Dictionary<string, int> Names { get; }

    /// <summary>The ranges of the flat buffers that are trained, in order; frozen parameters lie between them.</summary>
    public (nint Begin, nint End)[] TrainedRanges { get; }

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

    private static IEnumerable<(nint Begin, nint End)> RangesOf(TensorDefinition[] definitions, nint[] offsets)
    {
        nint begin = 0, end = 0;
        for (int i = 0; i < definitions.Length; i++)
        {
            if (definitions[i].IsFrozen)
            {
                continue;
            }

            if (offsets[i] != end)
            {
                if (end > begin)
                {
                    yield return (begin, end);
                }

                begin = offsets[i];
            }

            end = offsets[i] + definitions[i].Length;
        }

        if (end > begin)
        {
            yield return (begin, end);
        }
    }
}
