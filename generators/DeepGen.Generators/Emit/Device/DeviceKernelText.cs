using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Schedule;

namespace DeepGen.Generators.Emit.Device;

/// <summary>A launch as text for devices: the body of its kernel, what that refers to, and how many groups run it.</summary>
/// <param name="Comment">What the kernel fuses, line by line; written only for the first of equal kernels.</param>
/// <param name="Body">
/// The body, with <see cref="KernelSignature.ParameterName"/> placeholders for the pointers to its memory, each moved to the start of
/// its storage already.
/// </param>
/// <param name="Memory">The storages that the body refers to, in the order of the placeholders.</param>
/// <param name="Dims">The run-time dims that the body uses, each an <c>int</c> called as <see cref="DeviceText.DimName"/> says.</param>
/// <param name="RandomPaths">
/// The streams of random numbers: <c>random0</c>, <c>random1</c> ... of type <c>dg_u32</c>, read through <c>key</c>.
/// </param>
/// <param name="Groups">How many groups a launch has.</param>
/// <param name="GroupX">The items of a group along x.</param>
/// <param name="GroupY">The items of a group along y.</param>
internal sealed record DeviceKernelText(
    string Name,
    IEnumerable<string> Comment,
    string Body,
    ImmutableArray<DeviceParameter> Memory,
    ImmutableArray<string> Dims,
    ImmutableArray<uint> RandomPaths,
    DeviceGroupCounts Groups,
    int GroupX,
    int GroupY = 1)
{
    /// <summary>How far its counters go.</summary>
    public ImmutableArray<Dim> Counted { get; init; } = [];
}

/// <summary>A storage that a kernel reads or writes.</summary>
internal readonly record struct DeviceParameter(Storage Storage, bool IsWritten)
{
    public static ImmutableArray<DeviceParameter> Of(KernelSignature signature)
        => [.. signature.Memory.Select((storage, at) => new DeviceParameter(storage, signature.IsWritten(at)))];
}

/// <summary>The groups of a launch along each direction, as C# expressions over the run-time dims; along y at most 65,535.</summary>
internal sealed record DeviceGroupCounts(string X, string Y = "1");
