using System.Runtime.InteropServices;

namespace DeepGen.Runtime;

/// <summary>CUDA's driver, where it is installed.</summary>
internal sealed class CudaDriver : ICudaDriver
{
    private const string Name = "cuda";

    /// <summary>The driver's file on this system.</summary>
    public static string File => OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";

    /// <summary>Loads the driver; without it no method may be called.</summary>
    public static bool TryLoad() => NativeLibraries.TryLoad(Name, [File, "/usr/lib/wsl/lib/libcuda.so.1"]);

    public int Init(uint flags) => InitCore(flags);

    public int DriverGetVersion(out int version) => DriverGetVersionCore(out version);

    public int DeviceGetCount(out int count) => DeviceGetCountCore(out count);

    public int DeviceGet(out int device, int ordinal) => DeviceGetCore(out device, ordinal);

    public int DeviceGetName(byte[] name, int length, int device) => DeviceGetNameCore(name, length, device);

    public int DeviceTotalMem(out nuint bytes, int device) => DeviceTotalMemCore(out bytes, device);

    public int DeviceGetAttribute(out int value, int attribute, int device) => DeviceGetAttributeCore(out value, attribute, device);

    public int DevicePrimaryCtxRetain(out nint context, int device) => DevicePrimaryCtxRetainCore(out context, device);

    public int DevicePrimaryCtxRelease(int device) => DevicePrimaryCtxReleaseCore(device);

    public int CtxSetCurrent(nint context) => CtxSetCurrentCore(context);

    public int StreamCreate(out nint stream, uint flags) => StreamCreateCore(out stream, flags);

    public int StreamDestroy(nint stream) => StreamDestroyCore(stream);

    public int StreamQuery(nint stream) => StreamQueryCore(stream);

    public int StreamSynchronize(nint stream) => StreamSynchronizeCore(stream);

    public int MemGetInfo(out nuint free, out nuint total) => MemGetInfoCore(out free, out total);

    public int MemAlloc(out nint address, nuint bytes) => MemAllocCore(out address, bytes);

    public int MemFree(nint address) => MemFreeCore(address);

    public int MemAllocAsync(out nint address, nuint bytes, nint stream) => MemAllocAsyncCore(out address, bytes, stream);

    public int MemFreeAsync(nint address, nint stream) => MemFreeAsyncCore(address, stream);

    public int MemHostAlloc(out nint address, nuint bytes, uint flags) => MemHostAllocCore(out address, bytes, flags);

    public int MemFreeHost(nint address) => MemFreeHostCore(address);

    public int MemcpyHtoDAsync(nint to, nint from, nuint bytes, nint stream) => MemcpyHtoDAsyncCore(to, from, bytes, stream);

    public int MemcpyDtoHAsync(nint to, nint from, nuint bytes, nint stream) => MemcpyDtoHAsyncCore(to, from, bytes, stream);

    public int MemcpyDtoDAsync(nint to, nint from, nuint bytes, nint stream) => MemcpyDtoDAsyncCore(to, from, bytes, stream);

    public int MemsetD8Async(nint to, byte value, nuint count, nint stream) => MemsetD8AsyncCore(to, value, count, stream);

    public int EventCreate(out nint signal, uint flags) => EventCreateCore(out signal, flags);

    public int EventRecord(nint signal, nint stream) => EventRecordCore(signal, stream);

    public int EventSynchronize(nint signal) => EventSynchronizeCore(signal);

    public int EventElapsedTime(out float milliseconds, nint start, nint end) => EventElapsedTimeCore(out milliseconds, start, end);

    public int EventDestroy(nint signal) => EventDestroyCore(signal);

    public int ModuleLoadData(out nint module, byte[] image) => ModuleLoadDataCore(out module, image);

    public int ModuleUnload(nint module) => ModuleUnloadCore(module);

