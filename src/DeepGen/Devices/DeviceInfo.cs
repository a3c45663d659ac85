using DeepGen.Runtime;

namespace DeepGen;

/// <summary>A device that this machine has.</summary>
/// <param name="Id">What <c>--device</c> and <c>DEEPGEN_DEVICE</c> call it, as in "opencl:0" or "cuda:0".</param>
/// <param name="Name">What its maker calls it.</param>
/// <param name="Driver">Platform and version of the driver.</param>
/// <param name="MemoryBytes">Its memory.</param>
/// <param name="ComputeUnits">Its compute units or multiprocessors.</param>
public sealed partial record DeviceInfo(string Id, string Name, string Driver, long MemoryBytes, int ComputeUnits)
{
    /// <summary>The devices of this machine beside the processor: those of CUDA, then those of OpenCL. Found once.</summary>
    public static IReadOnlyList<DeviceInfo> All => DeviceDiscovery.Devices;

    /// <summary>Why devices may be missing among <see cref="All"/>: a sentence for each cause, with what to install.</summary>
    public static IReadOnlyList<string> Problems => DeviceDiscovery.Problems;

    /// <summary>Whether it is a GPU, not a processor that runs the kernels of one.</summary>
    public bool IsGpu { get; init; }
}
