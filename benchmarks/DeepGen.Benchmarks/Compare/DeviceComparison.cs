using System.Globalization;
using System.Text.Json;

namespace DeepGen.Benchmarks.Compare;

/// <summary>
/// DeepGen on a device beside PyTorch on the same card, as it is and by <c>torch.compile(mode="reduce-overhead")</c>, in turns. All get
/// their batches from the host's memory, and wait for the device at the end of each block of calls.
/// </summary>
internal sealed class DeviceComparison : IDisposable
{
    private static readonly string FilePath = Path.Combine(Repository.Root, "benchmarks", "devices.jsonl");

    private readonly string folder = Directory.CreateTempSubdirectory("deepgen-compare-").FullName;
    private readonly List<DeviceRow> rows = [];
    private readonly Attempts attempts = new();
    private readonly ModelCosts costs = new();
    private readonly CompareOptions options;
    private readonly string title;
    private readonly string peerDevice;

    private DeviceComparison(CompareOptions options, DeviceInfo? info)
    {
        this.options = options;
        bool isCuda = info?.Id.StartsWith("cuda", StringComparison.Ordinal) == true;
        peerDevice = isCuda ? info!.Id : "cpu";
        title = (info is null ? "cpu" : $"{info.Id} ({info.Name})") + (isCuda ? "" : ", PyTorch on the processor");
    }

    /// <summary>Measures what the command line asks for, prints a row for each, and keeps them.</summary>
    public static int Run(CompareOptions options)
    {
        var device = Device.Parse(options.Device!);
        bool isProcessor = device == Device.Cpu || device.Threads > 0;
        var info = isProcessor ? null : DeviceInfo.All.FirstOrDefault(info => Device.Parse(info.Id) == device);
        if (info is null && !isProcessor)
        {
            Console.Error.WriteLine(string.Join('\n', DeviceInfo.Problems.Prepend($"There is no {device}.")));
            return 1;
        }

        using var comparison = new DeviceComparison(options, info);
        return comparison.Run();
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    private int Run()
    {
        Console.WriteLine($"{title}\n\n{DeviceRow.Head}");
        bool failed = false;
        foreach (var workload in Workload.OnDevices.Where(row => row.Name.StartsWith(options.Only, StringComparison.Ordinal)))
        {
            string place = Path.Combine(folder, workload.Name);
            WorkloadFolder.Write(workload, place);
            foreach (string mode in (string[])["train", "predict"]) failed |= !attempts.Try(() => Measure(workload, mode, place));
            Directory.Delete(place, recursive: true);
        }

        if (rows.Count > 0) Keep();
        attempts.Print();
        return failed ? 1 : 0;
    }

    private void Measure(Workload workload, string mode, string place)
    {
        // Not pinned to a core each: PyTorch's backward pass has a thread of its own.
        int threads = Environment.ProcessorCount;
        using var own = Peers.StartOwn(threads);
        using var peer = Peers.StartTorch(threads);
        using var compiled = Peers.StartTorch(threads, "PyTorch, compiled");
        var open = new Request { Do = "open", Folder = place, Mode = mode, Threads = threads, IsTensor = options.IsTensor };
        own.Ask(open with { Device = options.Device });
        string version = peer.Ask(open with { Device = peerDevice }).Version!;
        var duel = new Duel(workload, mode, options.Turns, options.Seconds, options.IsTensor ? Duel.TensorTolerance : Duel.Tolerance);
        double deviation = duel.Compare(own, peer);

        // Where there is no torch.compile the others are measured all the same; what it cannot compile is found in its first calls.
        bool isCompiled = attempts.Try(() =>
        {
            compiled.Ask(open with { Device = peerDevice, IsCompiled = true });
            compiled.Ask(new Request { Do = "check" });
        });
        if (isCompiled) duel.Compare(own, compiled);
        double[] seconds = duel.Measure(isCompiled ? [own, peer, compiled] : [own, peer]);
        using var trainee = workload.Make(Device.CpuWithThreads(1), ProductPrecision.Float32);
        rows.Add(new DeviceRow
        {
            Workload = workload.Name,
            Mode = mode,
            Device = title,
            IsTensor = options.IsTensor,
            PeerVersion = version,
            Deviation = deviation,
            Seconds = seconds[0],
            PeerSeconds = seconds[1],
            CompiledSeconds = isCompiled ? seconds[2] : null,
            Flops = costs.Of(trainee.Model.Name, mode, workload.Batch),
            Time = DateTime.UtcNow,
        });
        Console.WriteLine(rows[^1].Line);
    }

    /// <summary>Replaces what was measured again, and writes the section of this device and precision anew.</summary>
    private void Keep()
    {
        var before = File.Exists(FilePath) ? File.ReadAllLines(FilePath).Select(line => JsonSerializer.Deserialize<DeviceRow>(line)!) : [];
        var kept = before.Where(row => Workload.Find(row.Workload) is not null && !rows.Exists(now => now.Replaces(row)));
        DeviceRow[] all = [.. kept, .. rows];
        File.WriteAllLines(FilePath, all.Select(row => JsonSerializer.Serialize(row)));
        string[] order = [.. Workload.OnDevices.Select(workload => workload.Name)];
        DeviceRow[] shown = [.. all.Where(row => row.Device == title && row.IsTensor == options.IsTensor)
            .OrderBy(row => Array.IndexOf(order, row.Workload)).ThenBy(row => row.Mode == "train" ? 0 : 1)];
        string versions = string.Join(", ", shown.Select(row => row.PeerVersion).Distinct());
        string body = string.Join('\n', shown.Select(row => row.Line).Prepend(DeviceRow.Head))
            + $"\n\n{Columns}\n\n"
            + string.Create(CultureInfo.InvariantCulture, $"{versions}; measured {shown.Min(row => row.Time):yyyy-MM-dd} to ")
            + string.Create(CultureInfo.InvariantCulture, $"{shown.Max(row => row.Time):yyyy-MM-dd}.\n");
        Results.Write($"On {title}, {(options.IsTensor ? "TF32" : "float32")}", options.Whole.Command, body);
    }

    private const string Columns = """
        Microseconds of one call with a new batch each, which comes from the host's memory; medians of turns that all sides take in turn, of
        blocks of calls at whose end the device is waited for. A training step is forward, loss, backward and the optimizer; nothing is read
        back. Compiled: the model and its loss by torch.compile(mode="reduce-overhead"). In float32 PyTorch's TF32 is off, of cuDNN too.
        """;
}
