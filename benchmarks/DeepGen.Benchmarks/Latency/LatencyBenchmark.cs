using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Text;
using DeepGen.Benchmarks.Compare;

namespace DeepGen.Benchmarks.Latency;

/// <summary>How long a user waits for the generator: in a build, after a keystroke elsewhere, after an edit in a model.</summary>
internal static class LatencyBenchmark
{
    private const string Command = "dotnet run -c Release --project benchmarks/DeepGen.Benchmarks -- latency";

    // Rounds that are not counted: an editor's process, where one waits for an edit, has long compiled the generator's and Roslyn's own
    // code, which the JIT does here in the background for as long, on a core that the generator would use.
    private const int WarmUp = 5;

    // What the project holds itself to: of the time that the C# compiler takes for what is generated.
    private const double Most = 0.1;

    private static readonly int[] Counts = [1, 10, 100];

    /// <summary>The command of the process that measures.</summary>
    public const string Measuring = "latency-process";

    /// <summary>Measures in a process with the settings that the SDK gives the C# compiler (csc.runtimeconfig.json).</summary>
    public static int Run(string[] options)
    {
        var (program, arguments) = OwnProgram.With([Measuring, .. options]);
        var start = new ProcessStartInfo(program, arguments);
        start.Environment["DOTNET_gcServer"] = "1";
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Measures, prints a table and keeps it.</summary>
    public static int Measure(string[] options)
    {
        int repetitions = options.Length > 0 ? int.Parse(options[0], CultureInfo.InvariantCulture) : 5;

        // In a fresh process as for a build without the compiler server: the JIT compiles the generator itself.
        var cold = Project.Small(1).Measure();
        var projects = Counts.Select(Project.Small).Append(Project.Large()).ToArray();
        var times = projects.Select(_ => new List<Times>()).ToArray();
        for (int repetition = -WarmUp; repetition < repetitions; repetition++)
        {
            // Interleaved, so that a slow minute of the machine falls on all of them.
            for (int i = 0; i < projects.Length; i++)
            {
                GC.Collect();
                var measured = projects[i].Measure();
                if (repetition >= 0) times[i].Add(measured);
            }
        }

        string table = Table(projects, times, cold, repetitions);
        Console.WriteLine(table);
        Results.Write("Latency of the generator", Command, table);
        return 0;
    }

    private static string Table(Project[] projects, List<Times>[] times, Times cold, int repetitions)
    {
        var text = new StringBuilder();
        text.Append("| models | lines generated | first run | edit elsewhere | of it Roslyn's | edit in one model ")
            .Append("| C# compiler, all of it | with devices: first run | edit in one model | C# compiler, all of it |\n");
        text.Append("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        for (int i = 0; i < projects.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {(i < Counts.Length ? Counts[i] : "ResNet-18")} | {projects[i].Lines} | ")
                .Append(CultureInfo.InvariantCulture, $"{Median(times[i], t => t.Editor.First)} | ")
                .Append(CultureInfo.InvariantCulture, $"{Median(times[i], t => t.Editor.Unrelated)} | ")
                .Append(CultureInfo.InvariantCulture, $"{Median(times[i], t => t.Editor.Floor)} | ")
                .Append(CultureInfo.InvariantCulture, $"{Median(times[i], t => t.Editor.Edit)} | ")
                .Append(CultureInfo.InvariantCulture, $"{Median(times[i], t => t.Editor.CSharp)} | ")
                .Append(CultureInfo.InvariantCulture, $"{Median(times[i], t => t.Build.First)} | ")
                .Append(CultureInfo.InvariantCulture, $"{Median(times[i], t => t.Build.Edit)} | ")
                .Append(CultureInfo.InvariantCulture, $"{Median(times[i], t => t.Build.CSharp)} |\n");
        }

        double editor = Share(times[^1], t => t.Editor), build = Share(times[^1], t => t.Build);
        return text.Append('\n')
            .Append(CultureInfo.InvariantCulture, $"Milliseconds; medians of {repetitions} interleaved repetitions ")
            .Append(CultureInfo.InvariantCulture, $"in a process warm from {WarmUp} that are not counted, ")
            .Append(GCSettings.IsServerGC ? "with the server's garbage collection, as the C# compiler runs. "
                : "with the workstation's garbage collection: on one processor there is no other. ")
            .Append("A third each of the models are two convolutions with norms, a perceptron, and a graph with two inputs and ")
            .Append("outputs; the edited one is of the first kind. ResNet-18 is for images of 32 x 32, with 11.2 million parameters. ")
            .Append("An edit counts until the generated text is there; to parse it is part of what the C# compiler takes, which compiles ")
            .Append("the files that were generated in the same session. An editor's compilation has the options that the package's ")
            .Append("targets give it, which leave the files for devices to builds; the last three columns are with them. After an edit ")
            .Append("elsewhere no step has anything new to do, and Roslyn's part is what a generator takes that only looks for the ")
            .Append("attribute. ")
            .Append(CultureInfo.InvariantCulture, $"An edit of ResNet-18 in an editor takes {editor:F3} of what the C# compiler takes; ")
            .Append(CultureInfo.InvariantCulture, $"the bar is {Most}: {(editor < Most ? "holds" : "**missed**")}. ")
            .Append(CultureInfo.InvariantCulture, $"With the files for devices it takes {build:F3}. ")
            .Append(CultureInfo.InvariantCulture, $"The very first run in a process, with one model, took {cold.Editor.First:F0} ms, ")
            .Append(CultureInfo.InvariantCulture, $"and the C# compiler then {cold.Editor.CSharp:F0} ms.\n")
            .ToString();
    }

    private static double Share(List<Times> times, Func<Times, SessionTimes> session)
        => MedianOf(times, t => session(t).Edit) / MedianOf(times, t => session(t).CSharp);

    private static double MedianOf(List<Times> times, Func<Times, double> part) => Statistics.Median([.. times.Select(part)]);

    private static string Median(List<Times> times, Func<Times, double> part)
    {
        double median = MedianOf(times, part);
        return median.ToString(median < 10 ? "F2" : "F0", CultureInfo.InvariantCulture);
    }
}
