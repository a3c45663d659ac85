using DeepGen.Runtime;

namespace DeepGen.Tests.Devices.Gates;

/// <summary>A backend that remembers which kernels were launched; it may be given a mistake to put into their text.</summary>
/// <param name="backend">What does the work.</param>
/// <param name="change">Changes the text of kernels.</param>
internal sealed class WatchedBackend(DeviceBackend backend, Func<string, string> change) : DeviceBackend
{
    private readonly Dictionary<DeviceModule, (string Name, IReadOnlyList<DeviceKernelDefinition> Kernels, bool[] Launched)> modules = [];

    public override DeviceInfo Info => backend.Info;

    public override long LargestBuffer => backend.LargestBuffer;

    public override long FreeMemory => backend.FreeMemory;

    /// <summary>The kernels of a model, and those of them that were launched.</summary>
    public (int All, string[] Idle) Count(string name)
    {
        var (_, kernels, launched) = modules.Values.Single(module => module.Name == name);
        return (kernels.Count, [.. kernels.Where((_, index) => !launched[index]).Select(kernel => kernel.Name)]);
    }

    public override DeviceModule Compile(string name, string source, IReadOnlyList<DeviceKernelDefinition> kernels)
    {
        var module = backend.Compile(name, change(source), kernels);
        modules.Add(module, (name, kernels, new bool[kernels.Count]));
        return module;
    }

    public override void Launch(
        DeviceModule module, int kernel, DeviceGroups groups, ReadOnlySpan<DevicePlace> memory, ReadOnlySpan<int> numbers)
    {
        if (groups.X > 0 && groups.Y > 0 && groups.Z > 0) modules[module].Launched[kernel] = true;
        backend.Launch(module, kernel, groups, memory, numbers);
    }

    public override DeviceBuffer Allocate(nint bytes) => backend.Allocate(bytes);

    public override void Write(DeviceBuffer to, nint offset, ReadOnlySpan<byte> from) => backend.Write(to, offset, from);

    public override void Read(DeviceBuffer from, nint offset, Span<byte> to) => backend.Read(from, offset, to);

    public override void Copy(DeviceBuffer from, nint fromOffset, DeviceBuffer to, nint toOffset, nint bytes)
        => backend.Copy(from, fromOffset, to, toOffset, bytes);

    public override void Clear(DeviceBuffer buffer, nint offset, nint bytes) => backend.Clear(buffer, offset, bytes);

    public override void Flush() => backend.Flush();

    public override void Synchronize() => backend.Synchronize();

    public override void Dispose() => backend.Dispose();
}
