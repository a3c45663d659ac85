namespace DeepGen.Benchmarks.Compare;

/// <summary>What a row is held to.</summary>
/// <param name="AtLeast">What holds it.</param>
/// <param name="Aim">What was aimed at; null where there is no more to reach.</param>
/// <param name="PeerThere">Seconds of the peer's call on <see cref="Machine"/>; null where that was not measured there.</param>
internal sealed record Bar(double AtLeast, double? Aim, double? PeerThere = null)
{
    /// <summary>What one core can do on the machine that the bars were set on: Zen 5 with AVX-512.</summary>
    public static readonly Roof Machine = new(255e9, 41e9);

    /// <summary>Our speed on two threads, of ours on one.</summary>
    public static readonly Bar SpeedUp = new(1.7, null);

    /// <summary>The growth of the peer's memory, of ours.</summary>
    public static readonly Bar Growth = new(2, null);

    /// <summary>The share of its roof that <see cref="Machine"/> has in a call that just reaches the bar.</summary>
    /// <param name="flops">The operations of the call.</param>
    /// <param name="bytes">What it reads and writes for its parameters.</param>
    public double? Share(double flops, double bytes) => Machine.Seconds(flops, bytes) / (PeerThere / AtLeast);

    /// <summary>How many times as long the peer takes, on one thread; null for rows that no bar was set for.</summary>
    /// <remarks>
    /// The peers' times on the machine of the bars are medians on one thread, PyTorch's with kernels of AVX-512 and memory kept between
    /// calls; where they were measured more than once, the shortest, so that the share is the largest. Batches of 7 and 33 were not.
    /// </remarks>
    public static Bar? Of(Row row) => (row.Workload, row.Mode, row.Peer) switch
    {
        ("a2-sgd", "train", Peers.Torch) => new(100, 600, 138e-6),
        ("a2-adam", "train", Peers.Torch) => new(100, 600, 295e-6),
        ("a64-sgd", "train", Peers.Torch) => new(20, 55, 160e-6),
        ("a64-adam", "train", Peers.Torch) => new(20, 55, 306e-6),
        ("b7-adam", _, Peers.Torch) => new(3, null),
        ("b33-adam", _, Peers.Torch) => new(2, null),
        ("b64-adam", "train", Peers.Torch) => new(1.6, 2.2, 695e-6),
        ("b256-adam", "train", Peers.Torch) => new(1.25, 1.45, 1651e-6),
        ("c64-adam", "train", Peers.Torch) => new(3, 5, 29820e-6),
        ("d16-adam", "train", Peers.Torch) => new(3, 5, 32005e-6),
        ("f32-adam", "train", Peers.Torch) => new(3.5, 6, 22195e-6),
        ("h32-sgd", "train", Peers.Torch) => new(1.4, 2, 606119e-6),
        ("a2-sgd", "predict", Peers.OnnxRuntime) => new(8, 30, 7.5e-6),
        ("a64-sgd", "predict", Peers.OnnxRuntime) => new(3, 6, 13e-6),
        ("b64-adam", "predict", Peers.OnnxRuntime) => new(1, 1.1, 132e-6),
        ("b256-adam", "predict", Peers.OnnxRuntime) => new(1, 1.05, 500e-6),
        ("c64-adam", "predict", Peers.OnnxRuntime) => new(1.3, 1.9, 2284e-6),
        ("d16-adam", "predict", Peers.OnnxRuntime) => new(2, 4.5, 8739e-6),
        ("f32-adam", "predict", Peers.OnnxRuntime) => new(1.5, 2.4, 2007e-6),
        ("h32-sgd", "predict", Peers.OnnxRuntime) => new(1.3, 2.1, 149065e-6),
        _ => null,
    };

    /// <summary>Whether a row is held to <see cref="SpeedUp"/>.</summary>
    public static bool HoldsSpeedUp(Row row) =>
        row is { Threads: 2, Workload: "b256-adam" or "c64-adam" or "d16-adam" or "f32-adam" or "h32-sgd" };

    /// <summary>Whether a row is held to <see cref="Growth"/>.</summary>
    public static bool HoldsGrowth(Row row) =>
        row is { Threads: 1, Mode: "train", Workload: "c64-adam" or "d16-adam" or "f32-adam" or "h32-sgd" };
}
