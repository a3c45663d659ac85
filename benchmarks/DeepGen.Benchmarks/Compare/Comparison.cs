namespace DeepGen.Benchmarks.Compare;

/// <summary>DeepGen beside PyTorch and ONNX Runtime on the same processor, in the same run, in turns.</summary>
internal sealed class Comparison(CompareOptions options) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("deepgen-compare-").FullName;
    private readonly List<Row> rows = [];
    private readonly Attempts attempts = new();
    private readonly ModelCosts costs = new();
    private readonly Run run = Compare.Run.Begin(options.Command);

    /// <summary>Measures what the command line asks for, prints a row for each, and keeps a whole table.</summary>
    public static int Run(string[] arguments)
    {
        if (arguments is ["--help"])
        {
            Console.WriteLine(CompareOptions.Usage);
            return 0;
        }

        if (arguments is ["--print"])
        {
            ResultFile.Print();
            return 0;
        }

        if (CompareOptions.Parse(arguments, out string? problem) is not { } options)
        {
            Console.Error.WriteLine($"{problem}\n\n{CompareOptions.Usage}");
            return 2;
        }

        if (options.Device is not null) return DeviceComparison.Run(options);
        using var comparison = new Comparison(options);
        return comparison.Run();
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    private int Run()
    {
        Console.WriteLine(ResultTable.Head(options.Threads));
        bool failed = false;
        foreach (var workload in Workload.All.Where(row => row.Name.StartsWith(options.Only, StringComparison.Ordinal)))
        {
            string place = Path.Combine(folder, workload.Name);
            WorkloadFolder.Write(workload, place);
            if (options.Peer != "onnxruntime")
            {
                failed |= !attempts.Try(() => Duel(workload, "train", place, Peers.StartTorch));
                if (!workload.SharesInference) failed |= !attempts.Try(() => Duel(workload, "predict", place, Peers.StartTorch));
            }

            if (options.Peer != "torch" && !workload.SharesInference)
            {
                failed |= !attempts.Try(() =>
                {
                    Export(place);
                    Duel(workload, "predict", place, Peers.StartOnnxRuntime);
                });
            }

            Directory.Delete(place, recursive: true);
        }

        if (rows.Count > 0)
        {
            Console.WriteLine(ResultFile.Remarks(rows));
            ResultFile.Keep(rows, options.Threads);
        }

        attempts.Print();
        return failed ? 1 : 0;
    }

    private void Duel(Workload workload, string mode, string place, Func<int, Contender> start)
    {
        using var peer = start(options.Threads);
        using var own = Peers.StartOwn(options.Threads);
        using var single = options.Threads == 1 ? null : Peers.StartOwn(1);
        rows.Add(new Duel(workload, mode, options.Turns, options.Seconds)
            .Run(own, single, peer, place, options.Threads, Flops(workload, mode), run));
        Console.WriteLine(ResultTable.Line(rows[^1]));
    }

    private double Flops(Workload workload, string mode)
    {
        using var trainee = workload.Make(Device.CpuWithThreads(1), ProductPrecision.Float32);
        return costs.Of(trainee.Model.Name, mode, workload.Batch);
    }

    /// <summary>PyTorch writes the file that ONNX Runtime reads.</summary>
    private static void Export(string place)
    {
        using var torch = Peers.StartTorch(1);
        torch.Ask(new Request { Do = "open", Folder = place, Mode = "predict", Threads = 1 });
        torch.Ask(new Request { Do = "export", Path = WorkloadFolder.Onnx(place) });
    }
}
