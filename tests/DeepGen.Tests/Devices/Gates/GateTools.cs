using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DeepGen.Tests.Devices.Gates;

/// <summary>Tests that need Oclgrind, which runs kernels item by item and finds races and what lies outside of memory.</summary>
internal sealed class OclgrindTheoryAttribute : TheoryAttribute
{
    public OclgrindTheoryAttribute() => Skip = GateTools.WhySkipped;
}

/// <summary>The same without rows.</summary>
internal sealed class OclgrindFactAttribute : FactAttribute
{
    public OclgrindFactAttribute() => Skip = GateTools.WhySkipped;
}

/// <summary>Runs <see cref="GateProcess"/>.</summary>
internal static class GateTools
{
    private const string Simulator = "/usr/lib/oclgrind/liboclgrind-rt-icd.so";

    public static string? WhySkipped => File.Exists(Simulator) ? null : $"skipped: needs Oclgrind, as {Simulator} of Debian";

    /// <summary>
    /// A run under Oclgrind: the figures that it printed, and what the simulator found. Buffers lie apart, so that none holds what another
    /// has left there.
    /// </summary>
    public static async Task<(Dictionary<string, double> Figures, string Findings)> Simulate(params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("deepgen-gate-");
        try
        {
            string log = Path.Combine(folder.FullName, "oclgrind.log");
            File.WriteAllText(Path.Combine(folder.FullName, "oclgrind.icd"), Simulator + "\n");
            var figures = await Run(arguments, new()
            {
                ["OCL_ICD_VENDORS"] = folder.FullName + "/",
                ["OCLGRIND_DATA_RACES"] = "1",
                ["OCLGRIND_UNINITIALIZED"] = "1",
                ["OCLGRIND_CHECK_API"] = "1",
                ["OCLGRIND_MAX_ERRORS"] = "5",
                ["OCLGRIND_LOG"] = log,
                ["DEEPGEN_CACHE"] = folder.FullName,
                ["DEEPGEN_MEMORY"] = "checked",

                // Of a kernel with 21,504 bytes of shared memory it says that 43,008 are too many; what kernels take stays below 32 KiB.
                ["OCLGRIND_LOCAL_MEM_SIZE"] = "65536",
            });

            // Oclgrind makes the log when it is loaded: without one it has not looked at anything.
            return (figures, File.ReadAllText(log).Trim());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The figures that a run prints, by their names.</summary>
    public static async Task<Dictionary<string, double>> Run(string[] arguments, Dictionary<string, string> environment)
    {
        string program = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(program, [Path.Combine(AppContext.BaseDirectory, "DeepGen.Tests.dll"), "gates", .. arguments]);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var (code, output, errors) = await ChildProcess.Run(start, ChildProcess.Limit);
        code.ShouldBe(0, output + errors);
        return Regex.Matches(output, @"^(\w+): (\S+)$", RegexOptions.Multiline).Where(line => line.Groups[1].Value != "idle").ToDictionary(
            line => line.Groups[1].Value, line => double.Parse(line.Groups[2].Value, CultureInfo.InvariantCulture));
    }
}
