using System.Runtime.InteropServices;

namespace DeepGen.Runtime;

/// <summary>
/// An opened device: memory, compiled kernels, and one queue on which copies and launches run in the order in which they are given.
/// Nothing waits for the device but <see cref="Read(DeviceBuffer, nint, Span{byte})"/> and <see cref="Synchronize"/>. Callers hold
/// <see cref="Gate"/> while they give it a run of commands that belong together. Failures are <see cref="DeviceException"/>s that name
/// the call, its code and the kernel.
/// </summary>
internal abstract class DeviceBackend : IDisposable
{
    private const int MostFloats = 1 << 28;

    /// <summary>Held while commands are given: the arguments of a kernel and its launch belong together.</summary>
    public Lock Gate { get; } = new();

    /// <summary>What the device is.</summary>
    public abstract DeviceInfo Info { get; }

    /// <summary>The most bytes that one buffer may have.</summary>
    public abstract long LargestBuffer { get; }

    /// <summary>The bytes that are free, as far as the driver tells; OpenCL tells nothing of what others use.</summary>
    public abstract long FreeMemory { get; }

    /// <summary>Memory on the device; what it holds at first is not defined.</summary>
    /// <exception cref="DeviceOutOfMemoryException">There is not as much.</exception>
    public abstract DeviceBuffer Allocate(nint bytes);

    /// <summary>Compiles a text of kernels behind the prelude, or takes what was compiled before from the cache on disk.</summary>
    /// <param name="name">Whose kernels they are, for messages.</param>
    /// <param name="source">The text, without the prelude.</param>
    /// <param name="kernels">The names of its kernels and the sizes of their groups, in the order in which launches number them.</param>
    public abstract DeviceModule Compile(string name, string source, IReadOnlyList<DeviceKernelDefinition> kernels);

    /// <summary>Copies to the device. The source may change as soon as the method has returned.</summary>
    public abstract void Write(DeviceBuffer to, nint offset, ReadOnlySpan<byte> from);

    /// <summary>Waits for what was given before, and copies from the device.</summary>
    public abstract void Read(DeviceBuffer from, nint offset, Span<byte> to);

    /// <summary>The same for numbers, as many as there are: the bytes of a span have to be fewer than 2^31.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="offset">Where they begin there, in bytes.</param>
    /// <param name="from">The numbers.</param>
    public void Write(DeviceBuffer to, nint offset, ReadOnlySpan<float> from)
    {
        for (int at = 0; at < from.Length; at += MostFloats)
        {
            var part = from.Slice(at, Math.Min(MostFloats, from.Length - at));
            Write(to, offset + (at * (nint)sizeof(float)), MemoryMarshal.AsBytes(part));
        }
    }

    /// <inheritdoc cref="Read(DeviceBuffer, nint, Span{byte})"/>
    /// <param name="from">Where from.</param>
    /// <param name="offset">Where they begin there, in bytes.</param>
    /// <param name="to">Takes numbers.</param>
    public void Read(DeviceBuffer from, nint offset, Span<float> to)
    {
        for (int at = 0; at < to.Length; at += MostFloats)
        {
            var part = to.Slice(at, Math.Min(MostFloats, to.Length - at));
            Read(from, offset + (at * (nint)sizeof(float)), MemoryMarshal.AsBytes(part));
        }
    }

    /// <summary>Copies within the device. Offsets and length in bytes.</summary>
    public abstract void Copy(DeviceBuffer from, nint fromOffset, DeviceBuffer to, nint toOffset, nint bytes);

    /// <summary>Sets bytes to zero.</summary>
    public abstract void Clear(DeviceBuffer buffer, nint offset, nint bytes);

    /// <summary>
    /// Launches a kernel over groups. Each place of memory is two arguments of the kernel: a pointer, and the elements (of 4 bytes) to its
    /// start as a 64-bit integer. The numbers follow, 32 bits each. Without groups nothing is launched.
    /// </summary>
    public abstract void Launch(
        DeviceModule module, int kernel, DeviceGroups groups, ReadOnlySpan<DevicePlace> memory, ReadOnlySpan<int> numbers);

    /// <summary>Starts what was given, without waiting.</summary>
    public abstract void Flush();

    /// <summary>Waits until all that was given is done.</summary>
    public abstract void Synchronize();

    /// <summary>
    /// Records commands as a graph that is replayed with one call, faster than they are given one by one. They are recorded, not run; among
    /// them may be launches, copies within the device and clears, nothing else. Memory and modules that they use must outlive the graph.
    /// </summary>
    /// <param name="commands">Gives the commands.</param>
    /// <returns>Null where there are no graphs: the commands were not given.</returns>
    public virtual DeviceGraph? Record(Action commands) => null;

    /// <summary>Gives the commands of a graph.</summary>
    /// <param name="graph">What <see cref="Record"/> made.</param>
    public virtual void Replay(DeviceGraph graph) => throw new NotSupportedException();

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>What a device keeps for the host until it is released; the garbage collector releases what nobody disposes of.</summary>
internal abstract class DeviceResource : IDisposable
{
    /// <summary>Releases what nobody disposed of.</summary>
    ~DeviceResource() => Release();

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases it. May be called again, by any thread, also after the backend is disposed of; does not throw.</summary>
    protected abstract void Release();
}

/// <summary>Memory on a device.</summary>
internal abstract class DeviceBuffer(nint bytes) : DeviceResource
{
    /// <summary>Its length.</summary>
    public nint Bytes { get; } = bytes;
}

/// <summary>The compiled kernels of a text.</summary>
internal abstract class DeviceModule : DeviceResource;

/// <summary>Commands that were recorded to be replayed.</summary>
internal abstract class DeviceGraph : DeviceResource;

/// <summary>A place in a device's memory: a buffer, and how many elements of 4 bytes lie before it.</summary>
internal readonly record struct DevicePlace(DeviceBuffer Buffer, nint Offset);
