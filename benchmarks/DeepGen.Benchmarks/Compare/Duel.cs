namespace DeepGen.Benchmarks.Compare;

/// <summary>One workload in one mode, ours and a peer's in turns.</summary>
internal sealed class Duel(Workload workload, string mode, string folder, CompareOptions options, Run run)
{
    // Outputs and losses are sums of up to 16384 products that both sides round in float32, in different orders; over three steps the
    // differences grow with the gradients.
    private const double Tolerance = 1e-4;
    private const int FirstCalls = 20;

    // What runs on a virtual machine is compiled anew in the background, on the same core here: calls of microseconds, of which little is
    // vector code that is compiled well at once, need some seconds to come to rest.
    private const double WarmUpSeconds = 0.5, LongWarmUpSeconds = 4, ShortCall = 1e-4;

    /// <summary>Checks that both compute the same, then measures both in turns: a slow moment of the machine falls on both.</summary>
    /// <param name="own">Ourselves.</param>
    /// <param name="single">Ourselves on one thread, to be measured in the same turns; null where that is what we are.</param>
    /// <param name="peer">The peer.</param>
    /// <param name="flops">The operations of a call.</param>
    /// <exception cref="ContenderException">They do not compute the same.</exception>
    public Row Run(Contender own, Contender? single, Contender peer, double flops)
    {
        var open = new Request { Do = "open", Folder = folder, Mode = mode, Threads = options.Threads };
        string version = own.Ask(open).Version!;
        single?.Ask(open with { Threads = 1 });
        string peerVersion = peer.Ask(open).Version!;
        double growth = Growth(own);
        double peerGrowth = Growth(peer);
        double deviation = Compare(own.Ask(new Request { Do = "check" }), peer.Ask(new Request { Do = "check" }), peer.Name);
        double[] seconds = Measure(single is null ? [own, peer] : [own, peer, single]);
        return new Row
        {
            Workload = workload.Name,
            Mode = mode,
            Peer = peer.Name,
            Version = version,
            PeerVersion = peerVersion,
            Threads = options.Threads,
            Deviation = deviation,
            Seconds = seconds[0],
            PeerSeconds = seconds[1],
            SingleSeconds = single is null ? null : seconds[2],
            Flops = flops,
            Allocated = own.Ask(new Request { Do = "allocations" }).Bytes,
            Arena = own.Ask(new Request { Do = "arena" }).Bytes,
            Growth = growth,
            PeerGrowth = peerGrowth,
            Run = run,
        };
    }

    /// <summary>The medians of some contenders that take turns.</summary>
    private double[] Measure(Contender[] contenders)
    {
        List<double>[] times = [.. contenders.Select(_ => new List<double>())];
        foreach (var contender in contenders)
        {
            double seconds = contender.Ask(new Request { Do = "time", Seconds = WarmUpSeconds }).Seconds;
            if (seconds < ShortCall) contender.Ask(new Request { Do = "time", Seconds = LongWarmUpSeconds });
        }

        for (int turn = 0; turn < options.Turns; turn++)
        {
            for (int i = 0; i < contenders.Length; i++)
            {
                times[i].Add(contenders[i].Ask(new Request { Do = "time", Seconds = options.Seconds }).Seconds);
            }
        }

        return [.. times.Select(Statistics.Median)];
    }

    /// <summary>How far the resident memory grows over the first calls.</summary>
    private static double Growth(Contender contender)
    {
        double before = contender.ResidentBytes();
        contender.Ask(new Request { Do = "calls", Count = FirstCalls });
        double after = contender.ResidentBytes();
        contender.Ask(new Request { Do = "restart" });
        return after - before;
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
