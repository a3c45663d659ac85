using System.Globalization;
using System.Text;

namespace DeepGen.Benchmarks.Latency;

/// <summary>How long a user waits for the generator: in a build, after a keystroke elsewhere, after an edit in a model.</summary>
internal static class LatencyBenchmark
{
    private const string Command = "dotnet run -c Release --project benchmarks/DeepGen.Benchmarks -- latency";
    private static readonly int[] Counts = [1, 10, 100];

    /// <summary>Measures, prints a table and keeps it.</summary>
    public static int Run(string[] options)
    {
        int repetitions = options.Length > 0 ? int.Parse(options[0], CultureInfo.InvariantCulture) : 5;

        // In a fresh process as for a build without the compiler server: the JIT compiles the generator itself.
        var cold = Project.Small(1).Measure();
        var projects = Counts.Select(Project.Small).Append(Project.Large()).ToArray();
        var times = projects.Select(_ => new List<Times>()).ToArray();
        for (int repetition = -1; repetition < repetitions; repetition++)
        {
            // Interleaved, so that a slow minute of the machine falls on all of them; the first round is not counted.
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
            .Append("| without devices | C# compiler, all of it |\n");
        text.Append("|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        for (int i = 0; i < projects.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {(i < Counts.Length ? Counts[i] : "ResNet-18")} | {projects[i].Lines} | ")
                .Append(CultureInfo.InvariantCulture, $"{Median(times[i], t => t.Build)} | ")
                .Append(CultureInfo.InvariantCulture, $"{Median(times[i], t => t.Unrelated)} | {Median(times[i], t => t.Floor)} | ")
                .Append(CultureInfo.InvariantCulture, $"{Median(times[i], t => t.Edit)} | {Median(times[i], t => t.Typing)} | ")
                .Append(CultureInfo.InvariantCulture, $"{Median(times[i], t => t.CSharp)} |\n");
        }

        return text.Append('\n')
            .Append(CultureInfo.InvariantCulture, $"Milliseconds; medians of {repetitions} interleaved repetitions in a warm process. ")
            .Append("A third each of the models are two convolutions with norms, a perceptron, and a graph with two inputs and ")
            .Append("outputs; the edited one is of the first kind. ResNet-18 is for images of 32 x 32, with 11.2 million parameters. ")
            .Append("An edit counts until the generated text is there; to parse it is part of what the C# compiler takes. The files ")
            .Append("for devices are an implementation output, which an editor may leave out while one types; without them, an edit ")
            .Append("takes what the next column says. After an edit elsewhere no step has anything new to do, and Roslyn's part is ")
            .Append("what a generator takes that only looks for the attribute. ")
            .Append(CultureInfo.InvariantCulture, $"The very first run in a process, with one model, took {cold.Build:F0} ms, ")
            .Append(CultureInfo.InvariantCulture, $"and the C# compiler then {cold.CSharp:F0} ms.\n")
            .ToString();
    }

    private static string Median(List<Times> times, Func<Times, double> part)
    {
        double[] sorted = [.. times.Select(part).Order()];
        double median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return median.ToString(median < 10 ? "F2" : "F0", CultureInfo.InvariantCulture);
    }
}
