using System.Globalization;

namespace DeepGen.Benchmarks.Compare;

/// <summary>The comparison as a table in Markdown.</summary>
internal static class ResultTable
{
    /// <summary>The heading.</summary>
    public const string Head =
        "| model | batch | mode | peer | ours | peer's | ratio | deviation | allocated | arena, MB | growth, MB | peer's, MB |\n"
        + "|---|---:|---|---|---:|---:|---:|---:|---:|---:|---:|---:|";

    /// <summary>One row.</summary>
    public static string Line(Row row)
    {
        string mode = row.Mode == "train" ? $"train, {row.Workload.Optimizer}" : row.Mode;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {row.Workload.Model}: {row.Workload.Title} | {row.Workload.Batch} | {mode} | {row.Peer} | {Microseconds(row.Seconds)} | ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"{Microseconds(row.PeerSeconds)} | {row.Ratio:G3} | {row.Deviation:E0} | {row.Allocated:F0} | {Megabytes(row.Arena)} | ")
            + $"{Megabytes(row.Growth)} | {Megabytes(row.PeerGrowth)} |";
    }

    private static string Microseconds(double seconds) => (seconds * 1e6).ToString(seconds < 1e-5 ? "F2" : "F0", CultureInfo.InvariantCulture);

    private static string Megabytes(double bytes) => (bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture);
}
