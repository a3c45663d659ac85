namespace DeepGen.Benchmarks.Compare;

/// <summary>What was measured of one workload in one mode, of ours and of a peer's.</summary>
internal abstract record Measurement
{
    /// <summary>The name of the workload.</summary>
    public required string Workload { get; init; }

    /// <summary><c>train</c> or <c>predict</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>The peer's name and version.</summary>
    public required string PeerVersion { get; init; }

    /// <summary>The largest difference of the outputs and losses, of the largest of their kind.</summary>
    public required double Deviation { get; init; }

    /// <summary>Of one of our calls: the median of all turns.</summary>
    public required double Seconds { get; init; }

    /// <summary>Of one of the peer's.</summary>
    public required double PeerSeconds { get; init; }

    /// <summary>The floating-point operations of a call, as the declaration says them: <see cref="ModelCosts"/>.</summary>
    public required double Flops { get; init; }

    /// <summary>How many times as long the peer takes.</summary>
    public double Ratio => PeerSeconds / Seconds;

    /// <summary>Operations in a second.</summary>
    public double FlopsPerSecond => Flops / Seconds;
}
