namespace DeepGen.Benchmarks.Compare;

/// <summary>What was measured of one workload in one mode against one peer.</summary>
/// <param name="Deviation">The largest difference of the outputs and losses, of the largest of their kind.</param>
/// <param name="Seconds">Of one of our calls: the median of all turns.</param>
/// <param name="PeerSeconds">Of one of the peer's.</param>
/// <param name="Allocated">Managed bytes that one of our calls allocates.</param>
/// <param name="Arena">Bytes of our arena.</param>
/// <param name="Growth">Growth of our resident memory over the first twenty calls, in bytes.</param>
/// <param name="PeerGrowth">Growth of the peer's.</param>
internal sealed record Row(
    Workload Workload, string Mode, string Peer, double Deviation, double Seconds, double PeerSeconds,
    double Allocated, double Arena, double Growth, double PeerGrowth)
{
    /// <summary>How many times as long the peer takes.</summary>
    public double Ratio => PeerSeconds / Seconds;
}
