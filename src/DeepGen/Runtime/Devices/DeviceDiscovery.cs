namespace DeepGen.Runtime;

/// <summary>Finds the devices of the machine once, when they are first asked for.</summary>
internal static class DeviceDiscovery
{
    private static readonly Lazy<(List<OpenCLDevice> Devices, List<string> Problems)> FoundOpenCL = new(static () =>
    {
        List<string> problems = [];
        return (OpenCLDevices.Find(problems), problems);
    });

    private static readonly Lazy<(List<CudaDevice> Devices, List<string> Problems)> FoundCuda = new(static () =>
    {
        List<string> problems = [];
        return (CudaDevices.Find(problems), problems);
    });

    /// <summary>All devices.</summary>
    public static IReadOnlyList<DeviceInfo> Devices => [.. Cuda.Select(device => device.Info), .. OpenCL.Select(device => device.Info)];

    /// <summary>What keeps devices from being used.</summary>
    public static IReadOnlyList<string> Problems => [.. FoundCuda.Value.Problems, .. FoundOpenCL.Value.Problems];

    /// <summary>The devices of CUDA, in the order of their numbers.</summary>
    public static IReadOnlyList<CudaDevice> Cuda => FoundCuda.Value.Devices;

    /// <summary>The devices of OpenCL, in the order of their numbers.</summary>
    public static IReadOnlyList<OpenCLDevice> OpenCL => FoundOpenCL.Value.Devices;

    /// <summary>The device of OpenCL with a number.</summary>
    /// <param name="index">The number.</param>
    /// <exception cref="DeviceException">There is none.</exception>
    public static OpenCLDevice FindOpenCL(int index) =>
        index >= 0 && index < OpenCL.Count
            ? OpenCL[index]
            : throw Missing($"opencl:{index}", OpenCL.Select(device => device.Info), FoundOpenCL.Value.Problems);

    /// <summary>The device of CUDA with a number.</summary>
    /// <param name="index">The number.</param>
    /// <exception cref="DeviceException">There is none.</exception>
    public static CudaDevice FindCuda(int index) =>
        index >= 0 && index < Cuda.Count
            ? Cuda[index]
            : throw Missing($"cuda:{index}", Cuda.Select(device => device.Info), FoundCuda.Value.Problems);

    private static DeviceException Missing(string id, IEnumerable<DeviceInfo> devices, IReadOnlyList<string> problems)
    {
        string there = string.Join(", ", devices.Select(device => $"{device.Id} ({device.Name})"));
        return new DeviceException(
            there.Length > 0 ? $"There is no device {id}; this machine has {there}."
            : $"There is no device {id}. {string.Join(' ', problems)}");
    }
}
