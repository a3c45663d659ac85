using System.Diagnostics;
using System.Text.Json;

namespace DeepGen.Benchmarks.Compare;

/// <summary>A process that answers requests.</summary>
internal sealed class Contender : IDisposable
{
    private readonly Process process;

    private Contender(string name, Process process) => (Name, this.process) = (name, process);

    /// <summary>What it is called in messages.</summary>
    public string Name { get; }

    /// <summary>Starts a program, on the first cores of the machine, as many as there are threads.</summary>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="threads">The number of threads.</param>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables to set; null removes one.</param>
    public static Contender Start(
        string name, int threads, string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        bool canPin = OperatingSystem.IsLinux() && File.Exists("/usr/bin/taskset");
        var start = new ProcessStartInfo(canPin ? "/usr/bin/taskset" : file)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        string[] prefix = canPin ? ["-c", threads == 1 ? "0" : $"0-{threads - 1}", file] : [];
        foreach (string argument in prefix.Concat(arguments)) start.ArgumentList.Add(argument);
        foreach (var (key, value) in environment) start.Environment[key] = value;
        return new Contender(name, Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start."));
    }

    /// <summary>Asks, and waits for the answer.</summary>
    /// <exception cref="ContenderException">The contender ended, or could not do it.</exception>
    public Answer Ask(Request request)
    {
        process.StandardInput.WriteLine(JsonSerializer.Serialize(request));
        process.StandardInput.Flush();
        string line = process.StandardOutput.ReadLine() ?? throw new ContenderException($"{Name} ended without an answer.");
        var answer = JsonSerializer.Deserialize<Answer>(line) ?? throw new ContenderException($"{Name} answered '{line}'.");
        return answer.Error is null ? answer : throw new ContenderException($"{Name}: {answer.Error}");
    }

    /// <summary>The memory that the system keeps for the process, measured from outside: alike for all contenders.</summary>
    public double ResidentBytes()
    {
        process.Refresh();
        return process.WorkingSet64;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(5000)) process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}

/// <summary>A contender could not do what it was asked for.</summary>
/// <param name="message">What it was, in one sentence.</param>
internal sealed class ContenderException(string message) : Exception(message);
