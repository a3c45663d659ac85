using System.Globalization;

namespace DeepGen.Benchmarks.Compare;

/// <summary>What the command line of <c>compare</c> says.</summary>
internal sealed record CompareOptions
{
    /// <summary>How to write it.</summary>
    public const string Usage =
        "compare [--peer torch|onnxruntime|all] [--only NAME] [--threads 1|2] [--turns 9] [--seconds 0.1]   NAME as in c or b64-adam\n" +
        "compare --device cuda|opencl:0|... [--tf32] [--only NAME] [--turns 9] [--seconds 0.1]   against PyTorch on the same card\n" +
        "compare --print   writes the sections of RESULTS.md anew from what was measured, and measures nothing";

    private const int DefaultTurns = 9;
    private const double DefaultSeconds = 0.1;

    /// <summary>Against whom: <c>torch</c>, <c>onnxruntime</c> or <c>all</c>.</summary>
    public string Peer { get; private set; } = "all";

    /// <summary>What the names of the rows begin with; empty for all.</summary>
    public string Only { get; private set; } = "";

    /// <summary>The device of both sides; null for the processor.</summary>
    public string? Device { get; private set; }

    /// <summary>Whether products may be computed in TF32 on both sides.</summary>
    public bool IsTensor { get; private set; }

    /// <summary>The threads of both sides.</summary>
    public int Threads { get; set; } = 1;

    /// <summary>How often each side is measured.</summary>
    public int Turns { get; private set; } = DefaultTurns;

    /// <summary>How long a turn is.</summary>
    public double Seconds { get; private set; } = DefaultSeconds;

    /// <summary>The command that repeats it.</summary>
    public string Command =>
        "dotnet run -c Release --project benchmarks/DeepGen.Benchmarks -- compare"
        + (Device is null ? "" : $" --device {Device}") + (IsTensor ? " --tf32" : "")
        + (Peer == "all" ? "" : $" --peer {Peer}") + (Only.Length == 0 ? "" : $" --only {Only}")
        + (Threads == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" --threads {Threads}"))
        + (Turns == DefaultTurns ? "" : string.Create(CultureInfo.InvariantCulture, $" --turns {Turns}"))
        + (Seconds == DefaultSeconds ? "" : string.Create(CultureInfo.InvariantCulture, $" --seconds {Seconds}"));

    /// <summary>The same for all rows.</summary>
    public CompareOptions Whole => this with { Only = "", Turns = DefaultTurns, Seconds = DefaultSeconds };

    /// <summary>Reads the command line; null where it is wrong.</summary>
    /// <param name="arguments">The words of the command line.</param>
    /// <param name="problem">What is wrong.</param>
    public static CompareOptions? Parse(string[] arguments, out string? problem)
    {
        const string Tensor = "--tf32";
        var options = new CompareOptions { IsTensor = arguments.Contains(Tensor) };
        string[] pairs = [.. arguments.Where(argument => argument != Tensor)];
        for (int i = 0; i < pairs.Length; i += 2)
        {
            if (i + 1 >= pairs.Length || !options.Set(pairs[i], pairs[i + 1]))
            {
                problem = $"'{string.Join(' ', pairs.Skip(i).Take(2))}' is not understood.";
                return null;
            }
        }

        problem = options.Contradiction(pairs.Contains("--threads"));
        return problem is null ? options : null;
    }

    /// <summary>Which options do not go together; null where all do.</summary>
    private string? Contradiction(bool hasThreads)
    {
        var rows = Device is null ? Workload.All : Workload.OnDevices;
        string where = Device is null ? "without --device" : "with --device";
        return !rows.Any(row => row.Name.StartsWith(Only, StringComparison.Ordinal))
            ? $"No row {where} begins with '{Only}': there are {string.Join(", ", rows.Select(row => row.Name))}."
            : IsTensor && Device is null ? "--tf32 goes with --device: products of the processor are not rounded."
            : hasThreads && Device is not null ? "--threads does not go with --device: there PyTorch has as many threads as the machine."
            : Peer == "onnxruntime" && Device is not null ? "--peer onnxruntime does not go with --device: there PyTorch alone is compared."
            : null;
    }

    private bool Set(string name, string value)
    {
        switch (name)
        {
            case "--peer" when value is "torch" or "onnxruntime" or "all":
                Peer = value;
                return true;
            case "--device" when DeepGen.Device.TryParse(value, out _):
                Device = value;
                return true;
            case "--only":
                Only = value;
                return true;
            case "--threads" when int.TryParse(value, CultureInfo.InvariantCulture, out int threads) && threads > 0:
                Threads = threads;
                return true;
            case "--turns" when int.TryParse(value, CultureInfo.InvariantCulture, out int turns) && turns > 0:
                Turns = turns;
                return true;
            case "--seconds" when double.TryParse(value, CultureInfo.InvariantCulture, out double seconds) && seconds > 0:
                Seconds = seconds;
                return true;
            default:
                return false;
        }
    }
}
