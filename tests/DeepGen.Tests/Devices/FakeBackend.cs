using System.Runtime.InteropServices;
using DeepGen.Runtime;

namespace DeepGen.Tests.Devices;

/// <summary>A kernel of a fake device, in C#.</summary>
internal delegate void FakeKernel(FakeLaunch launch);

/// <summary>A device in the process's own memory, whose kernels are C#, and which fails when it is told to.</summary>
internal sealed class FakeBackend(long memoryBytes = 1 << 20) : DeviceBackend
{
    private readonly FakeLaunch launch = new();

    public static Dictionary<string, FakeKernel> Kernels { get; } = new([.. PassKernels.All, .. HandKernels.All]);

    public override DeviceInfo Info { get; } = new("opencl:99", "Fake", "fake 1.0", memoryBytes, 1);

    public override long LargestBuffer => Info.MemoryBytes;

    public override long FreeMemory => Info.MemoryBytes - UsedBytes;

    /// <summary>The bytes of all buffers that live.</summary>
    public long UsedBytes { get; private set; }

    /// <summary>The buffers that were ever made.</summary>
    public int Allocations { get; private set; }

    /// <summary>Copies to the host: what a caller waits for.</summary>
    public int Reads { get; private set; }

    public int Writes { get; private set; }

    /// <summary>How often it was waited for without a copy.</summary>
    public int Synchronizations { get; private set; }

    public int Launches { get; private set; }

    public int Replays { get; private set; }

    public int Recordings { get; private set; }

    /// <summary>The texts that were compiled.</summary>
    public List<string> Compiled { get; } = [];

    /// <summary>From now on every command fails.</summary>
    public bool IsLost { get; set; }

    /// <summary>The launch that fails, counted from 1; 0 for none.</summary>
    public int FailingLaunch { get; set; }

    /// <summary>Whether it fails to give the device what it has taken.</summary>
    public bool FailsToFlush { get; set; }

    /// <summary>Whether it records.</summary>
    public bool HasGraphs { get; init; }

    private List<Action>? Recording { get; set; }

    public override DeviceBuffer Allocate(nint bytes)
    {
        ThrowIfLost();
        if (bytes > FreeMemory) throw new DeviceOutOfMemoryException($"There are no {bytes} bytes.");
        Allocations++;
        UsedBytes += bytes;
        return new FakeBuffer(this, bytes);
    }

    public override DeviceModule Compile(string name, string source, IReadOnlyList<DeviceKernelDefinition> kernels)
    {
        ThrowIfLost();
        Compiled.Add(name);
        return new FakeModule([.. kernels.Select(kernel => Kernels[kernel.Name])]);
    }

    public override void Write(DeviceBuffer to, nint offset, ReadOnlySpan<byte> from)
    {
        ThrowIfLost();
        Writes++;
        from.CopyTo(Bytes(to, offset, from.Length));
    }

    public override void Read(DeviceBuffer from, nint offset, Span<byte> to)
    {
        ThrowIfLost();
        Reads++;
        Bytes(from, offset, to.Length).CopyTo(to);
    }

    public override void Copy(DeviceBuffer from, nint fromOffset, DeviceBuffer to, nint toOffset, nint bytes)
    {
        ThrowIfLost();
        Bytes(from, fromOffset, bytes).CopyTo(Bytes(to, toOffset, bytes));
    }

    public override void Clear(DeviceBuffer buffer, nint offset, nint bytes)
    {
        ThrowIfLost();
        Bytes(buffer, offset, bytes).Clear();
    }

    public override void Launch(
        DeviceModule module, int kernel, DeviceGroups groups, ReadOnlySpan<DevicePlace> memory, ReadOnlySpan<int> numbers)
    {
        if (!Gate.IsHeldByCurrentThread) throw new InvalidOperationException("The gate is open.");
        FakeKernel body = ((FakeModule)module).Kernels[kernel];
        if (Recording is not null)
        {
            Recording.Add(Recorded(body, groups, memory.ToArray(), numbers.ToArray()));
            return;
        }

        Launch(body, groups, memory, numbers);
    }

