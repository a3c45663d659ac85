using DeepGen.Runtime;

namespace DeepGen.Tests.Devices.Gates;

/// <summary>
/// A backend whose memory Oclgrind follows. Oclgrind keeps beside each buffer which bytes were written, exactly for what kernels store;
/// but a command of the host that writes, it takes for a new buffer that is as long as what is written
/// (<c>Uninitialized::hostMemoryStore</c>): all else is unwritten from then on, wherever in the buffer the command has written. So memory
/// is written here by kernels, and by the host only in whole: to have it followed at all, and to bring values to the device.
/// </summary>
internal sealed class FollowedBackend : DeviceBackend
{
    /// <summary>
    /// Nothing is said of a copy of a block, even if it was not written: so whatever lies there is unwritten afterwards. Shorter copies are
    /// compiled to loads and stores, and a store of what was not written is a finding.
    /// </summary>
    private const string Source = """
        typedef struct { dg_u32 words[4]; } Block;

        DG_KERNEL(1, 1) Forget(
            DG_GLOBAL float* DG_RESTRICT to, dg_i64 to_at,
            DG_GLOBAL const float* DG_RESTRICT unwritten, dg_i64 unwritten_at,
            int count)
        {
            for (int at = 0; at < count; at += 4)
                *(DG_GLOBAL Block*)(to + to_at + (at + 4 < count ? at : count - 4)) = *(DG_GLOBAL const Block*)(unwritten + unwritten_at);
        }

        DG_KERNEL(256, 1) Move(
            DG_GLOBAL float* DG_RESTRICT to, dg_i64 to_at,
            DG_GLOBAL const float* DG_RESTRICT from, dg_i64 from_at,
            int count)
        {
            int item = DG_GROUP(0) * 256 + DG_THREAD(0);
            if (item < count) to[to_at + item] = from[from_at + item];
        }

        DG_KERNEL(256, 1) Zero(
            DG_GLOBAL float* DG_RESTRICT to, dg_i64 to_at,
            int count)
        {
            int item = DG_GROUP(0) * 256 + DG_THREAD(0);
            if (item < count) to[to_at + item] = 0.0f;
        }
        """;

    private const int Block = 4 * sizeof(float);
    private const int Items = 256;

    private readonly DeviceBackend backend;
    private readonly DeviceModule module;

    /// <summary>Never written, and never given back: another buffer in its place would be taken for what this one held.</summary>
    private readonly DeviceBuffer unwritten;

    public FollowedBackend(DeviceBackend backend)
    {
        this.backend = backend;
        module = backend.Compile("the gates", Source, [new("Forget", 1), new("Move", Items), new("Zero", Items)]);
        unwritten = backend.Allocate(Block);
    }

    public override DeviceInfo Info => backend.Info;

    public override long LargestBuffer => backend.LargestBuffer;

    public override long FreeMemory => backend.FreeMemory;

    /// <summary>A buffer has room for a block at least: with less, nothing could make it forget.</summary>
    public override DeviceBuffer Allocate(nint bytes)
    {
        var buffer = backend.Allocate(Math.Max(bytes, Block));
        WriteWhole(buffer, []);
        Give(0, buffer, 0, buffer.Bytes, unwritten, 0);
        return buffer;
    }

    public override DeviceModule Compile(string name, string source, IReadOnlyList<DeviceKernelDefinition> kernels)
        => backend.Compile(name, source, kernels);

    public override void Write(DeviceBuffer to, nint offset, ReadOnlySpan<byte> from)
    {
        if (from.IsEmpty) return;
        using var sent = backend.Allocate(from.Length);
        WriteWhole(sent, from);
        Give(1, to, offset, from.Length, sent, 0);
    }

    /// <summary>What is read has to be written: it is moved first, by a kernel.</summary>
    public override void Read(DeviceBuffer from, nint offset, Span<byte> to)
    {
        if (to.IsEmpty) return;
        using var asked = backend.Allocate(to.Length);
        WriteWhole(asked, []);
        Give(1, asked, 0, to.Length, from, offset);
        backend.Read(asked, 0, to);
    }

    public override void Copy(DeviceBuffer from, nint fromOffset, DeviceBuffer to, nint toOffset, nint bytes)
        => Give(1, to, toOffset, bytes, from, fromOffset);

    public override void Clear(DeviceBuffer buffer, nint offset, nint bytes) => Give(2, buffer, offset, bytes, null, 0);

    public override void Launch(
        DeviceModule module, int kernel, DeviceGroups groups, ReadOnlySpan<DevicePlace> memory, ReadOnlySpan<int> numbers)
        => backend.Launch(module, kernel, groups, memory, numbers);

    public override void Flush() => backend.Flush();

    public override void Synchronize() => backend.Synchronize();

    public override void Dispose()
    {
        unwritten.Dispose();
        module.Dispose();
        backend.Dispose();
    }

    /// <summary>Fills a whole buffer by a single command: a write may be given as several, a copy is one.</summary>
    private void WriteWhole(DeviceBuffer buffer, ReadOnlySpan<byte> bytes)
    {
        using var twin = backend.Allocate(buffer.Bytes);
        backend.Write(twin, 0, bytes);
        backend.Copy(twin, 0, buffer, 0, buffer.Bytes);
        backend.Synchronize();
    }

    private void Give(int kernel, DeviceBuffer to, nint offset, nint bytes, DeviceBuffer? from, nint fromOffset)
    {
        ((offset | bytes | fromOffset) % sizeof(float)).ShouldBe(0);
        if (bytes == 0) return;
        int count = (int)(bytes / sizeof(float));
        DevicePlace[] memory = from is null
            ? [new(to, offset / sizeof(float))]
            : [new(to, offset / sizeof(float)), new(from, fromOffset / sizeof(float))];
        backend.Launch(module, kernel, new(kernel == 0 ? 1 : (count + Items - 1) / Items), memory, [count]);
        backend.Synchronize();
    }
}
