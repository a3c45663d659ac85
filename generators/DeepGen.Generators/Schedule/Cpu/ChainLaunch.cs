using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Schedule.Cpu;

/// <summary>One of the launches of a chain.</summary>
/// <param name="Steps">Floats from one element of the batch to the next in the storages that move with it.</param>
/// <param name="Cost">What it costs for one element.</param>
internal sealed record ChainPart(Launch Launch, IReadOnlyDictionary<Storage, long> Steps, long Cost);

/// <summary>
/// Launches that run one after another for each element of the batch, as if it were a batch of one: what one leaves for the next is still
/// in the caches, and what only they use takes the room of one element for each thread. Where there are fewer elements than threads, these
/// share the items of each launch.
/// </summary>
/// <param name="Batch">The extent of the batch.</param>
/// <param name="Parts">The launches, in order.</param>
/// <param name="Inside">What no other launch uses, each with its first float in the thread's own room.</param>
/// <param name="Room">The floats of that room.</param>
internal sealed record ChainLaunch(
    string Name, Dim Batch, IReadOnlyList<ChainPart> Parts, IReadOnlyDictionary<Storage, long> Inside, long Room) : Launch(Name)
{
    private const long Line = 16;

    /// <summary>What a kernel may read behind a buffer.</summary>
    private const long Slack = 64;

    /// <summary>The floats that a storage takes of the room.</summary>
    public static long Rounded(long floats) => ((floats + Line - 1) / Line * Line) + Slack;

    public override IEnumerable<Storage> Storages
        => Parts.SelectMany(part => part.Launch.Storages).Where(storage => !Inside.ContainsKey(storage)).Distinct();
}
