namespace DeepGen.Benchmarks.Compare;

/// <summary>What a row is held to.</summary>
/// <param name="AtLeast">What holds it.</param>
/// <param name="Aim">What was aimed at; null where there is no more to reach.</param>
internal sealed record Bar(double AtLeast, double? Aim)
{
    /// <summary>Our speed on two threads, of ours on one.</summary>
    public static readonly Bar SpeedUp = new(1.7, null);

    /// <summary>The growth of the peer's memory, of ours.</summary>
    public static readonly Bar Growth = new(2, null);

    /// <summary>How many times as long the peer takes, on one thread; null for rows that no bar was set for.</summary>
    public static Bar? Of(Row row) => (row.Workload, row.Mode, row.Peer) switch
    {
        ("a2-sgd" or "a2-adam", "train", Peers.Torch) => new(100, 600),
        ("a64-sgd" or "a64-adam", "train", Peers.Torch) => new(20, 55),
        ("b7-adam", _, Peers.Torch) => new(3, null),
        ("b33-adam", _, Peers.Torch) => new(2, null),
        ("b64-adam", "train", Peers.Torch) => new(1.6, 2.2),
        ("b256-adam", "train", Peers.Torch) => new(1.25, 1.45),
        ("c64-adam", "train", Peers.Torch) => new(3, 5),
        ("d16-adam", "train", Peers.Torch) => new(3, 5),
        ("f32-adam", "train", Peers.Torch) => new(3.5, 6),
        ("h32-sgd", "train", Peers.Torch) => new(1.4, 2),
        ("a2-sgd", "predict", Peers.OnnxRuntime) => new(8, 30),
        ("a64-sgd", "predict", Peers.OnnxRuntime) => new(3, 6),
        ("b64-adam", "predict", Peers.OnnxRuntime) => new(1, 1.1),
        ("b256-adam", "predict", Peers.OnnxRuntime) => new(1, 1.05),
        ("c64-adam", "predict", Peers.OnnxRuntime) => new(1.3, 1.9),
        ("d16-adam", "predict", Peers.OnnxRuntime) => new(2, 4.5),
        ("f32-adam", "predict", Peers.OnnxRuntime) => new(1.5, 2.4),
        ("h32-sgd", "predict", Peers.OnnxRuntime) => new(1.3, 2.1),
        _ => null,
    };

    /// <summary>Whether a row is held to <see cref="SpeedUp"/>.</summary>
    public static bool HoldsSpeedUp(Row row) =>
        row is { Threads: 2, Workload: "b256-adam" or "c64-adam" or "d16-adam" or "f32-adam" or "h32-sgd" };

    /// <summary>Whether a row is held to <see cref="Growth"/>.</summary>
    public static bool HoldsGrowth(Row row) =>
        row is { Threads: 1, Mode: "train", Workload: "c64-adam" or "d16-adam" or "f32-adam" or "h32-sgd" };
}
