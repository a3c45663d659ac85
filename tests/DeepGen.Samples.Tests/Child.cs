using System.Diagnostics;
using System.Globalization;

namespace DeepGen.Samples.Tests;

/// <summary>A program of this repository in a process of its own.</summary>
internal sealed class Child : IDisposable
{
    // Training MNIST takes most of a minute where many tests run at once; only something stuck takes this long.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly Process process;
    private readonly Task<string> errors;

    private Child(Process process)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
    }

    public TextReader Output => process.StandardOutput;

    public TextWriter Input => process.StandardInput;

    /// <summary>Starts an assembly that lies beside this one.</summary>
    public static Child Start(string assembly, params IEnumerable<string> arguments)
    {
        var program = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(program, [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        // A culture with a decimal comma and a dotless i: what is printed must not depend on it.
        start.Environment["LC_ALL"] = "tr_TR.UTF-8";
        return new(Process.Start(start)!);
    }

    /// <summary>Runs a sample to its end.</summary>
    public static async Task<Finished> Run(string sample, params string[] arguments)
    {
        using var child = Start(sample + ".dll", arguments);
        return await child.Finish();
    }

    public static Task<Finished> RunDigits(params string[] arguments) => Run("Digits", arguments);

    public async Task<Finished> Finish()
    {
        using var limit = new CancellationTokenSource(Limit);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return new(process.ExitCode, output, await errors);
    }

    /// <summary>Ends it as a power cut would: nothing of it gets to run.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
    }
}

/// <summary>A program that has ended.</summary>
internal sealed record Finished(int ExitCode, string Output, string Errors)
{
    public string LastLine => Output.TrimEnd('\n').Split('\n')[^1];

    /// <summary>The number at the beginning of what follows some words that begin a line.</summary>
    public double Figure(string words)
    {
        var line = Output.Split('\n').Single(line => line.StartsWith(words, StringComparison.Ordinal));
        return double.Parse(line[words.Length..].Split(' ', ',')[0], CultureInfo.InvariantCulture);
    }

    public Finished ShouldSucceed()
    {
        ExitCode.ShouldBe(0, Output + Errors);
        return this;
    }

    /// <summary>Fails unless the program said in one sentence what its user can put right.</summary>
    public void ShouldFailWith(string words)
    {
        ExitCode.ShouldBeInRange(1, 2, Output + Errors);
        Errors.ShouldStartWith("error: ");
        Errors.ShouldEndWith(".\n");
        Errors.TrimEnd('\n').ShouldNotContain("\n");
        Errors.ShouldNotContain("   at ");
        Errors.ShouldContain(words);
        Output.ShouldNotContain("test accuracy");
    }
}
