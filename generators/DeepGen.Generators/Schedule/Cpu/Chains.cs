using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Schedule.Cpu;

/// <summary>
/// Finds launches that hand one another so much for each element of the batch that it pays to run them for one element after the other.
/// What stands between them and has nothing to do with them moves before or behind the chain.
/// </summary>
internal sealed class Chains
{
    /// <summary>Floats for each element of the batch that are worth a chain: less costs little anyhow.</summary>
    public const long WorthChaining = 4096;

    /// <summary>Floats of one element that its launches may touch, so that they stay in a second-level cache of a megabyte.</summary>
    private const long MostFloats = 232 * 1024;

    /// <summary>What one element may cost: the threads share nothing less.</summary>
    private const long MostCost = 1 << 21;

    /// <summary>Launches in a row that may stand between two of a chain.</summary>
    private const int MostBetween = 8;

    private readonly List<UsedLaunch> rest;
    private readonly HashSet<Storage> kept;
    private readonly List<Launch> arranged = [];

    /// <summary>For each storage, how many of all launches use it.</summary>
    private readonly Dictionary<Storage, int> users;

    private Chains(IEnumerable<Launch> launches, IEnumerable<Storage> kept)
    {
        rest = [.. launches.Select(launch => new UsedLaunch(launch))];
        this.kept = [.. kept];
        users = UsersOf(rest);
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
        if (Chain.Begin(rest[0]) is { } chain)
        {
            int last = 0;
            for (int at = 1; at < rest.Count && at <= last + MostBetween; at++)
            {
                if (chain.Extend(rest[at])) last = at;
            }

            // Again up to the last of them, so that nothing moves that need not.
            chain = Chain.Begin(rest[0])!;
            for (int at = 1; at <= last; at++) chain.Extend(rest[at]);
            if (chain.IsWorthIt)
            {
                rest.RemoveRange(0, last + 1);
                arranged.AddRange(chain.Before.Select(before => before.Launch));
                rest.InsertRange(0, chain.Behind);
                arranged.Add(Finish(chain));
                return;
            }
        }

        arranged.Add(rest[0].Launch);
        rest.RemoveAt(0);
    }

    private static Dictionary<Storage, int> UsersOf(List<UsedLaunch> launches)
    {
        var users = new Dictionary<Storage, int>();
        foreach (var launch in launches)
        {
            foreach (var storage in launch.Storages)
            {
                users.TryGetValue(storage, out int count);
                users[storage] = count + 1;
            }
        }

        return users;
    }

    private ChainLaunch Finish(Chain chain)
    {
        var within = UsersOf(chain.Parts);
        var inside = new Dictionary<Storage, long>();
        long room = 0;
        foreach (var (storage, step) in chain.Parts.SelectMany(part => part.Steps!).Select(step => (step.Key, step.Value)))
        {
            if (step == 0 || inside.ContainsKey(storage) || kept.Contains(storage) || users[storage] > within[storage]) continue;
            inside.Add(storage, room);
            room += ChainLaunch.Rounded(step);
        }

        ChainPart[] parts = [.. chain.Parts.Select(part => new ChainPart(part.Launch, part.Steps!, part.Cost))];
        return new ChainLaunch(chain.Name, chain.Batch, parts, inside, room);
    }

    /// <summary>A chain while it is found.</summary>
    private sealed class Chain
    {
        private readonly Dictionary<Storage, long> floats = [];
        private long cost;

        private Chain(Dim batch) => Batch = batch;

        public Dim Batch { get; }

        public List<UsedLaunch> Parts { get; } = [];

        /// <summary>Launches that have nothing to do with the parts and move before them, in order.</summary>
        public List<UsedLaunch> Before { get; } = [];

        /// <summary>Launches that wait for a part, in order; no later part has anything to do with them.</summary>
        public List<UsedLaunch> Behind { get; } = [];

        public bool IsWorthIt => Parts.Count(part => !part.Clears) > 1;

        public string Name => Parts.FindLast(part => !part.Clears)!.Launch.Name;

        public static Chain? Begin(UsedLaunch launch)
        {
            if (launch is not { Batch: { } batch, Steps: not null }) return null;
            var chain = new Chain(batch);
            return chain.TryAdd([launch]) ? chain : null;
        }

        /// <summary>Takes a launch as the next part, or puts it aside.</summary>
        public bool Extend(UsedLaunch launch)
        {
            bool isFree = !Behind.Exists(launch.Conflicts);
            bool joins = isFree && IsAlongBatch(launch) && Parts.Exists(part => Links(part, launch)) && TryJoin(launch);
            if (joins) return true;
            (isFree && !Parts.Exists(launch.Conflicts) ? Before : Behind).Add(launch);
            return false;
        }

        private bool IsAlongBatch(UsedLaunch launch) => launch.Batch == Batch && launch.Steps is not null;

        private static bool Links(UsedLaunch part, UsedLaunch launch)
        {
            foreach (var written in part.Written)
            {
                bool isMuch = part.Steps!.TryGetValue(written, out long step) && step >= WorthChaining;
                if (isMuch && launch.Steps!.ContainsKey(written)) return true;
            }

            return false;
        }

        /// <summary>Takes a launch, and before it what only prepares its operands, as the zeros and the copy of a spread one.</summary>
        private bool TryJoin(UsedLaunch launch)
        {
            var preparing = Preparing(launch);
            if (preparing.Count > 0 && TryAdd([.. preparing, launch]))
            {
                Before.RemoveAll(preparing.Contains);
                return true;
            }

            return TryAdd([launch]);
        }

        /// <summary>
        /// Launches that would move before the chain, though they may as well run within it, since what they write is used there.
        /// </summary>
        private List<UsedLaunch> Preparing(UsedLaunch launch)
        {
            var parts = new List<UsedLaunch>();
            if (Before.Count == 0) return parts;
            var used = new HashSet<Storage>(launch.Storages);
            var staying = new List<UsedLaunch>();
            foreach (var earlier in Enumerable.Reverse(Before))
            {
                bool fits = earlier.Written.Any(used.Contains) && IsAlongBatch(earlier)
                    && !staying.Exists(earlier.Conflicts) && !Parts.Exists(earlier.Conflicts);
                if (fits)
                {
                    parts.Insert(0, earlier);
                    used.UnionWith(earlier.Storages);
                }
                else
                {
                    staying.Add(earlier);
                }
            }

            return parts;
        }

        private bool TryAdd(IReadOnlyList<UsedLaunch> parts)
        {
            var steps = new Dictionary<Storage, long>(floats);
            foreach (var step in parts.SelectMany(part => part.Steps!)) steps[step.Key] = step.Value;
            long sum = cost + parts.Sum(part => part.Cost);
            if (steps.Values.Sum() > MostFloats || sum > MostCost) return false;
            foreach (var step in steps) floats[step.Key] = step.Value;
            cost = sum;
            Parts.AddRange(parts);
            return true;
        }
    }
}