    public int ModuleGetFunction(out nint function, nint module, byte[] name) => ModuleGetFunctionCore(out function, module, name);

    public int LaunchKernel(
        nint function, uint gridX, uint gridY, uint gridZ, uint blockX, uint blockY, uint blockZ, nint stream, nint arguments) =>
        LaunchKernelCore(function, gridX, gridY, gridZ, blockX, blockY, blockZ, 0, stream, arguments, 0);

    public int StreamBeginCapture(nint stream, int mode) => StreamBeginCaptureCore(stream, mode);

    public int StreamEndCapture(nint stream, out nint graph) => StreamEndCaptureCore(stream, out graph);

    public int GraphInstantiate(out nint executable, nint graph) => GraphInstantiateCore(out executable, graph, 0);

    public int GraphLaunch(nint executable, nint stream) => GraphLaunchCore(executable, stream);

    public int GraphDestroy(nint graph) => GraphDestroyCore(graph);

    public int GraphExecDestroy(nint executable) => GraphExecDestroyCore(executable);

    public string? GetErrorName(int code) => GetErrorNameCore(code, out nint text) == 0 ? Marshal.PtrToStringUTF8(text) : null;

    public string? GetErrorString(int code) => GetErrorStringCore(code, out nint text) == 0 ? Marshal.PtrToStringUTF8(text) : null;

    [DllImport(Name, EntryPoint = "cuInit")]
    private static extern int InitCore(uint flags);

    [DllImport(Name, EntryPoint = "cuDriverGetVersion")]
    private static extern int DriverGetVersionCore(out int version);

    [DllImport(Name, EntryPoint = "cuDeviceGetCount")]
    private static extern int DeviceGetCountCore(out int count);

    [DllImport(Name, EntryPoint = "cuDeviceGet")]
    private static extern int DeviceGetCore(out int device, int ordinal);

    [DllImport(Name, EntryPoint = "cuDeviceGetName")]
    private static extern int DeviceGetNameCore([Out] byte[] name, int length, int device);

    [DllImport(Name, EntryPoint = "cuDeviceTotalMem_v2")]
    private static extern int DeviceTotalMemCore(out nuint bytes, int device);

    [DllImport(Name, EntryPoint = "cuDeviceGetAttribute")]
    private static extern int DeviceGetAttributeCore(out int value, int attribute, int device);

    [DllImport(Name, EntryPoint = "cuDevicePrimaryCtxRetain")]
    private static extern int DevicePrimaryCtxRetainCore(out nint context, int device);

    [DllImport(Name, EntryPoint = "cuDevicePrimaryCtxRelease_v2")]
    private static extern int DevicePrimaryCtxReleaseCore(int device);

    [DllImport(Name, EntryPoint = "cuCtxSetCurrent")]
    private static extern int CtxSetCurrentCore(nint context);

    [DllImport(Name, EntryPoint = "cuStreamCreate")]
    private static extern int StreamCreateCore(out nint stream, uint flags);

    [DllImport(Name, EntryPoint = "cuStreamDestroy_v2")]
    private static extern int StreamDestroyCore(nint stream);

    [DllImport(Name, EntryPoint = "cuStreamQuery")]
    private static extern int StreamQueryCore(nint stream);

    [DllImport(Name, EntryPoint = "cuStreamSynchronize")]
    private static extern int StreamSynchronizeCore(nint stream);

    [DllImport(Name, EntryPoint = "cuMemGetInfo_v2")]
    private static extern int MemGetInfoCore(out nuint free, out nuint total);

    [DllImport(Name, EntryPoint = "cuMemAlloc_v2")]
    private static extern int MemAllocCore(out nint address, nuint bytes);

    [DllImport(Name, EntryPoint = "cuMemFree_v2")]
    private static extern int MemFreeCore(nint address);

    [DllImport(Name, EntryPoint = "cuMemAllocAsync")]
    private static extern int MemAllocAsyncCore(out nint address, nuint bytes, nint stream);

