using System.Diagnostics;
using System.Globalization;
using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Devices;

/// <summary>What needs a process of its own: drivers that are not there, and processes that share a folder of programs.</summary>
public sealed class DeviceProcessTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deepgen-processes-");

    public void Dispose() => folder.Delete(recursive: true);

    [OpenCLFact]
    public async Task WithoutADriverOneSentenceSaysWhatToInstall()
    {
        if (!OperatingSystem.IsLinux()) return;
        string output = await Run("list", "OCL_ICD_VENDORS", folder.FullName + "/");
        output.ShouldContain("problem: OpenCL: no driver offers a device; install the driver of the GPU, or PoCL for the processor (");
        output.ShouldContain("open: There is no device opencl:0. OpenCL: no driver offers a device; install ");
        output.ShouldNotContain("device: opencl");
    }

    [OpenCLFact]
    public async Task WithoutALoaderOneSentenceSaysWhatToInstall()
    {
        if (!OperatingSystem.IsLinux()) return;

        // What is found first is no library.
        File.WriteAllText(Path.Combine(folder.FullName, "libOpenCL.so.1"), "");
        string output = await Run("list", "LD_LIBRARY_PATH", folder.FullName);
        output.ShouldContain("problem: OpenCL: there is no libOpenCL.so.1; install the driver of the GPU, or PoCL for the processor (");
        output.ShouldContain("open: There is no device opencl:0. OpenCL: there is no libOpenCL.so.1; install ");
        output.ShouldNotContain("device: opencl");
    }

    [OpenCLFact]
    public async Task AllDevicesAreListed()
    {
        string output = await Run("list", "DEEPGEN_CACHE", folder.FullName);
        foreach (var device in DeviceInfo.All) output.ShouldContain($"device: {device}");
        output.ShouldContain("open: opencl:0");
    }

    [OpenCLFact]
    public async Task ProcessesShareTheFolder()
    {
        var processes = Enumerable.Range(0, 3).Select(_ => Run("sum", "DEEPGEN_CACHE", folder.FullName)).ToArray();
        foreach (var process in processes) (await process).Trim().ShouldBe("6");
        folder.GetFiles().ShouldHaveSingleItem().Extension.ShouldBe(".bin");
    }

    [OpenCLFact]
    public async Task TheVariableAsksForAProfile() =>
        (await Run("sum", "DEEPGEN_DEVICE_PROFILE", "1")).ShouldMatch(@"(?s)^6\s.*opencl:0 \(.*\d ms +1 launches  Sum");

    /// <summary>What the process of <see cref="Run"/> does.</summary>
    internal static void RunAsChild(string[] arguments)
    {
        if (arguments[0] == "sum")
        {
            Console.WriteLine(Sum(ProgramCache.Default).ToString(CultureInfo.InvariantCulture));
            return;
        }

        foreach (var device in DeviceInfo.All) Console.WriteLine($"device: {device}");
        foreach (string problem in DeviceInfo.Problems) Console.WriteLine($"problem: {problem}");
        try
        {
            using var backend = OpenCLBackend.Open(0);
            Console.WriteLine($"open: {backend.Info.Id}");
        }
        catch (DeviceException exception)
        {
            Console.WriteLine($"open: {exception.Message}");
        }
    }

    /// <summary>1 + 2 + 3, on the first device of OpenCL.</summary>
    internal static float Sum(ProgramCache cache)
    {
        using var backend = OpenCLBackend.Open(0, cache);
        using var module = backend.Compile("Fixture", OpenCLFixture.Kernels, OpenCLFixture.Definitions);
        using var memory = backend.Allocate(16);
        OpenCLFixture.Write(backend, memory, 0, 1f, 2f, 3f);
        backend.Launch(module, 3, new(1), [new(memory, 0), new(memory, 3)], [3]);
        return OpenCLFixture.Read<float>(backend, memory, 3, 1)[0];
    }

    private static async Task<string> Run(string what, string variable, string value)
    {
        string program = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(program, [Path.Combine(AppContext.BaseDirectory, "DeepGen.Tests.dll"), "devices", what]);
        start.Environment[variable] = value;
        var (code, output, errors) = await ChildProcess.Run(start, ChildProcess.Limit);
        code.ShouldBe(0, output + errors);
        return output + errors;
    }
}
