namespace DeepGen.Benchmarks.Compare;

/// <summary>One workload in one mode, ours and a peer's in turns.</summary>
internal sealed class Duel(Workload workload, string mode, string folder, int threads, int turns, double seconds)
{
    // Outputs and losses are sums of up to 16384 products that both sides round in float32, in different orders; over three steps the
    // differences grow with the gradients.
    private const double Tolerance = 1e-4;
    private const int FirstCalls = 20;

    /// <summary>Checks that both compute the same, then measures both in turns, so that a slow moment of the machine falls on both.</summary>
    /// <exception cref="ContenderException">They do not compute the same.</exception>
    public (Row Row, string Version) Run(Contender own, Contender peer)
    {
        var open = new Request { Do = "open", Folder = folder, Mode = mode, Threads = threads };
        own.Ask(open);
        string version = peer.Ask(open).Version!;
        var (growth, arena) = Growth(own);
        var (peerGrowth, _) = Growth(peer);
        double deviation = Compare(own.Ask(new Request { Do = "check" }), peer.Ask(new Request { Do = "check" }), peer.Name);
        double allocated = own.Ask(new Request { Do = "allocations" }).Bytes;
        var times = new List<double>();
        var peerTimes = new List<double>();
        var time = new Request { Do = "time", Seconds = seconds };
        for (int turn = 0; turn < turns; turn++)
        {
            times.Add(own.Ask(time).Seconds);
            peerTimes.Add(peer.Ask(time).Seconds);
        }

        return (
            new Row(
                workload, mode, peer.Name, deviation, Statistics.Median(times), Statistics.Median(peerTimes), allocated, arena, growth,
                peerGrowth),
            version);
    }

    /// <summary>How far the resident memory grows over the first calls.</summary>
    private static (double Bytes, double Arena) Growth(Contender contender)
    {
        double before = contender.Ask(new Request { Do = "memory" }).Bytes;
        contender.Ask(new Request { Do = "calls", Count = FirstCalls });
        var after = contender.Ask(new Request { Do = "memory" });
        contender.Ask(new Request { Do = "restart" });
        return (after.Bytes - before, after.Arena);
    }

    private double Compare(Answer own, Answer peer, string name)
    {
        double deviation = Math.Max(Deviation(own.Output!, peer.Output!), Deviation(own.Losses ?? [], peer.Losses ?? []));
        return deviation <= Tolerance
            ? deviation
            : throw new ContenderException($"{workload.Name}, {mode}: DeepGen and {name} differ by {deviation:E1} of the largest number.");
    }

    private static double Deviation(double[] own, double[] peer)
    {
        if (own.Length != peer.Length) return double.PositiveInfinity;
        double largest = peer.Select(Math.Abs).DefaultIfEmpty(0).Max();
        return own.Zip(peer, (a, b) => double.IsFinite(a - b) ? Math.Abs(a - b) / Math.Max(largest, 1e-30) : double.PositiveInfinity)
            .DefaultIfEmpty(0).Max();
    }
}
