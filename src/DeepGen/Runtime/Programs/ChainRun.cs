namespace DeepGen.Runtime;

/// <summary>
/// The chain that a session runs. A thread has whole elements of the batch, each with the room of its own; where there are fewer of them
/// than threads, these share the items of each part, in the room of the first.
/// </summary>
internal sealed class ChainRun(Session session)
{
    // The same for all chains, so that none allocates.
    private static readonly KernelBody ElementsBody = static (session, begin, end) => session.Chain.Elements(begin, end);
    private static readonly KernelBody ItemsBody = static (session, begin, end) => session.Chain.Items(begin, end);

    private ChainBody body = static (Session _, nint _, ref ChainShare _) => { };
    private nint element;
    private int part;
    private int pieces;

    /// <summary>Whether the threads of a team share the items of each part.</summary>
    public static bool Shares(WorkerTeam team, nint batch) => batch < team.Threads;

    /// <summary>A kernel whose items are the elements of the batch.</summary>
    public KernelBody WholeElements(ChainBody body)
    {
        this.body = body;
        return ElementsBody;
    }

    /// <summary>Runs the parts for an element one after the other, the items of each shared by the threads.</summary>
    public void RunShared(ChainBody body, WorkerTeam team, nint element, ReadOnlySpan<long> costs)
    {
        (this.body, this.element, pieces) = (body, element, team.Threads);
        for (part = 0; part < costs.Length; part++)
        {
            team.Run(ItemsBody, session, pieces, (nint)(costs[part] / pieces));
        }
    }

    private void Elements(nint begin, nint end)
    {
        for (nint element = begin; element < end; element++)
        {
            ChainShare share = ChainShare.All;
            body(session, element, ref share);
        }
    }

    private void Items(nint begin, nint end)
    {
        ChainShare share = ChainShare.Of(part, begin, end, pieces);
        body(session, element, ref share);
    }
}
