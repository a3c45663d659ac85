using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Devices;

/// <summary>
/// A driver whose device is the host: memory is the host's, copies are made at once, of the kernels it knows how to run
/// <see cref="OpenCLFixture"/>'s Scale. It fails where it is told to, and counts what was not given back.
/// </summary>
internal sealed class FakeCudaDriver : ICudaDriver
{
    public const int OutOfMemory = 2;
    public const int Scale = 1000;

    private const nint Context = 77;
    private const int InvalidContext = 201;

    // Calls that need no current context; a driver's threads each have their own.
    private static readonly string[] Outside =
    [
        nameof(Init), nameof(DriverGetVersion), nameof(DeviceGetCount), nameof(DeviceGet), nameof(DeviceGetName), nameof(DeviceTotalMem),
        nameof(DeviceGetAttribute), nameof(DevicePrimaryCtxRetain), nameof(DevicePrimaryCtxRelease), nameof(CtxSetCurrent),
    ];

    private readonly ThreadLocal<nint> current = new();
    private readonly Dictionary<nint, string> live = [];
    private readonly Dictionary<nint, List<Action>> graphs = [];
    private List<Action>? recording;
    private nint nextHandle = 5000;

    /// <summary>The calls, in order; null to keep none.</summary>
    public List<string>? Calls { get; set; } = [];

    /// <summary>What fails, and with which code.</summary>
    public Dictionary<string, int> Failures { get; } = [];

    /// <summary>What was made and not released, by kind.</summary>
    public IEnumerable<string> Live => live.Values.Order(StringComparer.Ordinal);

    public int Version { get; set; } = 12040;

    public int Count { get; set; } = 1;

    public bool HasPools { get; set; } = true;

    public (int Major, int Minor) Capability { get; set; } = (9, 0);

    public int ContextUsers { get; private set; }

    /// <summary>What happens when somebody waits for the stream.</summary>
    public Action? WhenSynchronized { get; set; }

    /// <summary>What <see cref="ModuleLoadData"/> takes for a program of the compiler.</summary>
    public string Image { get; set; } = FakeNvrtc.Cubin;

    public int Init(uint flags) => Call();

    public int DriverGetVersion(out int version) => Call((version = Version) * 0);

    public int DeviceGetCount(out int count) => Call((count = Count) * 0);

    public int DeviceGet(out int device, int ordinal) => Call((device = ordinal + 7) * 0);

    public int DeviceGetName(byte[] name, int length, int device)
    {
        Encoding.UTF8.GetBytes("Fake 9000\0", name);
        return Call();
    }

    public int DeviceTotalMem(out nuint bytes, int device)
    {
        bytes = 4_000_000_000;
        return Call();
    }

    public int DeviceGetAttribute(out int value, int attribute, int device)
    {
        value = attribute switch
        {
            1 => 1024,
            16 => 132,
            75 => Capability.Major,
            76 => Capability.Minor,
            115 => HasPools ? 1 : 0,
            _ => throw new NotSupportedException(),
        };
        return Call();
    }

    public int DevicePrimaryCtxRetain(out nint context, int device)
    {
        context = Context;
        int code = Call();
        ContextUsers += code == 0 ? 1 : 0;
        return code;
    }

    public int DevicePrimaryCtxRelease(int device)
    {
        ContextUsers--;
        return Call();
    }

    public int CtxSetCurrent(nint context)
    {
        current.Value = context;
        return Call();
    }

    public int StreamCreate(out nint stream, uint flags) => Make(out stream);

    public int StreamDestroy(nint stream) => Take(stream);

    public int StreamQuery(nint stream) => Call(600);

    public int StreamSynchronize(nint stream)
    {
        WhenSynchronized?.Invoke();
        return Call();
    }

    public int MemGetInfo(out nuint free, out nuint total)
    {
        (free, total) = (3_000_000_000, 4_000_000_000);
        return Call();
    }

    public int MemAlloc(out nint address, nuint bytes) => MakeMemory(out address, bytes);

    public int MemFree(nint address) => TakeMemory(address);

    public int MemAllocAsync(out nint address, nuint bytes, nint stream) => MakeMemory(out address, bytes);

    public int MemFreeAsync(nint address, nint stream) => TakeMemory(address);

    public int MemHostAlloc(out nint address, nuint bytes, uint flags) => MakeMemory(out address, bytes);

    public int MemFreeHost(nint address) => TakeMemory(address);

    public int MemcpyHtoDAsync(nint to, nint from, nuint bytes, nint stream) => Command(Copy(to, from, bytes));

    public int MemcpyDtoHAsync(nint to, nint from, nuint bytes, nint stream) => Command(Copy(to, from, bytes));

    public int MemcpyDtoDAsync(nint to, nint from, nuint bytes, nint stream) => Command(Copy(to, from, bytes));

    public int MemsetD8Async(nint to, byte value, nuint count, nint stream) => Command(() => Memory<byte>(to, (int)count).Fill(value));

    public int EventCreate(out nint signal, uint flags) => Make(out signal);

    public int EventRecord(nint signal, nint stream) => Call();

    public int EventSynchronize(nint signal) => Call();

