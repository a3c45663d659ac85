using System.Diagnostics;
using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Devices;

/// <summary>The compilers and the simulator that texts for devices are held against, as Debian has them; none is needed to build.</summary>
internal static class DeviceTools
{
    private const string NoTool = "skipped: needs clang, of version 18 or later for CUDA, and oclgrind";

    /// <summary>The clang that reads OpenCL C.</summary>
    public static string? OpenCLCompiler { get; } = Find("clang-15", "clang-16", "clang-19", "clang");

    /// <summary>The clang that knows today's devices of CUDA.</summary>
    public static string? CudaCompiler { get; } = Find("clang-19", "clang-20", "clang-18", "clang");

    /// <summary>The simulator that runs a kernel by itself.</summary>
    public static string? Simulator { get; } = Find("oclgrind-kernel");

    public static string? WhySkipped => OpenCLCompiler is null || CudaCompiler is null || Simulator is null ? NoTool : null;

    /// <summary>What stands before every text.</summary>
    public static string Prelude { get; } = Repository.Read("src/DeepGen/Runtime/Devices/Prelude.cl");

    /// <summary>Runs a tool in a folder; gives its exit code and all that it wrote.</summary>
    public static (int Code, string Output, string Errors) Run(string tool, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    private static string? Find(params string[] names)
        => names.SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}

/// <summary>Tests that need the tools for devices.</summary>
internal sealed class DeviceFactAttribute : FactAttribute
{
    public DeviceFactAttribute() => Skip = DeviceTools.WhySkipped;
}

/// <summary>The same with rows.</summary>
internal sealed class DeviceTheoryAttribute : TheoryAttribute
{
    public DeviceTheoryAttribute() => Skip = DeviceTools.WhySkipped;
}
