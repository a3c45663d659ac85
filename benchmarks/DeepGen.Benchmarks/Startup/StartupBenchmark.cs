using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using DeepGen.Benchmarks.Compare;

namespace DeepGen.Benchmarks.Startup;

/// <summary>How long a user waits for the first training step: beside a console program that does nothing.</summary>
internal static class StartupBenchmark
{
    private const string Invocation = "dotnet run -c Release --project benchmarks/DeepGen.Benchmarks -- startup";

    // What the project holds itself to, in times of the empty program's whole run.
    private const double Most = 6;

    /// <summary>Publishes, measures, prints a table and keeps it.</summary>
    public static int Run(string[] options)
    {
        int turns = options.Length > 0 ? int.Parse(options[0], CultureInfo.InvariantCulture) : 15;
        string empty = Publish("Empty", isReady: false);
        (string Name, string Program)[] programs =
        [
            ("as published by default", Publish("FirstStep", isReady: false)), ("with ReadyToRun", Publish("FirstStep", isReady: true)),
        ];
        List<double> whole = [];
        var steps = programs.Select(_ => new List<FirstStep>()).ToArray();
        for (int turn = -1; turn < turns; turn++)
        {
            // By turns, so that a slow moment falls on all of them; the first round fills the caches of the system.
            double milliseconds = Command.Run(empty).Milliseconds;
            if (turn >= 0) whole.Add(milliseconds);
            for (int i = 0; i < programs.Length; i++)
            {
                var step = FirstStep.Of(programs[i].Program);
                if (turn >= 0) steps[i].Add(step);
            }
        }

        string text = Table([.. programs.Select(program => program.Name)], whole, steps, turns);
        Console.WriteLine(text);
        Results.Write("Start-up", Invocation, text);
        return 0;
    }

    private static string Table(string[] names, List<double> whole, List<FirstStep>[] steps, int turns)
    {
        double empty = Statistics.Median(whole);
        var text = new StringBuilder("| | ms | of the empty program's run | of it the JIT's, ms | methods compiled | whole process, ms |\n")
            .Append("|---|---:|---:|---:|---:|---:|\n")
            .Append(CultureInfo.InvariantCulture, $"| an empty console program, its whole run | {empty:F0} | 1 | | | {empty:F0} |\n");
        for (int i = 0; i < names.Length; i++)
        {
            double time = Median(steps[i], step => step.Milliseconds);
            text.Append(CultureInfo.InvariantCulture, $"| model c's first step, {names[i]} | {time:F0} | {time / empty:F2} | ")
                .Append(CultureInfo.InvariantCulture, $"{Median(steps[i], step => step.Compiling):F0} | ")
                .Append(CultureInfo.InvariantCulture, $"{Median(steps[i], step => step.Methods):F0} | ")
                .Append(CultureInfo.InvariantCulture, $"{Median(steps[i], step => step.Whole):F0} |\n");
        }

        double ratio = Median(steps[0], step => step.Milliseconds) / empty;
        return text.Append("\nFrom the beginning of Main to the end of the first training step of 64 images; ")
            .Append(CultureInfo.InvariantCulture, $"medians of {turns} runs of each, by turns. Methods that ask for full optimization are ")
            .Append("compiled by the JIT under ReadyToRun too. It works on two threads at a time: its milliseconds are those of both. ")
            .Append(CultureInfo.InvariantCulture, $"The bar is {Most} times the empty program: ")
            .Append(ratio <= Most ? "holds.\n" : "**missed**.\n")
            .ToString();
    }

    private static double Median(List<FirstStep> steps, Func<FirstStep, double> part) => Statistics.Median(steps.Select(part));

    /// <summary>Publishes a program.</summary>
    /// <returns>Where its executable is.</returns>
    private static string Publish(string name, bool isReady)
    {
        string project = Path.Combine(Repository.Root, "benchmarks", "Startup", name, $"{name}.csproj");
        string folder = Path.Combine(Repository.Root, "artifacts", "startup", isReady ? $"{name}.ReadyToRun" : name);
        string[] ready = isReady
            ? ["-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-p:PublishReadyToRun=true"]
            : [];
        Command.Run("dotnet", ["publish", project, "-c", "Release", "-o", folder, "-v", "quiet", .. ready]);
        return Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name);
    }

    /// <summary>A run of the program FirstStep.</summary>
    private readonly record struct FirstStep(double Milliseconds, double Compiling, double Methods, double Whole)
    {
        public static FirstStep Of(string program)
        {
            var (whole, output) = Command.Run(program);
            double[] parts = [.. output.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture))];
            return new FirstStep(parts[0], parts[1], parts[2], whole);
        }
    }
}
