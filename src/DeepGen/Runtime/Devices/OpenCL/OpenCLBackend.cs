namespace DeepGen.Runtime;

/// <summary>A device of OpenCL 1.2 or later, with one queue that runs commands in order.</summary>
internal sealed class OpenCLBackend : StagedBackend
{
    private const ulong QueueProfiling = 2;
    private const ulong ReadWrite = 1;
    private const ulong AllocateHost = 16;
    private const ulong MapReadWrite = 3;
    private const uint ProfilingStart = 0x1282;
    private const uint ProfilingEnd = 0x1283;
    private const int MostPending = 4096;

    private readonly nint[] marks = new nint[Slots];
    private readonly List<(string Kernel, nint Signal)> pending = [];
    private readonly ProgramCache cache;
    private nint context;
    private nint queue;
    private nint staging;
    private long used;
    private string? lastKernel;

    private OpenCLBackend(OpenCLDevice device, ProgramCache cache, bool profiles)
        : base(profiles)
    {
        Device = device;
        this.cache = cache;
    }

    /// <summary>The device.</summary>
    public OpenCLDevice Device { get; }

    /// <inheritdoc/>
    public override DeviceInfo Info => Device.Info;

    /// <inheritdoc/>
    public override long LargestBuffer => Device.LargestBuffer;

    /// <inheritdoc/>
    public override long FreeMemory => Math.Max(0, Info.MemoryBytes - Interlocked.Read(ref used));

