using System.Globalization;

namespace DeepGen.Benchmarks.Compare;

/// <summary>Which bars the rows reach, as a table in Markdown.</summary>
internal static class BarTable
{
    // From here on the processor has no more to give: a time below its bar says so instead. Beyond the peak fewer products are done than
    // are counted (Winograd's), and nothing can be said.
    private const double Roof = 0.9, Peak = 1.05;

    /// <summary>The table; empty where no row is held to a bar.</summary>
    public static string Print(IReadOnlyList<Row> rows)
    {
        string[] lines =
        [
            .. rows.Where(row => row.Threads == 1).SelectMany(row => Line(row, $"{row.Peer} / ours", row.Ratio, Bar.Of(row), isTime: true)),
            .. rows.Where(Bar.HoldsSpeedUp).SelectMany(
                row => Line(row, "our one thread / ours", row.SpeedUp ?? double.NaN, Bar.SpeedUp, isTime: false)),
            .. rows.Where(Bar.HoldsGrowth).SelectMany(
                row => Line(row, "growth, PyTorch's / ours", row.PeerGrowth / row.Growth, Bar.Growth, isTime: false)),
        ];
        const string Head = "| model | batch | mode | what | measured | at least | aim | |\n|---|---:|---|---|---:|---:|---:|---|\n";
        return lines.Length == 0 ? "" : Head + string.Join('\n', lines) + "\n";
    }

    private static IEnumerable<string> Line(Row row, string what, double measured, Bar? bar, bool isTime)
    {
        if (bar is null) yield break;
        string aim = bar.Aim is { } value ? value.ToString(CultureInfo.InvariantCulture) : "";
        string verdict = measured >= bar.Aim ? "aim reached"
            : measured >= bar.AtLeast ? "holds"
            : isTime && row.ShareOfPeak is >= Roof and <= Peak
                ? $"below, at the roof ({ResultTable.Number(100 * row.ShareOfPeak)} % of the peak)"
            : "**below**";
        yield return ResultTable.Start(row)
            + string.Create(CultureInfo.InvariantCulture, $"{what} | {ResultTable.Number(measured)} | {bar.AtLeast} | {aim} | {verdict} |");
    }
}
