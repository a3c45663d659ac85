using System.Globalization;
using System.Text;

namespace DeepGen.Benchmarks.Compare;

/// <summary>DeepGen beside PyTorch and ONNX Runtime on the same processor, in the same run, in turns.</summary>
internal sealed class Comparison(CompareOptions options) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("deepgen-compare-").FullName;
    private readonly List<Row> rows = [];
    private readonly List<string> notes = [];
    private readonly SortedSet<string> versions = [];

    /// <summary>Measures what the command line asks for, prints a row for each, and keeps a whole table.</summary>
    public static int Run(string[] arguments)
    {
        if (CompareOptions.Parse(arguments) is not { } options)
        {
            Console.Error.WriteLine(CompareOptions.Usage);
            return 2;
        }

        using var comparison = new Comparison(options);
        return comparison.Run();
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    private int Run()
    {
        var roof = Roof.Measure();
        Console.WriteLine(ResultTable.Head);
        bool failed = false;
        foreach (var workload in Workload.All.Where(row => row.Name.StartsWith(options.Only, StringComparison.Ordinal)))
        {
            string place = Path.Combine(folder, workload.Name);
            WorkloadFolder.Write(workload, place);
            if (options.Peer != "onnxruntime")
            {
                failed |= !Try(() => Duel(workload, "train", place, Peers.StartTorch));
                if (!workload.SharesInference) failed |= !Try(() => Duel(workload, "predict", place, Peers.StartTorch));
            }

            if (options.Peer != "torch" && !workload.SharesInference)
            {
                failed |= !Try(() =>
                {
                    Export(place);
                    Duel(workload, "predict", place, Peers.StartOnnxRuntime);
                });
            }

            Directory.Delete(place, recursive: true);
        }

        string remarks = Remarks(roof);
        Console.WriteLine(remarks);
        foreach (string note in notes.Distinct()) Console.WriteLine(note);
        if (rows.Count > 0 && options.IsWhole && !failed) Keep(remarks);
        return failed ? 1 : 0;
    }

    /// <summary>What cannot be measured is said once and leaves the other rows as they are.</summary>
    private bool Try(Action measure)
    {
        try
        {
            measure();
            return true;
        }
        catch (ContenderException error)
        {
            if (!notes.Contains(error.Message)) Console.Error.WriteLine(error.Message);
            notes.Add(error.Message);
            return false;
        }
    }

    private void Duel(Workload workload, string mode, string place, Func<int, Contender> start)
    {
        using var peer = start(options.Threads);
        using var own = Peers.StartOwn(options.Threads);
        var (row, version) = new Duel(workload, mode, place, options.Threads, options.Turns, options.Seconds).Run(own, peer);
        versions.Add(version);
        rows.Add(row);
        Console.WriteLine(ResultTable.Line(row));
    }

    /// <summary>PyTorch writes the file that ONNX Runtime reads.</summary>
    private static void Export(string place)
    {
        using var torch = Peers.StartTorch(1);
        torch.Ask(new Request { Do = "open", Folder = place, Mode = "predict", Threads = 1 });
        torch.Ask(new Request { Do = "export", Path = WorkloadFolder.Onnx(place) });
    }

    private string Remarks(Roof roof) => string.Create(
        CultureInfo.InvariantCulture,
        $"""

        Microseconds of one call with a new batch each, {options.Threads} thread(s); medians of {options.Turns} turns of each side, in turns. A
        training step is forward, loss, backward and the optimizer. Deviation: the largest difference of outputs and of the losses of three
        steps, of the largest. Growth: of resident memory over the first 20 calls. {string.Join(", ", versions)}.
        One core: {roof.FlopsPerSecond / 1e9:F0} GFLOP/s fused, {roof.BytesPerSecond / 1e9:F0} GB/s from memory.
        """);

    private void Keep(string remarks)
    {
        var text = new StringBuilder().Append(ResultTable.Head).Append('\n');
        foreach (var row in rows) text.Append(ResultTable.Line(row)).Append('\n');
        string heading = options.Threads == 1 ? "Beside PyTorch and ONNX Runtime" : $"Beside PyTorch and ONNX Runtime, {options.Threads} threads";
        Results.Write(heading, options.Command, text + remarks + "\n");
    }
}