    public override DeviceGraph? Record(Action commands)
    {
        if (!HasGraphs) return null;
        Recordings++;
        Recording = [];
        try
        {
            commands();
            return new FakeGraph(Recording);
        }
        finally
        {
            Recording = null;
        }
    }

    public override void Replay(DeviceGraph graph)
    {
        Replays++;
        ((FakeGraph)graph).Commands.ForEach(command => command());
    }

    public override void Flush()
    {
        ThrowIfLost();
        if (FailsToFlush) throw new DeviceException("The commands stay here.");
    }

    public override void Synchronize()
    {
        if (!Gate.IsHeldByCurrentThread) throw new InvalidOperationException("The gate is open.");
        ThrowIfLost();
        Synchronizations++;
    }

    public override void Dispose()
    {
    }

    internal static Span<float> Floats(DevicePlace place) =>
        MemoryMarshal.Cast<byte, float>(((FakeBuffer)place.Buffer).Memory.AsSpan())[(int)place.Offset..];

    private void Launch(FakeKernel body, DeviceGroups groups, ReadOnlySpan<DevicePlace> memory, ReadOnlySpan<int> numbers)
    {
        ThrowIfLost();
        if (++Launches == FailingLaunch) throw new DeviceException("The kernel failed.");
        launch.Set(groups, memory, numbers);
        body(launch);
    }

    private Action Recorded(FakeKernel body, DeviceGroups groups, DevicePlace[] memory, int[] numbers) =>
        () => Launch(body, groups, memory, numbers);

    private void ThrowIfLost()
    {
        if (IsLost) throw new DeviceException("The device was lost.");
    }

    private static Span<byte> Bytes(DeviceBuffer buffer, nint offset, nint count) =>
        ((FakeBuffer)buffer).Memory.AsSpan((int)offset, (int)count);

    private sealed class FakeBuffer(FakeBackend backend, nint bytes) : DeviceBuffer(bytes)
    {
        // What a buffer holds at first is not defined: a NaN.
        private byte[]? memory = Filled(bytes);

        public byte[] Memory => memory ?? throw new InvalidOperationException("The buffer was released.");

        protected override void Release()
        {
            if (memory is not null)
            {
                memory = null;
                backend.UsedBytes -= Bytes;
            }
        }

        private static byte[] Filled(nint bytes)
        {
            byte[] memory = new byte[bytes];
            memory.AsSpan().Fill(0xFF);
            return memory;
        }
    }

    private sealed class FakeModule(FakeKernel[] kernels) : DeviceModule
    {
        public FakeKernel[] Kernels => kernels;

        protected override void Release()
        {
        }
    }

    private sealed class FakeGraph(List<Action> commands) : DeviceGraph
    {
        public List<Action> Commands => commands;

        protected override void Release()
        {
        }
    }
}

/// <summary>The arguments of a launch on a fake device.</summary>
internal sealed class FakeLaunch
{
    private readonly DevicePlace[] memory = new DevicePlace[16];
    private readonly int[] numbers = new int[16];

    private DeviceGroups groups;

    /// <summary>The memory of an argument, to its end.</summary>
    public Span<float> this[int index] => FakeBackend.Floats(memory[index]);

    public int Number(int index) => numbers[index];

    public float Float(int index) => BitConverter.Int32BitsToSingle(numbers[index]);

    public void CheckGroups(int expected)
    {
        if (groups != new DeviceGroups(expected)) throw new InvalidOperationException($"{groups} instead of {expected}.");
    }

    public void Set(DeviceGroups groups, ReadOnlySpan<DevicePlace> memory, ReadOnlySpan<int> numbers)
    {
        this.groups = groups;
        Array.Clear(this.memory);
        memory.CopyTo(this.memory);
        numbers.CopyTo(this.numbers);
    }
}
