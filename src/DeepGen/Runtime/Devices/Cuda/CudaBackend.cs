using System.Runtime.InteropServices;

namespace DeepGen.Runtime;

/// <summary>A device of CUDA, with one stream.</summary>
internal sealed class CudaBackend : StagedBackend
{
    private const uint Portable = 1;
    private const uint WithoutTiming = 2;
    private const uint WithTiming = 0;
    private const int MostPending = 4096;

    // What other threads do meanwhile is not recorded, and not refused either.
    private const int OfThisThread = 1;

    private const string GraphsVariable = "DEEPGEN_GRAPHS";

    private readonly nint[] marks = new nint[Slots];
    private readonly bool[] isMarked = new bool[Slots];
    private readonly List<(string Kernel, nint Start, nint End)> pending = [];
    private readonly ProgramCache cache;
    private readonly CudaDevice device;
    private readonly ICudaDriver driver;
    private readonly CudaContext context;

    // The values of a launch, and their addresses: the driver reads both while it takes the launch.
    private long[] values = [];
    private nint[] addresses = [];
    private readonly bool records;
    private string? lastKernel;
    private bool isRecording;

    /// <summary>Opens a device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="cache">Where compiled programs are kept; null for the user's folder.</param>
    /// <param name="profiles">Whether kernels are measured; null as the environment says.</param>
    /// <param name="records">Whether there are graphs; null as the environment says.</param>
    /// <exception cref="DeviceException">It cannot be opened.</exception>
    public CudaBackend(CudaDevice device, ProgramCache? cache = null, bool? profiles = null, bool? records = null)
        : base(profiles ?? DeviceProfile.IsWanted)
    {
        // Kernels are measured one by one.
        this.records = Profile is null && (records ?? Environment.GetEnvironmentVariable(GraphsVariable) != "0");
        this.device = device;
        this.cache = cache ?? ProgramCache.Default;
        driver = device.Driver;
        context = new CudaContext(device, (code, call) => Check(code, call));
        try
        {
            Check(driver.MemHostAlloc(out nint staging, (nuint)StagingBytes, Portable), "cuMemHostAlloc");
            Staging = staging;
            foreach (ref nint mark in marks.AsSpan())
            {
                Check(driver.EventCreate(out mark, WithoutTiming), "cuEventCreate");
            }

            Reserve(32);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override DeviceInfo Info => device.Info;

    /// <inheritdoc/>
    public override long LargestBuffer => Info.MemoryBytes;

    /// <inheritdoc/>
    public override long FreeMemory
    {
        get
        {
            // Memory that was given back counts as free when the stream has come to it.
            Synchronize();
            Check(driver.MemGetInfo(out nuint free, out _), "cuMemGetInfo");
            return (long)free;
        }
    }

    /// <summary>Opens a device: a stream of its own in the device's primary context.</summary>
    /// <param name="index">Its number among <see cref="DeviceDiscovery.Cuda"/>.</param>
    /// <exception cref="DeviceException">There is no such device, or it cannot be opened.</exception>
    public static CudaBackend Open(int index) => new(DeviceDiscovery.FindCuda(index));

    /// <inheritdoc/>
    public override DeviceBuffer Allocate(nint bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        Enter(mayRecord: false);
        nuint size = (nuint)Math.Max(bytes, sizeof(float));
        string call = device.HasPools ? "cuMemAllocAsync" : "cuMemAlloc";
        int code = Take(size, out nint address);
        if (code == CudaCode.OutOfMemory && device.HasPools)
        {
            // What was given back in the order of the stream is free when the stream has come to it.
            Synchronize();
            code = Take(size, out address);
        }

        if (code == CudaCode.OutOfMemory)
        {
            throw NoRoom(bytes, $"{call} failed with {CudaCode.Describe(driver, code)}");
        }

        Check(code, call);
        return new CudaBuffer(context, address, bytes);
    }

    /// <inheritdoc/>
    public override DeviceModule Compile(string name, string source, IReadOnlyList<DeviceKernelDefinition> kernels)
    {
        CheckGroups(name, kernels, device.LargestGroup);
        Enter(mayRecord: false);
        return CudaModule.Compile(this, context, name, source, kernels, cache);
    }

    /// <inheritdoc/>
    public override void Launch(
        DeviceModule module, int kernel, DeviceGroups groups, ReadOnlySpan<DevicePlace> memory, ReadOnlySpan<int> numbers)
    {
        if (groups.X <= 0 || groups.Y <= 0 || groups.Z <= 0)
        {
            return;
        }

        var compiled = (CudaModule)module;
        var definition = compiled.Kernels[kernel];
        Enter();
        SetArguments(memory, numbers);
        lastKernel = definition.Name;
        nint start = Time();
        int code = driver.LaunchKernel(
            compiled[kernel],
            checked((uint)groups.X),
            checked((uint)groups.Y),
            checked((uint)groups.Z),
            (uint)definition.GroupX,
            (uint)definition.GroupY,
            1,
            context.Stream,
            Marshal.UnsafeAddrOfPinnedArrayElement(addresses, 0));
        Check(code, "cuLaunchKernel", definition.Name);
        if (Profile is not null)
        {
            pending.Add((definition.Name, start, Time()));
            if (pending.Count == MostPending)
            {
                Synchronize();
            }
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        // Where the system collects commands before it gives them on, a query makes it do so; a recorded stream refuses it.
        Enter(mayRecord: false);
        int code = driver.StreamQuery(context.Stream);
        Check(code == CudaCode.NotReady ? CudaCode.Success : code, "cuStreamQuery");
    }

    /// <inheritdoc/>
    public override void Synchronize()
    {
        Enter(mayRecord: false);
        Check(driver.StreamSynchronize(context.Stream), "cuStreamSynchronize");
        foreach (var (kernel, start, end) in pending)
        {
            Check(driver.EventElapsedTime(out float milliseconds, start, end), "cuEventElapsedTime", kernel);
            _ = driver.EventDestroy(start);
            _ = driver.EventDestroy(end);
            Profile!.Add(kernel, (long)(milliseconds * 1e6));
        }

        pending.Clear();
    }

    /// <inheritdoc/>
    public override DeviceGraph? Record(Action commands)
    {
        if (!records)
        {
            return null;
        }

        Enter(mayRecord: false);
        nint graph = Capture(commands);
        int code = driver.GraphInstantiate(out nint executable, graph);
        _ = driver.GraphDestroy(graph);
        CheckGraph(code, "cuGraphInstantiateWithFlags");
        return new CudaGraph(context, executable);
    }

    /// <inheritdoc/>
    public override void Replay(DeviceGraph graph)
    {
        Enter(mayRecord: false);
        CheckGraph(driver.GraphLaunch(((CudaGraph)graph).Handle, context.Stream), "cuGraphLaunch");
    }

    /// <summary>What is said where a call failed.</summary>
    /// <param name="code">What it returned.</param>
    /// <param name="call">Its name.</param>
    /// <param name="kernel">The kernel that it is about.</param>
    public DeviceException Failure(int code, string call, string? kernel = null) =>
        Failure(call, CudaCode.Describe(driver, code), code == CudaCode.OutOfMemory, kernel, lastKernel);

    /// <inheritdoc/>
    protected override void Close()
    {
        _ = driver.CtxSetCurrent(context.Handle);
        _ = driver.StreamSynchronize(context.Stream);
        foreach (ref nint mark in marks.AsSpan())
        {
            if (mark != 0)
            {
                _ = driver.EventDestroy(mark);
                mark = 0;
            }
        }

        foreach (var (_, start, end) in pending)
        {
            _ = driver.EventDestroy(start);
            _ = driver.EventDestroy(end);
        }

        if (Staging != 0)
        {
            _ = driver.MemFreeHost(Staging);
            Staging = 0;
        }

        context.Leave();
    }

    /// <inheritdoc/>
    protected override void EnqueueWrite(DeviceBuffer to, nint offset, nint from, nint bytes)
    {
        Enter(mayRecord: false);
        Check(driver.MemcpyHtoDAsync(Address(to) + offset, from, (nuint)bytes, context.Stream), "cuMemcpyHtoDAsync");
    }

    /// <inheritdoc/>
    protected override void EnqueueRead(DeviceBuffer from, nint offset, nint to, nint bytes, int slot)
    {
        Enter(mayRecord: false);
        Check(driver.MemcpyDtoHAsync(to, Address(from) + offset, (nuint)bytes, context.Stream), "cuMemcpyDtoHAsync");
        Mark(slot);
    }

    /// <inheritdoc/>
    protected override void EnqueueCopy(DeviceBuffer from, nint fromOffset, DeviceBuffer to, nint toOffset, nint bytes)
    {
        Enter();
        Check(
            driver.MemcpyDtoDAsync(Address(to) + toOffset, Address(from) + fromOffset, (nuint)bytes, context.Stream),
            "cuMemcpyDtoDAsync");
    }

    /// <inheritdoc/>
    protected override void EnqueueClear(DeviceBuffer buffer, nint offset, nint bytes)
    {
        Enter();
        Check(driver.MemsetD8Async(Address(buffer) + offset, 0, (nuint)bytes, context.Stream), "cuMemsetD8Async");
    }

    /// <inheritdoc/>
    protected override void Mark(int slot)
    {
        Enter(mayRecord: false);
        Check(driver.EventRecord(marks[slot], context.Stream), "cuEventRecord");
        isMarked[slot] = true;
    }

    /// <inheritdoc/>
    protected override void Await(int slot)
    {
        if (isMarked[slot])
        {
            Enter(mayRecord: false);
            Check(driver.EventSynchronize(marks[slot]), "cuEventSynchronize");
            isMarked[slot] = false;
        }
    }

    private int Take(nuint bytes, out nint address) =>
        device.HasPools ? driver.MemAllocAsync(out address, bytes, context.Stream) : driver.MemAlloc(out address, bytes);

    private static nint Address(DeviceBuffer buffer) => ((CudaBuffer)buffer).Address;

    // A context is current for a thread, and any thread may give commands.
    private void Enter(bool mayRecord = true)
    {
        if (isRecording && !mayRecord)
        {
            throw new InvalidOperationException("Only launches, copies within the device and clears can be recorded.");
        }

        Check(driver.CtxSetCurrent(context.Handle), "cuCtxSetCurrent");
    }

    private nint Capture(Action commands)
    {
        context.Record(true);
        try
        {
            CheckGraph(driver.StreamBeginCapture(context.Stream, OfThisThread), "cuStreamBeginCapture");
            isRecording = true;
            bool isWhole = false;
            nint graph;
            int code;
            try
            {
                commands();
                isWhole = true;
            }
            finally
            {
                // The stream must go on, whatever happened; a failure of the commands is the one to be heard of.
                isRecording = false;
                code = driver.StreamEndCapture(context.Stream, out graph);
                if (!isWhole && graph != 0)
                {
                    _ = driver.GraphDestroy(graph);
                }
            }

            CheckGraph(code, "cuStreamEndCapture");
            return graph;
        }
        finally
        {
            context.Record(false);
        }
    }

    private nint Time()
    {
        if (Profile is null)
        {
            return 0;
        }

        Check(driver.EventCreate(out nint signal, WithTiming), "cuEventCreate");
        Check(driver.EventRecord(signal, context.Stream), "cuEventRecord");
        return signal;
    }

    private void SetArguments(ReadOnlySpan<DevicePlace> memory, ReadOnlySpan<int> numbers)
    {
        int count = (2 * memory.Length) + numbers.Length;
        if (count > values.Length)
        {
            Reserve(2 * count);
        }

        // Each value has 8 bytes to itself; of a number the driver reads the lower 4, which come first.
        int at = 0;
        foreach (var place in memory)
        {
            values[at++] = Address(place.Buffer);
            values[at++] = place.Offset;
        }

        foreach (int number in numbers)
        {
            values[at++] = number;
        }
    }

    private void Reserve(int count)
    {
        values = GC.AllocateArray<long>(count, pinned: true);
        addresses = GC.AllocateArray<nint>(count, pinned: true);
        for (int i = 0; i < count; i++)
        {
            addresses[i] = Marshal.UnsafeAddrOfPinnedArrayElement(values, i);
        }
    }

    private void Check(int code, string call, string? kernel = null)
    {
        if (code != CudaCode.Success)
        {
            throw Failure(code, call, kernel);
        }
    }

    // Without graphs there is another way to the same results, which the user may take.
    private void CheckGraph(int code, string call)
    {
        if (code == CudaCode.Success)
        {
            return;
        }

        DeviceException failure = Failure(code, call);
        string message = $"{failure.Message} With {GraphsVariable}=0 in the environment launches are given one by one.";
        throw failure is DeviceOutOfMemoryException
            ? new DeviceOutOfMemoryException(message, failure)
            : new DeviceException(message, failure);
    }
}
