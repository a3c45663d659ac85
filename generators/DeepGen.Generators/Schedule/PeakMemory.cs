using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Schedule;

/// <summary>
/// The memory that a program needs at the least: the most that is alive at once. The plan of run time adds little to it, since buffers
/// that never live together share their place.
/// </summary>
internal static class PeakMemory
{
    /// <summary>The floats that are alive at the fullest launch, where run-time dims are bound as given.</summary>
    public static Dim Of(ProgramPlan program, Func<string, long> binding)
    {
        // What passes the doors lives throughout.
        var always = new HashSet<Storage>(program.Inputs.Concat(program.Outputs));
        if (program.Loss is not null) always.Add(program.Loss);
        int last = program.Launches.Length;
        var changes = new long[last + 2];
        foreach (var (storage, from, to) in program.Arena)
        {
            long floats = storage.Size.Evaluate(binding);
            bool stays = always.Contains(storage);
            changes[stays ? 0 : from] += floats;
            changes[(stays ? last : to) + 1] -= floats;
        }

        long alive = 0, most = -1;
        int fullest = 0;
        for (int at = 0; at <= last; at++)
        {
            alive += changes[at];
            if (alive > most) (most, fullest) = (alive, at);
        }

        return program.Arena.Where(entry => always.Contains(entry.Storage) || (entry.First <= fullest && fullest <= entry.Last))
            .Aggregate(Dim.Zero, (sum, entry) => sum + entry.Storage.Size);
    }
}
