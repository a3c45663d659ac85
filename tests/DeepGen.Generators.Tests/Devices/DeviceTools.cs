using System.Diagnostics;
using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Devices;

/// <summary>What texts for devices are held against.</summary>
internal enum DeviceTool
{
    /// <summary>The clang that reads OpenCL C, and C++ for the host.</summary>
    OpenCLCompiler,

    /// <summary>The clang that knows today's devices of CUDA.</summary>
    CudaCompiler,

    /// <summary>What runs a kernel by itself.</summary>
    Simulator,
}

/// <summary>The compilers and the simulator, as Debian has them; none is needed to build.</summary>
internal static class DeviceTools
{
    private static readonly Dictionary<DeviceTool, string[]> Names = new()
    {
        [DeviceTool.OpenCLCompiler] = ["clang-15", "clang-16", "clang-19", "clang"],
        [DeviceTool.CudaCompiler] = ["clang-19", "clang-20", "clang-18", "clang"],
        [DeviceTool.Simulator] = ["oclgrind-kernel"],
    };

    private static readonly Dictionary<DeviceTool, string> Found = Names.Keys.Select(tool => (tool, Path: Find(Names[tool])))
        .Where(found => found.Path is not null).ToDictionary(found => found.tool, found => found.Path!);

    /// <summary>Why tests that need some tools are skipped: the first that is missing; null where all are there.</summary>
    public static string? WhySkipped(params IEnumerable<DeviceTool> needed)
        => needed.Where(tool => !Found.ContainsKey(tool)).Select(tool => $"skipped: there is no {string.Join(" or ", Names[tool])}")
            .FirstOrDefault();

    /// <summary>What stands before every text.</summary>
    public static string Prelude { get; } = Repository.Read("src/DeepGen/Runtime/Devices/Prelude.cl");

    /// <summary>Runs a tool in a folder; gives its exit code and all that it wrote.</summary>
    public static (int Code, string Output, string Errors) Run(DeviceTool tool, string folder, params string[] arguments)
        => Run(Found[tool], folder, arguments);

    /// <summary>The same with any program.</summary>
    public static (int Code, string Output, string Errors) Run(string tool, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments) { WorkingDirectory = folder };
        return ChildProcess.Run(start, ChildProcess.Limit).GetAwaiter().GetResult();
    }

    private static string? Find(params string[] names)
        => names.SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}

/// <summary>Tests that need tools for devices.</summary>
internal sealed class DeviceFactAttribute : FactAttribute
{
    public DeviceFactAttribute(params DeviceTool[] needed) => Skip = DeviceTools.WhySkipped(needed);
}

/// <summary>The same with rows.</summary>
internal sealed class DeviceTheoryAttribute : TheoryAttribute
{
    public DeviceTheoryAttribute(params DeviceTool[] needed) => Skip = DeviceTools.WhySkipped(needed);
}
