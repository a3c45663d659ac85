using System.Globalization;

namespace DeepGen.Benchmarks.Compare;

/// <summary>Which bars the rows reach, as a table in Markdown.</summary>
internal static class BarTable
{
    // From here on the processor has no more to give, by its arithmetic alone: a time below its bar says so instead. Beyond the peak
    // fewer products are done than are counted (Winograd's), and nothing can be said.
    private const double Roof = 0.9, Peak = 1.05;

    private const string Head = """
        | model | batch | mode | what | measured | at least | aim | share of the roof | the bar's share | |
        |---|---:|---|---|---:|---:|---:|---:|---:|---|

        """;

    private const string Explanation = """
        A time can reach its bar in two ways. By the ratio: the peer takes so many times as long here. Or by the share: the bars were set
        on a Zen 5 core with AVX-512 (255 GFLOP/s fused, 41 GB/s from memory), where the peers' times were measured too (the shortest of
        the medians of ONNX Runtime and of PyTorch in its best settings, on one thread), so that a bar also means a time there, the peer's
        over the ratio. The roof is what a call takes on a core that does one thing after the other: the operations, counted as for GFLOP/s,
        over its peak, and then the bytes that it moves for the parameters over its bandwidth, as if none of them were in a cache; in a step
        those of the optimizer's pass (28 for each parameter by Adam, 12 by SGD), in a prediction 4. A share is the roof over the time: ours
        with the peak and bandwidth that the row's run measured here, the bar's with those of that machine. A row whose share is at least
        the bar's holds by share, though its ratio is below. Caches, work done meanwhile and Winograd's algorithm may take both shares
        beyond 100 %. Where the peer's time there is not known (batches of 7 and 33) the ratio alone counts.

        """;

    /// <summary>The table, with what there is to know of it; empty where no row is held to a bar.</summary>
    public static string Print(IReadOnlyList<Row> rows)
    {
        string[] times = [.. rows.Where(row => row.Threads == 1).SelectMany(row => Time(row, Bar.Of(row)))];
        string[] others =
        [
            .. rows.Where(Bar.HoldsSpeedUp).Select(row => Line(row, "our one thread / ours", row.SpeedUp ?? double.NaN, Bar.SpeedUp, null)),
            .. rows.Where(Bar.HoldsGrowth).Select(
                row => Line(row, "growth, PyTorch's / ours", row.PeerGrowth / row.Growth, Bar.Growth, null)),
        ];
        return times.Length + others.Length == 0 ? ""
            : Head + string.Concat(times.Concat(others).Select(line => line + "\n")) + (times.Length == 0 ? "" : "\n" + Explanation);
    }

    /// <summary>What is said of a row.</summary>
    /// <param name="bar">What it is held to.</param>
    /// <param name="measured">The ratio.</param>
    /// <param name="shares">Those of a time; null where the row is none.</param>
    public static string Verdict(Bar bar, double measured, Shares? shares) =>
        measured >= bar.Aim ? "aim reached"
        : measured >= bar.AtLeast ? "holds"
        : shares?.Ours >= shares?.Bars ? "holds by share (below by ratio)"
        : shares?.OfPeak is >= Roof and <= Peak ? $"below, at the roof ({Percent(shares.OfPeak)} of the peak)"
        : "**below**";

    private static IEnumerable<string> Time(Row row, Bar? bar)
    {
        if (bar is null) yield break;
        double bytes = Workload.Named(row.Workload).ParameterBytes(row.Mode);
        var shares = new Shares(row.ShareOfRoof(bytes), bar.Share(row.Flops, bytes), row.ShareOfPeak);
        yield return Line(row, $"{row.Peer} / ours", row.Ratio, bar, shares);
    }

    private static string Line(Row row, string what, double measured, Bar bar, Shares? shares) =>
        ResultTable.Start(row)
        + string.Create(CultureInfo.InvariantCulture, $"{what} | {ResultTable.Number(measured)} | {bar.AtLeast} | {bar.Aim} | ")
        + $"{Percent(shares?.Ours)} | {Percent(shares?.Bars)} | {Verdict(bar, measured, shares)} |";

    private static string Percent(double? share) => share is { } value ? $"{ResultTable.Number(100 * value)} %" : "";

    /// <summary>What a time comes to, of what the machine can do.</summary>
    /// <param name="Ours">Our share of the roof.</param>
    /// <param name="Bars">The share that the bar means on the machine that it was set on; null where it means none.</param>
    /// <param name="OfPeak">Our share of the peak, the arithmetic alone.</param>
    public sealed record Shares(double Ours, double? Bars, double OfPeak);
}
