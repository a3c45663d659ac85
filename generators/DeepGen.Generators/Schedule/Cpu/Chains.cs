using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Schedule.Cpu;

/// <summary>
/// Finds launches that hand one another so much for each element of the batch that it pays to run them for one element after the other.
/// What stands between them and has nothing to do with them moves before or behind the chain.
/// </summary>
internal sealed class Chains
{
    /// <summary>Floats for each element of the batch that are worth a chain: less costs little anyhow.</summary>
    private const long WorthChaining = 4096;

    /// <summary>Floats of one element that its launches may touch, so that they stay in a second-level cache of a megabyte.</summary>
    private const long MostFloats = 232 * 1024;

    /// <summary>What one element may cost: the threads share nothing less.</summary>
    private const long MostCost = 1 << 21;

    /// <summary>Launches in a row that may stand between two of a chain.</summary>
    private const int MostBetween = 8;

    private readonly List<Launch> rest;
    private readonly HashSet<Storage> kept;
    private readonly List<Launch> arranged = [];

    private Chains(IEnumerable<Launch> launches, IEnumerable<Storage> kept)
    {
        rest = [.. launches];
        this.kept = [.. kept];
    }

    /// <param name="launches">The launches of a program, in order.</param>
    /// <param name="kept">What others than launches write and read.</param>
    public static IReadOnlyList<Launch> Apply(IEnumerable<Launch> launches, IEnumerable<Storage> kept)
    {
        var chains = new Chains(launches, kept);
        while (chains.rest.Count > 0) chains.Take();
        return chains.arranged;
    }

    /// <summary>Moves the next launch, or the chain that it begins, to those that are arranged.</summary>
    private void Take()
    {
        var batch = BatchSteps.BatchOf(rest[0]);
        if (batch is not null && Chain.Begin(rest[0], batch) is { } chain)
        {
            int last = 0;
            for (int at = 1; at < rest.Count && at <= last + MostBetween; at++)
            {
                if (chain.Extend(rest[at])) last = at;
            }

            // Again up to the last of them, so that nothing moves that need not.
            chain = Chain.Begin(rest[0], batch)!;
            for (int at = 1; at <= last; at++) chain.Extend(rest[at]);
            if (chain.IsWorthIt)
            {
                rest.RemoveRange(0, last + 1);
                arranged.AddRange(chain.Before);
                rest.InsertRange(0, chain.Behind);
                arranged.Add(Finish(chain, batch));
                return;
            }
        }

        arranged.Add(rest[0]);
        rest.RemoveAt(0);
    }

    private ChainLaunch Finish(Chain chain, Dim batch)
    {
        var others = new HashSet<Storage>(arranged.Concat(rest).SelectMany(launch => launch.Storages).Concat(kept));
        var inside = new Dictionary<Storage, long>();
        long room = 0;
        foreach (var (storage, step) in chain.Parts.SelectMany(part => part.Steps).Select(step => (step.Key, step.Value)))
        {
            if (step == 0 || inside.ContainsKey(storage) || others.Contains(storage)) continue;
            inside.Add(storage, room);
            room += ChainLaunch.Rounded(step);
        }

        return new ChainLaunch(chain.Name, batch, chain.Parts, inside, room) { Cost = chain.Cost };
    }

    /// <summary>A chain while it is found.</summary>
    private sealed class Chain
    {
        private readonly Dim batch;
        private readonly Dictionary<Storage, long> floats = [];

        private Chain(Dim batch) => this.batch = batch;

        public List<ChainPart> Parts { get; } = [];

        /// <summary>Launches that have nothing to do with the parts and move before them, in order.</summary>
        public List<Launch> Before { get; } = [];

        /// <summary>Launches that wait for a part, in order; no later part has anything to do with them.</summary>
        public List<Launch> Behind { get; } = [];

        public long Cost { get; private set; }

        public bool IsWorthIt => Parts.Count(part => part.Launch is not (FillLaunch or HaloLaunch)) > 1;

        public string Name => Parts.Last(part => part.Launch is not (FillLaunch or HaloLaunch)).Launch.Name;

        public static Chain? Begin(Launch launch, Dim batch)
        {
            var chain = new Chain(batch);
            return BatchSteps.Of(launch, batch) is { } steps && chain.TryAdd([new ChainPart(launch, steps)]) ? chain : null;
        }

        /// <summary>Takes a launch as the next part, or puts it aside.</summary>
        public bool Extend(Launch launch)
        {
            bool isFree = Behind.All(other => !Uses.Conflict(launch, other));
            bool joins = isFree && BatchSteps.BatchOf(launch) == batch && BatchSteps.Of(launch, batch) is { } steps
                && Parts.Any(part => Links(part, launch, steps)) && TryJoin(launch, steps);
            if (joins) return true;
            (isFree && Parts.All(part => !Uses.Conflict(launch, part.Launch)) ? Before : Behind).Add(launch);
            return false;
        }

        private static bool Links(ChainPart part, Launch launch, IReadOnlyDictionary<Storage, long> steps)
            => part.Steps.Any(step => step.Value >= WorthChaining && steps.ContainsKey(step.Key)
                && Uses.WrittenBy(part.Launch).Contains(step.Key));

        /// <summary>Takes a launch, and before it what only prepares its operands, as the zeros and the copy of a spread one.</summary>
        private bool TryJoin(Launch launch, IReadOnlyDictionary<Storage, long> steps)
        {
            var part = new ChainPart(launch, steps);
            var preparing = Preparing(launch);
            if (preparing.Count > 0 && TryAdd([.. preparing, part]))
            {
                Before.RemoveAll(other => preparing.Exists(first => first.Launch == other));
                return true;
            }

            return TryAdd([part]);
        }

        /// <summary>Launches that would move before the chain, though they may as well run within it, since what they write is used there.</summary>
        private List<ChainPart> Preparing(Launch launch)
        {
            var parts = new List<ChainPart>();
            var used = new HashSet<Storage>(launch.Storages);
            var staying = new List<Launch>();
            foreach (var earlier in Enumerable.Reverse(Before))
            {
                bool fits = Uses.WrittenBy(earlier).Any(used.Contains) && BatchSteps.BatchOf(earlier) == batch
                    && !staying.Exists(other => Uses.Conflict(earlier, other))
                    && !Parts.Exists(part => Uses.Conflict(earlier, part.Launch));
                if (fits && BatchSteps.Of(earlier, batch) is { } steps)
                {
                    parts.Insert(0, new ChainPart(earlier, steps));
                    used.UnionWith(earlier.Storages);
                }
                else
                {
                    staying.Add(earlier);
                }
            }

            return parts;
        }

        private bool TryAdd(List<ChainPart> parts)
        {
            var more = parts.SelectMany(part => part.Steps).Where(step => !floats.ContainsKey(step.Key))
                .GroupBy(step => step.Key).Sum(steps => steps.First().Value);
            long cost = parts.Sum(part => Uses.CostOf(part.Launch));
            if (floats.Values.Sum() + more > MostFloats || Cost + cost > MostCost) return false;
            foreach (var step in parts.SelectMany(part => part.Steps)) floats[step.Key] = step.Value;
            Cost += cost;
            Parts.AddRange(parts);
            return true;
        }
    }
}
