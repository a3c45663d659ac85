namespace DeepGen.Benchmarks.Compare;

/// <summary>One workload in one mode, ours and a peer's in turns.</summary>
/// <param name="workload">The workload.</param>
/// <param name="mode"><c>train</c> or <c>predict</c>.</param>
/// <param name="turns">How often each side is measured.</param>
/// <param name="turnSeconds">How long a turn is.</param>
/// <param name="tolerance">How far the sides may differ, of the largest number.</param>
internal sealed class Duel(Workload workload, string mode, int turns, double turnSeconds, double tolerance = Duel.Tolerance)
{
    /// <summary>
    /// Outputs and losses are sums of up to 16384 products that both sides round in float32, in different orders; over three steps the
    /// differences grow with the gradients.
    /// </summary>
    public const double Tolerance = 1e-4;

    /// <summary>The same where each product is off by up to 2^-10, through some twenty layers in each direction.</summary>
    public const double TensorTolerance = 2e-2;

    private const int FirstCalls = 20;

    // What runs on a virtual machine is compiled anew in the background, on the same core here: calls of microseconds, of which little is
    // vector code that is compiled well at once, need some seconds to come to rest.
    private const double WarmUpSeconds = 0.5, LongWarmUpSeconds = 4, ShortCall = 1e-4;

    /// <summary>Checks that both compute the same, then measures both in turns: a slow moment of the machine falls on both.</summary>
    /// <param name="own">Ourselves.</param>
    /// <param name="single">Ourselves on one thread, to be measured in the same turns; null where that is what we are.</param>
    /// <param name="peer">The peer.</param>
    /// <param name="folder">The workload's.</param>
    /// <param name="threads">The threads of both sides.</param>
    /// <param name="flops">The operations of a call.</param>
    /// <param name="run">The run that it is part of.</param>
    /// <exception cref="ContenderException">They do not compute the same.</exception>
    public Row Run(Contender own, Contender? single, Contender peer, string folder, int threads, double flops, Run run)
    {
        var open = new Request { Do = "open", Folder = folder, Mode = mode, Threads = threads };
        string version = own.Ask(open).Version!;
        single?.Ask(open with { Threads = 1 });
        string peerVersion = peer.Ask(open).Version!;
        double growth = Growth(own);
        double peerGrowth = Growth(peer);
        double deviation = Compare(own, peer);
        double[] seconds = Measure(single is null ? [own, peer] : [own, peer, single]);
        return new Row
        {
            Workload = workload.Name,
            Mode = mode,
            Peer = peer.Name,
            Version = version,
            PeerVersion = peerVersion,
            Threads = threads,
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
    public double[] Measure(Contender[] contenders)
    {
        List<double>[] times = [.. contenders.Select(_ => new List<double>())];
        foreach (var contender in contenders)
        {
            double seconds = contender.Ask(new Request { Do = "time", Seconds = WarmUpSeconds }).Seconds;
            if (seconds < ShortCall) contender.Ask(new Request { Do = "time", Seconds = LongWarmUpSeconds });
        }

        for (int turn = 0; turn < turns; turn++)
        {
            for (int i = 0; i < contenders.Length; i++)
            {
                times[i].Add(contenders[i].Ask(new Request { Do = "time", Seconds = turnSeconds }).Seconds);
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

    /// <summary>The largest difference of what two sides compute, of the largest number.</summary>
    /// <exception cref="ContenderException">They do not compute the same.</exception>
    public double Compare(Contender own, Contender peer)
    {
        var (ours, theirs) = (own.Ask(new Request { Do = "check" }), peer.Ask(new Request { Do = "check" }));
        double deviation = Math.Max(Deviation(ours.Output!, theirs.Output!), Deviation(ours.Losses ?? [], theirs.Losses ?? []));
        return deviation <= tolerance
            ? deviation
            : throw new ContenderException(
                $"{workload.Name}, {mode}: DeepGen and {peer.Name} differ by {deviation:E1} of the largest number.");
    }

    private static double Deviation(double[] own, double[] peer)
    {
        if (own.Length != peer.Length) return double.PositiveInfinity;
        double largest = peer.Select(Math.Abs).DefaultIfEmpty(0).Max();
        return own.Zip(peer, (a, b) => double.IsFinite(a - b) ? Math.Abs(a - b) / Math.Max(largest, 1e-30) : double.PositiveInfinity)
            .DefaultIfEmpty(0).Max();
    }
}
