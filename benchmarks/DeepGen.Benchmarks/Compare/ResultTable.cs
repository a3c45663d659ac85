using System.Globalization;

namespace DeepGen.Benchmarks.Compare;

/// <summary>The comparison as a table in Markdown.</summary>
internal static class ResultTable
{
    /// <summary>The heading.</summary>
    public static string Head(int threads) =>
        "| model | batch | mode | peer | ours | peer's | ratio | " + (threads == 1 ? "" : "one thread | speed-up | ")
        + "GFLOP/s | of the peak | deviation | allocated | arena, MB | growth, MB | peer's, MB |\n"
        + "|---|---:|---|---|---:|---:|---:|" + (threads == 1 ? "" : "---:|---:|") + "---:|---:|---:|---:|---:|---:|---:|";

    /// <summary>One row.</summary>
    public static string Line(Row row)
    {
        string single = row.SingleSeconds is { } seconds ? $"{Microseconds(seconds)} | {Number(row.SpeedUp!.Value)} | " : "";
        return Start(row) + $"{row.Peer} | {Microseconds(row.Seconds)} | {Microseconds(row.PeerSeconds)} | {Number(row.Ratio)} | {single}"
            + string.Create(CultureInfo.InvariantCulture, $"{row.FlopsPerSecond / 1e9:F1} | {100 * row.ShareOfPeak:F0} % | ")
            + string.Create(CultureInfo.InvariantCulture, $"{row.Deviation:0E+0} | {row.Allocated:F0} | ")
            + $"{Megabytes(row.Arena)} | {Megabytes(row.Growth)} | {Megabytes(row.PeerGrowth)} |";
    }

    /// <summary>The columns that say what was measured.</summary>
    public static string Start(Row row)
    {
        var workload = Workload.Named(row.Workload);
        string mode = row.Mode == "train" ? $"train, {workload.Optimizer}" : row.Mode;
        return string.Create(CultureInfo.InvariantCulture, $"| {workload.Model}: {workload.Title} | {workload.Batch} | {mode} | ");
    }

    /// <summary>Three digits, more where they stand before the point.</summary>
    public static string Number(double value) =>
        value >= 100 ? value.ToString("F0", CultureInfo.InvariantCulture) : value.ToString("G3", CultureInfo.InvariantCulture);

    private static string Microseconds(double seconds) =>
        (seconds * 1e6).ToString(seconds < 1e-5 ? "F2" : "F0", CultureInfo.InvariantCulture);

    private static string Megabytes(double bytes) => (bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture);
}