    public int EventElapsedTime(out float milliseconds, nint start, nint end)
    {
        milliseconds = 0.5f;
        return Call();
    }

    public int EventDestroy(nint signal) => Take(signal);

    public int ModuleLoadData(out nint module, byte[] image)
    {
        module = 0;
        return Encoding.UTF8.GetString(image) == Image ? Make(out module) : 200;
    }

    public int ModuleUnload(nint module) => Take(module);

    public int ModuleGetFunction(out nint function, nint module, byte[] name)
    {
        function = DeviceSource.FromCString(name) == "Scale" ? Scale : Scale + 1;
        return Call();
    }

    public int LaunchKernel(
        nint function, uint gridX, uint gridY, uint gridZ, uint blockX, uint blockY, uint blockZ, nint stream, nint arguments)
    {
        ReadOnlySpan<nint> places = Memory<nint>(arguments, 8);
        var (x, y) = (Address(places, 0), Address(places, 4));
        float shift = Memory<float>(Address(places, 2), 1)[0];
        int count = Memory<int>(places[6], 1)[0], scale = Memory<int>(places[7], 1)[0];
        int threads = (int)(gridX * gridY * gridZ * blockX * blockY * blockZ);
        if (function == Scale && recording is null)
        {
            RunScale(x, shift, y, Math.Min(threads, count), scale);
            return Call();
        }

        return RecordScale(x, shift, y, Math.Min(threads, count), scale);
    }

    public int StreamBeginCapture(nint stream, int mode)
    {
        int code = Call();
        recording = code == 0 ? [] : null;
        return code;
    }

    public int StreamEndCapture(nint stream, out nint graph)
    {
        int code = Make(out graph);
        if (code == 0) graphs[graph] = recording!;
        recording = null;
        return code;
    }

    public int GraphInstantiate(out nint executable, nint graph)
    {
        int code = Make(out executable);
        if (code == 0) graphs[executable] = graphs[graph];
        return code;
    }

    public int GraphLaunch(nint executable, nint stream)
    {
        int code = Call();
        if (code == 0) graphs[executable].ForEach(command => command());
        return code;
    }

    public int GraphDestroy(nint graph) => Take(graph);

    public int GraphExecDestroy(nint executable) => Take(executable);

    public string? GetErrorName(int code) => code switch
    {
        OutOfMemory => "CUDA_ERROR_OUT_OF_MEMORY",
        100 => "CUDA_ERROR_NO_DEVICE",
        200 => "CUDA_ERROR_INVALID_IMAGE",
        InvalidContext => "CUDA_ERROR_INVALID_CONTEXT",
        700 => "CUDA_ERROR_ILLEGAL_ADDRESS",
        _ => null,
    };

    public string? GetErrorString(int code) => code switch
    {
        OutOfMemory => "out of memory",
        100 => "no CUDA-capable device is detected",
        700 => "an illegal memory access was encountered",
        _ => null,
    };

    private static Span<T> Memory<T>(nint address, int count)
        where T : unmanaged =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), address)), count);

    private static nint Address(ReadOnlySpan<nint> arguments, int at) =>
        Memory<nint>(arguments[at], 1)[0] + (nint)(4 * Memory<long>(arguments[at + 1], 1)[0]);

    private static Action Copy(nint to, nint from, nuint bytes) =>
        () => Memory<byte>(from, (int)bytes).CopyTo(Memory<byte>(to, (int)bytes));

    private static void RunScale(nint x, float shift, nint y, int count, int scale)
    {
        for (int i = 0; i < count; i++) Memory<float>(y, count)[i] = (scale * Memory<float>(x, count)[i]) + shift;
    }

    private int RecordScale(nint x, float shift, nint y, int count, int scale) =>
        Command(() => RunScale(x, shift, y, count, scale), nameof(LaunchKernel));

    private int Call(int code = 0, [CallerMemberName] string name = "")
    {
        Calls?.Add(name);
        if (current.Value != Context && !Outside.Contains(name)) return InvalidContext;
        return Failures.Count > 0 && Failures.TryGetValue(name, out int failure) ? failure : code;
    }

    private int Command(Action run, [CallerMemberName] string name = "")
    {
        int code = Call(0, name);
        if (code == 0 && recording is { } commands) commands.Add(run);
        else if (code == 0) run();
        return code;
    }

    private int Make(out nint handle, [CallerMemberName] string name = "")
    {
        int code = Call(0, name);
        handle = code == 0 ? nextHandle++ : 0;
        if (code == 0) live.Add(handle, name);
        return code;
    }

    private int Take(nint handle, [CallerMemberName] string name = "")
    {
        live.Remove(handle).ShouldBeTrue($"{name} of what was not made, or was released before");
        return Call(0, name);
    }

    private int MakeMemory(out nint address, nuint bytes, [CallerMemberName] string name = "")
    {
        int code = Call(0, name);
        address = code == 0 ? Marshal.AllocHGlobal((nint)bytes) : 0;
        if (code == 0) live.Add(address, name);
        return code;
    }

    private int TakeMemory(nint address, [CallerMemberName] string name = "")
    {
        recording.ShouldBeNull("a release would be recorded");
        int code = Take(address, name);
        Marshal.FreeHGlobal(address);
        return code;
    }
}
