namespace DeepGen.Runtime;

/// <summary>
/// Whether something has been compiled that is compiled once in a process. One <see cref="Preparation"/> at a time does so; where that
/// ends too early, another may.
/// </summary>
internal sealed class PreparedOnce
{
    private const int Not = 0;
    private const int Begun = 1;
    private const int Done = 2;

    private int state;

    /// <summary>Whether nobody has begun: then the caller has.</summary>
    public bool TryBegin() => Volatile.Read(ref state) == Not && Interlocked.CompareExchange(ref state, Begun, Not) == Not;

    /// <summary>Says that who has begun does not come to an end.</summary>
    public void GiveUp() => Interlocked.CompareExchange(ref state, Not, Begun);

    /// <summary>Says that all is compiled, by whomever.</summary>
    public void Finish()
    {
        // Said at the end of each run, of which several write nothing to what they share.
        if (Volatile.Read(ref state) != Done)
        {
            Volatile.Write(ref state, Done);
        }
    }
}
