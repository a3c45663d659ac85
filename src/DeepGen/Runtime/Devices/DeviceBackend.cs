namespace DeepGen.Runtime;

/// <summary>
/// An opened device: memory, compiled kernels, and one queue on which copies and launches run in the order in which they are given.
/// Nothing waits for the device but <see cref="Read"/> and <see cref="Synchronize"/>. Callers hold <see cref="Gate"/> while they give it
/// a run of commands that belong together. Failures are <see cref="DeviceException"/>s that name the call, its code and the kernel.
/// </summary>
internal abstract class DeviceBackend : IDisposable
{
    /// <summary>Held while commands are given: the arguments of a kernel and its launch belong together.</summary>
    public Lock Gate { get; } = new();

    /// <summary>What the device is.</summary>
    public abstract DeviceInfo Info { get; }

    /// <summary>Memory on the device; what it holds at first is not defined.</summary>
    /// <exception cref="DeviceOutOfMemoryException">There is not as much.</exception>
    public abstract DeviceBuffer Allocate(nint bytes);

    /// <summary>Compiles a text of kernels, prelude included, or takes it from the cache on disk.</summary>
    /// <param name="name">Whose kernels they are, for messages.</param>
    /// <param name="source">The text.</param>
    /// <param name="kernels">The names of its kernels and the sizes of their groups, in the order in which launches number them.</param>
    public abstract DeviceModule Compile(string name, string source, IReadOnlyList<DeviceKernelDefinition> kernels);

    /// <summary>Copies to the device. The source may change as soon as the method has returned.</summary>
    public abstract void Write(DeviceBuffer to, nint offset, ReadOnlySpan<byte> from);

    /// <summary>Waits for what was given before, and copies from the device.</summary>
    public abstract void Read(DeviceBuffer from, nint offset, Span<byte> to);

    /// <summary>Copies within the device. Offsets and length in bytes.</summary>
    public abstract void Copy(DeviceBuffer from, nint fromOffset, DeviceBuffer to, nint toOffset, nint bytes);

    /// <summary>Sets bytes to zero.</summary>
    public abstract void Clear(DeviceBuffer buffer, nint offset, nint bytes);

    /// <summary>
    /// Launches a kernel over groups. Each place of memory is two arguments of the kernel: a pointer, and the elements (of 4 bytes) to its
    /// start as a 64-bit integer. The numbers follow, 32 bits each.
    /// </summary>
    public abstract void Launch(DeviceModule module, int kernel, DeviceGroups groups, ReadOnlySpan<DevicePlace> memory, ReadOnlySpan<int> numbers);

    /// <summary>Starts what was given, without waiting.</summary>
    public abstract void Flush();

    /// <summary>Waits until all that was given is done.</summary>
    public abstract void Synchronize();

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>Memory on a device.</summary>
internal abstract class DeviceBuffer(nint bytes) : IDisposable
{
    /// <summary>Its length.</summary>
    public nint Bytes { get; } = bytes;

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>The compiled kernels of a text.</summary>
internal abstract class DeviceModule : IDisposable
{
    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>A place in a device's memory: a buffer, and how many elements of 4 bytes lie before it.</summary>
internal readonly record struct DevicePlace(DeviceBuffer Buffer, nint Offset);