    [DllImport(Name, EntryPoint = "cuMemFreeAsync")]
    private static extern int MemFreeAsyncCore(nint address, nint stream);

    [DllImport(Name, EntryPoint = "cuMemHostAlloc")]
    private static extern int MemHostAllocCore(out nint address, nuint bytes, uint flags);

    [DllImport(Name, EntryPoint = "cuMemFreeHost")]
    private static extern int MemFreeHostCore(nint address);

    [DllImport(Name, EntryPoint = "cuMemcpyHtoDAsync_v2")]
    private static extern int MemcpyHtoDAsyncCore(nint to, nint from, nuint bytes, nint stream);

    [DllImport(Name, EntryPoint = "cuMemcpyDtoHAsync_v2")]
    private static extern int MemcpyDtoHAsyncCore(nint to, nint from, nuint bytes, nint stream);

    [DllImport(Name, EntryPoint = "cuMemcpyDtoDAsync_v2")]
    private static extern int MemcpyDtoDAsyncCore(nint to, nint from, nuint bytes, nint stream);

    [DllImport(Name, EntryPoint = "cuMemsetD8Async")]
    private static extern int MemsetD8AsyncCore(nint to, byte value, nuint count, nint stream);

    [DllImport(Name, EntryPoint = "cuEventCreate")]
    private static extern int EventCreateCore(out nint signal, uint flags);

    [DllImport(Name, EntryPoint = "cuEventRecord")]
    private static extern int EventRecordCore(nint signal, nint stream);

    [DllImport(Name, EntryPoint = "cuEventSynchronize")]
    private static extern int EventSynchronizeCore(nint signal);

    [DllImport(Name, EntryPoint = "cuEventElapsedTime")]
    private static extern int EventElapsedTimeCore(out float milliseconds, nint start, nint end);

    [DllImport(Name, EntryPoint = "cuEventDestroy_v2")]
    private static extern int EventDestroyCore(nint signal);

    [DllImport(Name, EntryPoint = "cuModuleLoadData")]
    private static extern int ModuleLoadDataCore(out nint module, byte[] image);

    [DllImport(Name, EntryPoint = "cuModuleUnload")]
    private static extern int ModuleUnloadCore(nint module);

    [DllImport(Name, EntryPoint = "cuModuleGetFunction")]
    private static extern int ModuleGetFunctionCore(out nint function, nint module, byte[] name);

    [DllImport(Name, EntryPoint = "cuLaunchKernel")]
    private static extern int LaunchKernelCore(
        nint function, uint gridX, uint gridY, uint gridZ, uint blockX, uint blockY, uint blockZ, uint shared, nint stream,
        nint arguments, nint extra);

    [DllImport(Name, EntryPoint = "cuStreamBeginCapture_v2")]
    private static extern int StreamBeginCaptureCore(nint stream, int mode);

    [DllImport(Name, EntryPoint = "cuStreamEndCapture")]
    private static extern int StreamEndCaptureCore(nint stream, out nint graph);

    [DllImport(Name, EntryPoint = "cuGraphInstantiateWithFlags")]
    private static extern int GraphInstantiateCore(out nint executable, nint graph, ulong flags);

    [DllImport(Name, EntryPoint = "cuGraphLaunch")]
    private static extern int GraphLaunchCore(nint executable, nint stream);

    [DllImport(Name, EntryPoint = "cuGraphDestroy")]
    private static extern int GraphDestroyCore(nint graph);

    [DllImport(Name, EntryPoint = "cuGraphExecDestroy")]
    private static extern int GraphExecDestroyCore(nint executable);

    [DllImport(Name, EntryPoint = "cuGetErrorName")]
    private static extern int GetErrorNameCore(int code, out nint text);

    [DllImport(Name, EntryPoint = "cuGetErrorString")]
    private static extern int GetErrorStringCore(int code, out nint text);
}
