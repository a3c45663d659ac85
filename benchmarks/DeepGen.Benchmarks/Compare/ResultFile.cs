using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DeepGen.Benchmarks.Compare;

/// <summary>
/// What is known of all rows: a line of JSON for each in <c>benchmarks/comparison.jsonl</c>, from which the sections of RESULTS.md are
/// written. A run replaces the rows that it measured and keeps the others, unless they are another machine's.
/// </summary>
internal static class ResultFile
{
    private static readonly string FilePath = Path.Combine(Repository.Root, "benchmarks", "comparison.jsonl");

    /// <summary>Keeps the rows of a run, and writes their section anew.</summary>
    public static void Keep(IReadOnlyList<Row> measured, int threads)
    {
        var kept = Read().Where(row => row.Run.Machine == measured[0].Run.Machine && !measured.Any(row.Replaces));
        Row[] rows = [.. kept.Concat(measured).OrderBy(row => row.Threads).ThenBy(Place)];
        File.WriteAllLines(FilePath, rows.Select(row => JsonSerializer.Serialize(row)));
        Results.Write(Heading(threads), new CompareOptions { Threads = threads }.Command, Body(rows, threads));
    }

    /// <summary>Writes all sections anew from what is known, without measuring.</summary>
    public static void Print()
    {
        Row[] rows = [.. Read()];
        foreach (int threads in rows.Select(row => row.Threads).Distinct()) Results.Rewrite(Heading(threads), Body(rows, threads));
    }

    private static string Heading(int threads) => "Beside PyTorch and ONNX Runtime" + (threads == 1 ? "" : $", {threads} threads");

    private static string Body(IEnumerable<Row> rows, int threads)
    {
        Row[] shown = [.. rows.Where(row => row.Threads == threads)];
        return $"{string.Join('\n', shown.Select(ResultTable.Line).Prepend(ResultTable.Head(threads)))}\n{Remarks(shown)}";
    }

    /// <summary>What there is to know about a table: its columns, the bars that its rows reach, and the runs that they are from.</summary>
    public static string Remarks(IReadOnlyList<Row> rows)
    {
        string bars = BarTable.Print(rows);
        return $"\n{Columns}\n{(bars.Length == 0 ? "" : $"\nThe bars that the project has set itself:\n\n{bars}")}\n{Runs(rows)}";
    }

    private const string Columns = """
        Microseconds of one call with a new batch each; medians of turns that all sides take in turn. A training step is forward, loss,
        backward and the optimizer. GFLOP/s: the multiply-adds of the declared products and convolutions times two, over our time; a
        gradient counts as the product that it is of, the optimizer and everything pointwise as nothing. They are those of the direct
        form, so that a kernel which needs fewer (Winograd's) may pass 100 % of the peak. Deviation: the largest difference of outputs and
        of the losses of three steps, of the largest. Allocated: bytes of the managed heap in a call. Growth: of the resident memory from
        after construction to after 20 calls, of all processes measured from outside.
        """;

    /// <summary>The runs that the rows are from, the latest first.</summary>
    private static string Runs(IReadOnlyList<Row> rows)
    {
        var text = new StringBuilder();
        foreach (var run in rows.GroupBy(row => row.Run).OrderByDescending(run => run.Key.Time))
        {
            string versions = string.Join(", ", run.Select(row => row.PeerVersion).Distinct().Prepend(run.First().Version));
            text.Append(CultureInfo.InvariantCulture, $"- {run.Key.Time:yyyy-MM-dd HH:mm}, `{run.Key.Command}`, {run.Count()} rows: ")
                .Append(CultureInfo.InvariantCulture, $"one core has {run.Key.FlopsPerSecond / 1e9:F0} GFLOP/s fused and ")
                .Append(CultureInfo.InvariantCulture, $"{run.Key.BytesPerSecond / 1e9:F0} GB/s from memory; {versions}.\n");
        }

        return text.ToString();
    }

    private static IEnumerable<Row> Read() =>
        File.Exists(FilePath)
            ? File.ReadAllLines(FilePath).Select(line => JsonSerializer.Deserialize<Row>(line)!)
                .Where(row => Workload.Find(row.Workload) is not null)
            : [];

    private static (int Workload, string Mode, string Peer) Place(Row row) => (
        Workload.All.ToList().FindIndex(workload => workload.Name == row.Workload),
        row.Mode == "train" ? "" : row.Mode,
        row.Peer == Peers.Torch ? "" : row.Peer);
}
