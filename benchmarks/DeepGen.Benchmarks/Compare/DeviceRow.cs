using System.Globalization;

namespace DeepGen.Benchmarks.Compare;

/// <summary>What was measured of one workload in one mode on a device, beside PyTorch as it is and compiled.</summary>
internal sealed record DeviceRow : Measurement
{
    /// <summary>Our device and its name, and PyTorch's where that is another.</summary>
    public required string Device { get; init; }

    /// <summary>Whether products were computed in TF32.</summary>
    public required bool IsTensor { get; init; }

    /// <summary>The same by <c>torch.compile</c>; null where there is none.</summary>
    public double? CompiledSeconds { get; init; }

    /// <summary>When it was measured.</summary>
    public required DateTime Time { get; init; }

    /// <summary>The heading of the table.</summary>
    public const string Head =
        "| model | batch | mode | ours | PyTorch's | ratio | compiled | ratio | GFLOP/s | deviation |\n"
        + "|---|---:|---|---:|---:|---:|---:|---:|---:|---:|";

    /// <summary>The row of the table.</summary>
    public string Line
    {
        get
        {
            var workload = Compare.Workload.Named(Workload);
            string mode = Mode == "train" ? $"train, {workload.Optimizer}" : Mode;
            string compiled = CompiledSeconds is { } seconds ? $"{Microseconds(seconds)} | {ResultTable.Number(seconds / Seconds)}" : "|";
            return string.Create(CultureInfo.InvariantCulture, $"| {workload.Model}: {workload.Title} | {workload.Batch} | {mode} | ")
                + $"{Microseconds(Seconds)} | {Microseconds(PeerSeconds)} | {ResultTable.Number(Ratio)} | {compiled} | "
                + string.Create(CultureInfo.InvariantCulture, $"{FlopsPerSecond / 1e9:F1} | {Deviation:0E+0} |");
        }
    }

    /// <summary>Whether another row is of the same measurement.</summary>
    public bool Replaces(DeviceRow other)
        => (Workload, Mode, Device, IsTensor) == (other.Workload, other.Mode, other.Device, other.IsTensor);

    private static string Microseconds(double seconds)
        => (seconds * 1e6).ToString(seconds < 1e-4 ? "F1" : "F0", CultureInfo.InvariantCulture);
}
