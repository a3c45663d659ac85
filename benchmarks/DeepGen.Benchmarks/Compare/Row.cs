namespace DeepGen.Benchmarks.Compare;

/// <summary>What was measured of one workload in one mode against one peer.</summary>
internal sealed record Row : Measurement
{
    /// <summary>The peer's name.</summary>
    public required string Peer { get; init; }

    /// <summary>Our name and version.</summary>
    public required string Version { get; init; }

    /// <summary>The threads of both sides.</summary>
    public required int Threads { get; init; }

    /// <summary>Of one of ours on one thread, measured in the same turns; null where that is the row itself.</summary>
    public double? SingleSeconds { get; init; }

    /// <summary>Managed bytes that one of our calls allocates.</summary>
    public required double Allocated { get; init; }

    /// <summary>Bytes of our arena.</summary>
    public required double Arena { get; init; }

    /// <summary>Growth of our resident memory over the first twenty calls, in bytes.</summary>
    public required double Growth { get; init; }

    /// <summary>Growth of the peer's.</summary>
    public required double PeerGrowth { get; init; }

    /// <summary>When and where it was measured.</summary>
    public required Run Run { get; init; }

    /// <summary>How many times as long one thread takes.</summary>
    public double? SpeedUp => SingleSeconds / Seconds;

    /// <summary>Of what as many cores as there are threads can do at most.</summary>
    public double ShareOfPeak => FlopsPerSecond / (Threads * Run.FlopsPerSecond);

    /// <summary>The least time that a call could take on the machine, of the time that one takes; for rows of one thread.</summary>
    /// <param name="bytes">What a call reads and writes for its parameters.</param>
    public double ShareOfRoof(double bytes) => new Roof(Run.FlopsPerSecond, Run.BytesPerSecond).Seconds(Flops, bytes) / Seconds;

    /// <summary>Whether another row is of the same measurement.</summary>
    public bool Replaces(Row other) => (Workload, Mode, Peer, Threads) == (other.Workload, other.Mode, other.Peer, other.Threads);
}

/// <summary>A run of the comparison, for the rows that it measured.</summary>
/// <param name="Time">When it began.</param>
/// <param name="Command">What repeats it.</param>
/// <param name="Machine">What it ran on.</param>
/// <param name="FlopsPerSecond">The measured peak of one core.</param>
/// <param name="BytesPerSecond">The measured bandwidth of one core.</param>
internal sealed record Run(DateTime Time, string Command, string Machine, double FlopsPerSecond, double BytesPerSecond)
{
    /// <summary>A run that begins now: measures what the machine can do.</summary>
    public static Run Begin(string command)
    {
        var roof = Roof.Measure();
        return new Run(DateTime.UtcNow, command, Results.Machine, roof.FlopsPerSecond, roof.BytesPerSecond);
    }
}
