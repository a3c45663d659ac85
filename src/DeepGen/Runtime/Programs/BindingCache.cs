namespace DeepGen.Runtime;

/// <summary>
/// The most recent bindings of one program in one session. A hit allocates nothing; from the ninth binding on neither does a miss, since
/// the oldest one is planned anew.
/// </summary>
internal sealed class BindingCache(ModelDefinition model, ProgramDefinition program, Execution execution)
{
    internal const int Capacity = 8;

    private readonly BoundProgram?[] entries = new BoundProgram?[Capacity];

    public BoundProgram Get(ReadOnlySpan<nint> dims, long call)
    {
        int oldest = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            BoundProgram? entry = entries[i];
            if (entry is null)
            {
                oldest = i;
                break;
            }

            if (dims.SequenceEqual(entry.Dims))
            {
                entry.LastUse = call;
                return entry;
            }

            if (entry.LastUse < entries[oldest]!.LastUse)
            {
                oldest = i;
            }
        }

        // Its place is empty while it is bound: a binding that is refused must not be found again.
        BoundProgram bound = entries[oldest] ?? new BoundProgram(model, program, execution.Layout);
        entries[oldest] = null;
        execution.Bind(bound, dims);
        entries[oldest] = bound;
        bound.LastUse = call;
        return bound;
    }

    /// <summary>Gives back what devices keep for the bindings.</summary>
    public void Forget()
    {
        foreach (BoundProgram? entry in entries)
        {
            entry?.Forget();
        }
    }
}
