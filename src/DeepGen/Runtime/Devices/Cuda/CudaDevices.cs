using System.Globalization;

namespace DeepGen.Runtime;

/// <summary>A device of CUDA, and what compiles for it.</summary>
/// <param name="Driver">The driver.</param>
/// <param name="Compiler">The compiler of kernels.</param>
/// <param name="Handle">The driver's handle.</param>
/// <param name="Info">What it is.</param>
/// <param name="Architecture">The architecture that kernels are compiled for, as in "sm_90".</param>
/// <param name="LargestGroup">The most threads of a block.</param>
/// <param name="HasPools">Whether memory can be allocated in the order of a stream.</param>
/// <param name="Identity">What compiled programs depend on: the device, and the versions of driver and compiler.</param>
internal sealed record CudaDevice(
    ICudaDriver Driver,
    INvrtc Compiler,
    int Handle,
    DeviceInfo Info,
    string Architecture,
    int LargestGroup,
    bool HasPools,
    string Identity);

/// <summary>Finds the devices of CUDA.</summary>
internal static class CudaDevices
{
    private const int ThreadsPerBlock = 1;
    private const int Multiprocessors = 16;
    private const int CapabilityMajor = 75;
    private const int CapabilityMinor = 76;
    private const int MemoryPools = 115;

    private const string Upgrade = "install a newer driver of NVIDIA";

    /// <summary>The devices, in the order in which the driver numbers them. Does not throw.</summary>
    /// <param name="problems">Takes a sentence for each thing that keeps a device from being used.</param>
    public static List<CudaDevice> Find(List<string> problems)
    {
        if (!CudaDriver.TryLoad())
        {
            problems.Add($"CUDA: there is no {CudaDriver.File}; where there is a GPU of NVIDIA, install its driver.");
            return [];
        }

        return Find(new CudaDriver(), static major => Nvrtc.TryLoad(major) ? new Nvrtc() : null, problems);
    }

    /// <summary>The devices of a driver.</summary>
    /// <param name="driver">The driver.</param>
    /// <param name="loadCompiler">Gives the compiler for a driver of a major version, or null where there is none.</param>
    /// <param name="problems">Takes a sentence for each thing that keeps a device from being used.</param>
    internal static List<CudaDevice> Find(ICudaDriver driver, Func<int, INvrtc?> loadCompiler, List<string> problems)
    {
        List<CudaDevice> found = [];
        try
        {
            int code = driver.Init(0);
            if (code == CudaCode.NoDevice)
            {
                problems.Add(
                    "CUDA: the driver sees no GPU; where there is one, give it to this process (CUDA_VISIBLE_DEVICES, a container).");
                return found;
            }

            Check(driver, code, "cuInit");
            Check(driver, driver.DriverGetVersion(out int version), "cuDriverGetVersion");
            if (version / 1000 < NvrtcFiles.OldestMajor)
            {
                problems.Add($"CUDA: the driver offers CUDA {Dotted(version)}, and {NvrtcFiles.OldestMajor}.0 is needed; {Upgrade}.");
                return found;
            }

            Check(driver, driver.DeviceGetCount(out int count), "cuDeviceGetCount");
            if (count > 0 && FindCompiler(version, loadCompiler, problems) is { } compiler)
            {
                int[] architectures = Architectures(compiler);
                for (int ordinal = 0; ordinal < count; ordinal++)
                {
                    try
                    {
                        Add(driver, version, compiler, architectures, ordinal, found, problems);
                    }
                    catch (DeviceException exception)
                    {
                        // One that is broken does not hide the others.
                        problems.Add($"CUDA: the GPU of number {ordinal} cannot be used: {exception.Message}");
                    }
                }
            }
        }
        catch (Exception exception) when (exception is DeviceException or EntryPointNotFoundException or BadImageFormatException)
        {
            problems.Add($"CUDA: {exception.Message.TrimEnd('.')}; {Upgrade}.");
        }

        return found;
    }

