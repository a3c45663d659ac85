using System.Diagnostics;

namespace DeepGen.Package.Tests;

/// <summary>Runs programs as a user would at the command line.</summary>
internal static class Dotnet
{
    // Restoring, building and publishing a small project takes seconds; only something stuck takes this long.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs a command of the SDK in a folder.</summary>
    public static Task<Finished> Run(string folder, params string[] arguments) =>
        Start(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", folder, arguments);

    /// <summary>Runs any program in a folder.</summary>
    public static async Task<Finished> Start(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Clean(start.Environment);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return new Finished(process.ExitCode, (await output) + (await errors));
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Takes away what the run of the tests itself has set: the consumer is no part of this repository.</summary>
    private static void Clean(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            environment.Remove(name);
        }

        // Nodes that outlive the tests would hold the temporary folder.
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        environment["DOTNET_NOLOGO"] = "1";
    }
}

/// <summary>A program that has ended.</summary>
internal sealed record Finished(int ExitCode, string Output)
{
    public IReadOnlyList<string> Lines { get; } = Output.Split(
        '\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The different errors and warnings; a build prints each of them twice.</summary>
    public IReadOnlyList<string> Complaints =>
        [.. Lines.Where(line => line.Contains(": error ", StringComparison.Ordinal)
            || line.Contains(": warning ", StringComparison.Ordinal)).Distinct()];

    /// <summary>Fails with the whole output unless the program ended well.</summary>
    public Finished ShouldSucceed()
    {
        ExitCode.ShouldBe(0, Output);
        return this;
    }
}
