namespace DeepGen.Runtime;

/// <summary>
/// The functions of CUDA's driver that the backend calls, by the names of cuda.h without the prefix and version. Each returns the code
/// of the driver; tests put a driver in its place that fails where they want it to.
/// </summary>
internal interface ICudaDriver
{
    int Init(uint flags);

    int DriverGetVersion(out int version);

    int DeviceGetCount(out int count);

    int DeviceGet(out int device, int ordinal);

    int DeviceGetName(byte[] name, int length, int device);

    int DeviceTotalMem(out nuint bytes, int device);

    int DeviceGetAttribute(out int value, int attribute, int device);

    int DevicePrimaryCtxRetain(out nint context, int device);

    int DevicePrimaryCtxRelease(int device);

    int CtxSetCurrent(nint context);

    int StreamCreate(out nint stream, uint flags);

    int StreamDestroy(nint stream);

    int StreamQuery(nint stream);

    int StreamSynchronize(nint stream);

    int MemGetInfo(out nuint free, out nuint total);

    int MemAlloc(out nint address, nuint bytes);

    int MemFree(nint address);

    int MemAllocAsync(out nint address, nuint bytes, nint stream);

    int MemFreeAsync(nint address, nint stream);

    int MemHostAlloc(out nint address, nuint bytes, uint flags);

    int MemFreeHost(nint address);

    int MemcpyHtoDAsync(nint to, nint from, nuint bytes, nint stream);

    int MemcpyDtoHAsync(nint to, nint from, nuint bytes, nint stream);

    int MemcpyDtoDAsync(nint to, nint from, nuint bytes, nint stream);

    int MemsetD8Async(nint to, byte value, nuint count, nint stream);

    int EventCreate(out nint signal, uint flags);

    int EventRecord(nint signal, nint stream);

    int EventSynchronize(nint signal);

    int EventElapsedTime(out float milliseconds, nint start, nint end);

    int EventDestroy(nint signal);

    int ModuleLoadData(out nint module, byte[] image);

    int ModuleUnload(nint module);

    int ModuleGetFunction(out nint function, nint module, byte[] name);

    int LaunchKernel(
        nint function, uint gridX, uint gridY, uint gridZ, uint blockX, uint blockY, uint blockZ, nint stream, nint arguments);

    int StreamBeginCapture(nint stream, int mode);

    int StreamEndCapture(nint stream, out nint graph);

    int GraphInstantiate(out nint executable, nint graph);

    int GraphLaunch(nint executable, nint stream);

    int GraphDestroy(nint graph);

    int GraphExecDestroy(nint executable);

    /// <summary>The name that cuda.h gives a code; null if the driver knows none.</summary>
    string? GetErrorName(int code);

    /// <summary>What a code means; null if the driver does not say.</summary>
    string? GetErrorString(int code);
}