    private static INvrtc? FindCompiler(int driverVersion, Func<int, INvrtc?> load, List<string> problems)
    {
        int major = driverVersion / 1000;
        string package = major == 12 ? "nvidia-cuda-nvrtc-cu12" : "nvidia-cuda-nvrtc";
        string cure = $"install NVRTC of CUDA {major} (pip install {package}) or name its file in {NvrtcFiles.Variable}";
        if (load(major) is not { } compiler)
        {
            problems.Add($"CUDA: there is no {NvrtcFiles.Name(major)}, which compiles kernels; {cure}.");
            return null;
        }

        int code = compiler.Version(out int own, out int minor);
        if (code != 0)
        {
            problems.Add($"CUDA: nvrtcVersion failed with {compiler.GetErrorString(code)} ({code}); {cure}.");
            return null;
        }

        // What a newer major version compiles, the driver does not load.
        if (own < NvrtcFiles.OldestMajor || own > major)
        {
            problems.Add($"CUDA: NVRTC {own}.{minor} does not go with a driver of CUDA {Dotted(driverVersion)}; {cure}.");
            return null;
        }

        return compiler;
    }

    private static int[] Architectures(INvrtc compiler)
    {
        int code = compiler.GetNumSupportedArchs(out int count);
        int[] architectures = new int[Math.Max(count, 0)];
        code = code == 0 ? compiler.GetSupportedArchs(architectures) : code;
        return code == 0
            ? architectures
            : throw new DeviceException($"nvrtcGetSupportedArchs failed with {compiler.GetErrorString(code)} ({code}).");
    }

    private static void Add(
        ICudaDriver driver,
        int version,
        INvrtc compiler,
        int[] architectures,
        int ordinal,
        List<CudaDevice> found,
        List<string> problems)
    {
        Check(driver, driver.DeviceGet(out int device, ordinal), "cuDeviceGet");
        byte[] text = new byte[256];
        Check(driver, driver.DeviceGetName(text, text.Length, device), "cuDeviceGetName");
        Check(driver, driver.DeviceTotalMem(out nuint memory, device), "cuDeviceTotalMem");
        string name = DeviceSource.FromCString(text);
        int architecture = (10 * Attribute(CapabilityMajor)) + Attribute(CapabilityMinor);
        _ = compiler.Version(out int major, out int minor);

        // What is compiled for an architecture runs on later ones of the same major version.
        int target = architectures.Where(known => known / 10 == architecture / 10 && known <= architecture).DefaultIfEmpty().Max();
        if (target == 0)
        {
            string span = $"{architectures.Min()} to {architectures.Max()}";
            problems.Add(
                $"CUDA: NVRTC {major}.{minor} compiles for the architectures {span}, and {name} has {architecture}; "
                + $"install an NVRTC that knows it or name its file in {NvrtcFiles.Variable}.");
            return;
        }

        string id = string.Create(CultureInfo.InvariantCulture, $"cuda:{found.Count}");
        string compiled = string.Create(CultureInfo.InvariantCulture, $"sm_{target}");
        string versions = $"CUDA {Dotted(version)}, NVRTC {major}.{minor}";
        found.Add(new CudaDevice(
            driver,
            compiler,
            device,
            new DeviceInfo(id, name, versions, (long)memory, Attribute(Multiprocessors)) { IsGpu = true },
            compiled,
            Attribute(ThreadsPerBlock),
            Attribute(MemoryPools) != 0,
            $"{name}|{compiled}|{version}|{major}.{minor}"));

        int Attribute(int attribute)
        {
            Check(driver, driver.DeviceGetAttribute(out int value, attribute, device), "cuDeviceGetAttribute");
            return value;
        }
    }

    // As 12040.
    private static string Dotted(int version) =>
        string.Create(CultureInfo.InvariantCulture, $"{version / 1000}.{version % 1000 / 10}");

    private static void Check(ICudaDriver driver, int code, string call)
    {
        if (code != CudaCode.Success)
        {
            throw new DeviceException($"{call} failed with {CudaCode.Describe(driver, code)}.");
        }
    }
}