    /// <summary>Opens a device: a context and a queue of its own.</summary>
    /// <param name="index">Its number among <see cref="DeviceDiscovery.OpenCL"/>.</param>
    /// <param name="cache">Where compiled programs are kept; null for the user's folder.</param>
    /// <param name="profiles">Whether kernels are measured; null as the environment says.</param>
    /// <exception cref="DeviceException">There is no such device, or it cannot be opened.</exception>
    public static OpenCLBackend Open(int index, ProgramCache? cache = null, bool? profiles = null)
    {
        var device = DeviceDiscovery.FindOpenCL(index);
        var backend = new OpenCLBackend(device, cache ?? ProgramCache.Default, profiles ?? DeviceProfile.IsWanted);
        try
        {
            backend.Start();
            return backend;
        }
        catch
        {
            backend.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override DeviceBuffer Allocate(nint bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);

        // A buffer of OpenCL has at least one byte.
        nint handle = OpenCLLibrary.CreateBuffer(context, ReadWrite, (nuint)Math.Max(bytes, sizeof(float)), 0, out int code);
        if (code is OpenCLCode.OutOfMemory or OpenCLCode.OutOfResources or OpenCLCode.OutOfHostMemory or OpenCLCode.InvalidBufferSize)
        {
            throw NoRoom(bytes, $"clCreateBuffer failed with {OpenCLCode.Describe(code)}");
        }

        Check(code, "clCreateBuffer");
        Interlocked.Add(ref used, bytes);
        return new OpenCLBuffer(this, handle, bytes);
    }

    /// <inheritdoc/>
    public override DeviceModule Compile(string name, string source, IReadOnlyList<DeviceKernelDefinition> kernels)
    {
        CheckGroups(name, kernels, Device.LargestGroup);
        return OpenCLModule.Compile(this, context, name, source, kernels, cache);
    }

    /// <inheritdoc/>
    public override void Launch(
        DeviceModule module, int kernel, DeviceGroups groups, ReadOnlySpan<DevicePlace> memory, ReadOnlySpan<int> numbers)
    {
        if (groups.X <= 0 || groups.Y <= 0 || groups.Z <= 0)
        {
            return;
        }

        var compiled = (OpenCLModule)module;
        nint handle = compiled[kernel];
        var definition = compiled.Kernels[kernel];
        SetArguments(handle, memory, numbers, definition.Name);
        lastKernel = definition.Name;
        Span<nuint> items = [(nuint)(groups.X * definition.GroupX), (nuint)(groups.Y * definition.GroupY), (nuint)groups.Z];
        Span<nuint> group = [(nuint)definition.GroupX, (nuint)definition.GroupY, 1];
        if (Profile is null)
        {
            int code = OpenCLLibrary.EnqueueKernel(queue, handle, 3, 0, ref items[0], ref group[0], 0, 0, 0);
            Check(code, "clEnqueueNDRangeKernel", definition.Name);
        }
        else
        {
            int code = OpenCLLibrary.EnqueueKernel(queue, handle, 3, 0, ref items[0], ref group[0], 0, 0, out nint signal);
            Check(code, "clEnqueueNDRangeKernel", definition.Name);
            pending.Add((definition.Name, signal));
            if (pending.Count == MostPending)
            {
                Synchronize();
            }
        }
    }

    /// <inheritdoc/>
    public override void Flush() => Check(OpenCLLibrary.Flush(queue), "clFlush");

    /// <inheritdoc/>
    public override void Synchronize()
    {
        Check(OpenCLLibrary.Finish(queue), "clFinish");
        foreach (var (kernel, signal) in pending)
        {
            Check(OpenCLLibrary.GetEventTime(signal, ProfilingStart, sizeof(ulong), out ulong start, 0), "clGetEventProfilingInfo");
            Check(OpenCLLibrary.GetEventTime(signal, ProfilingEnd, sizeof(ulong), out ulong end, 0), "clGetEventProfilingInfo");
            _ = OpenCLLibrary.ReleaseEvent(signal);
            Profile!.Add(kernel, (long)(end - start));
        }

        pending.Clear();
    }

    /// <summary>Takes a released buffer out of the sum of the memory in use.</summary>
    /// <param name="bytes">Its length.</param>
    public void Forget(nint bytes) => Interlocked.Add(ref used, -bytes);

    /// <summary>Throws where a call failed.</summary>
    /// <param name="code">What it returned.</param>
    /// <param name="call">Its name.</param>
    /// <param name="kernel">The kernel that it is about.</param>
    public void Check(int code, string call, string? kernel = null)
    {
        if (code != OpenCLCode.Success)
        {
            throw Failure(call, OpenCLCode.Describe(code), code == OpenCLCode.OutOfMemory, kernel, lastKernel);
        }
    }

    /// <inheritdoc/>
    protected override void Close()
    {
        // A queue that failed has nothing more to say.
        if (queue != 0)
        {
            _ = OpenCLLibrary.Finish(queue);
        }

        foreach (ref nint mark in marks.AsSpan())
        {
            Forget(ref mark);
        }

        if (staging != 0)
        {
            _ = OpenCLLibrary.EnqueueUnmap(queue, staging, Staging, 0, 0, 0);
            _ = OpenCLLibrary.Finish(queue);
            _ = OpenCLLibrary.ReleaseBuffer(staging);
            staging = 0;
        }

        if (queue != 0)
        {
            _ = OpenCLLibrary.ReleaseQueue(queue);
            queue = 0;
        }

        // Buffers and modules that live on keep the context alive until they are released.
        if (context != 0)
        {
            _ = OpenCLLibrary.ReleaseContext(context);
            context = 0;
        }
    }

    /// <inheritdoc/>
    protected override void EnqueueWrite(DeviceBuffer to, nint offset, nint from, nint bytes) =>
        Check(
            OpenCLLibrary.EnqueueWrite(queue, Handle(to), 0, (nuint)offset, (nuint)bytes, from, 0, 0, 0), "clEnqueueWriteBuffer");

    /// <inheritdoc/>
    protected override void EnqueueRead(DeviceBuffer from, nint offset, nint to, nint bytes, int slot)
    {
        Forget(ref marks[slot]);
        int code = OpenCLLibrary.EnqueueRead(queue, Handle(from), 0, (nuint)offset, (nuint)bytes, to, 0, 0, out marks[slot]);
        Check(code, "clEnqueueReadBuffer");
    }

    /// <inheritdoc/>
    protected override void EnqueueCopy(DeviceBuffer from, nint fromOffset, DeviceBuffer to, nint toOffset, nint bytes) =>
        Check(
            OpenCLLibrary.EnqueueCopy(
                queue, Handle(from), Handle(to), (nuint)fromOffset, (nuint)toOffset, (nuint)bytes, 0, 0, 0),
            "clEnqueueCopyBuffer");

    /// <inheritdoc/>
    protected override void EnqueueClear(DeviceBuffer buffer, nint offset, nint bytes)
    {
        // A pattern must divide the range; a long one is faster.
        int zero = 0;
        nuint pattern = (offset | bytes) % sizeof(int) == 0 ? sizeof(int) : 1u;
        Check(
            OpenCLLibrary.EnqueueFill(queue, Handle(buffer), ref zero, pattern, (nuint)offset, (nuint)bytes, 0, 0, 0),
            "clEnqueueFillBuffer");
    }

    /// <inheritdoc/>
    protected override void Mark(int slot)
    {
        Forget(ref marks[slot]);
        Check(OpenCLLibrary.EnqueueMarker(queue, 0, 0, out marks[slot]), "clEnqueueMarkerWithWaitList");
    }

    /// <inheritdoc/>
    protected override void Await(int slot)
    {
        if (marks[slot] != 0)
        {
            Flush();
            Check(OpenCLLibrary.WaitFor(1, ref marks[slot]), "clWaitForEvents");
            Forget(ref marks[slot]);
        }
    }

    private static nint Handle(DeviceBuffer buffer) => ((OpenCLBuffer)buffer).Handle;

    private static void Forget(ref nint mark)
    {
        if (mark != 0)
        {
            _ = OpenCLLibrary.ReleaseEvent(mark);
            mark = 0;
        }
    }

    private void Start()
    {
        nint device = Device.Handle;
        context = OpenCLLibrary.CreateContext(0, 1, ref device, 0, 0, out int code);
        Check(code, "clCreateContext");
        queue = OpenCLLibrary.CreateQueue(context, device, Profile is null ? 0 : QueueProfiling, out code);
        Check(code, "clCreateCommandQueue");

        // Memory that the driver gives to the host is the memory that the device reads fastest; mapped once, it stays where it is.
        staging = OpenCLLibrary.CreateBuffer(context, ReadWrite | AllocateHost, (nuint)StagingBytes, 0, out code);
        Check(code, "clCreateBuffer");
        Staging = OpenCLLibrary.EnqueueMap(queue, staging, 1, MapReadWrite, 0, (nuint)StagingBytes, 0, 0, 0, out code);
        Check(code, "clEnqueueMapBuffer");
    }

    private void SetArguments(nint handle, ReadOnlySpan<DevicePlace> memory, ReadOnlySpan<int> numbers, string kernel)
    {
        uint argument = 0;
        foreach (var place in memory)
        {
            nint buffer = Handle(place.Buffer);
            long offset = place.Offset;
            Check(OpenCLLibrary.SetArgument(handle, argument++, (nuint)nint.Size, ref buffer), "clSetKernelArg", kernel);
            Check(OpenCLLibrary.SetArgument(handle, argument++, sizeof(long), ref offset), "clSetKernelArg", kernel);
        }

        foreach (int number in numbers)
        {
            int value = number;
            Check(OpenCLLibrary.SetArgument(handle, argument++, sizeof(int), ref value), "clSetKernelArg", kernel);
        }
    }
}
