using System.Runtime.InteropServices;

namespace DeepGen.Runtime;

/// <summary>
/// The functions of OpenCL 1.2 that the backend calls. A handle is an <c>nint</c>, a size an <c>nuint</c>; what is passed by reference is
/// pinned for the call only.
/// </summary>
internal static class OpenCLLibrary
{
    private const string Name = "OpenCL";

    /// <summary>The file of the loader on this system.</summary>
    public static string File =>
        OperatingSystem.IsWindows() ? "OpenCL.dll"
        : OperatingSystem.IsMacOS() ? "/System/Library/Frameworks/OpenCL.framework/OpenCL"
        : "libOpenCL.so.1";

    /// <summary>Loads the loader of OpenCL; without it no other method may be called.</summary>
    public static bool TryLoad() => NativeLibraries.TryLoad(Name, [File]);

    [DllImport(Name, EntryPoint = "clGetPlatformIDs")]
    public static extern int GetPlatforms(uint room, [Out] nint[]? platforms, out uint count);

    [DllImport(Name, EntryPoint = "clGetPlatformInfo")]
    public static extern int GetPlatformInfo(nint platform, uint what, nuint room, [Out] byte[]? value, out nuint size);

    [DllImport(Name, EntryPoint = "clGetDeviceIDs")]
    public static extern int GetDevices(nint platform, ulong types, uint room, [Out] nint[]? devices, out uint count);

    [DllImport(Name, EntryPoint = "clGetDeviceInfo")]
    public static extern int GetDeviceInfo(nint device, uint what, nuint room, [Out] byte[]? value, out nuint size);

    [DllImport(Name, EntryPoint = "clCreateContext")]
    public static extern nint CreateContext(nint properties, uint count, ref nint device, nint notify, nint data, out int code);

    [DllImport(Name, EntryPoint = "clReleaseContext")]
    public static extern int ReleaseContext(nint context);

    [DllImport(Name, EntryPoint = "clCreateCommandQueue")]
    public static extern nint CreateQueue(nint context, nint device, ulong properties, out int code);

    [DllImport(Name, EntryPoint = "clReleaseCommandQueue")]
    public static extern int ReleaseQueue(nint queue);

    [DllImport(Name, EntryPoint = "clCreateBuffer")]
    public static extern nint CreateBuffer(nint context, ulong flags, nuint bytes, nint host, out int code);

    [DllImport(Name, EntryPoint = "clReleaseMemObject")]
    public static extern int ReleaseBuffer(nint buffer);

    [DllImport(Name, EntryPoint = "clCreateProgramWithSource")]
    public static extern nint CreateProgram(nint context, uint count, ref nint text, ref nuint length, out int code);

    [DllImport(Name, EntryPoint = "clCreateProgramWithBinary")]
    public static extern nint CreateProgram(
        nint context, uint count, ref nint device, ref nuint length, ref nint binary, out int status, out int code);

    [DllImport(Name, EntryPoint = "clBuildProgram")]
    public static extern int BuildProgram(nint program, uint count, ref nint device, byte[] options, nint notify, nint data);

    [DllImport(Name, EntryPoint = "clGetProgramBuildInfo")]
    public static extern int GetBuildInfo(nint program, nint device, uint what, nuint room, [Out] byte[]? value, out nuint size);

    [DllImport(Name, EntryPoint = "clGetProgramInfo")]
    public static extern int GetProgramInfo(nint program, uint what, nuint room, ref nint value, nint size);

    [DllImport(Name, EntryPoint = "clReleaseProgram")]
    public static extern int ReleaseProgram(nint program);

    [DllImport(Name, EntryPoint = "clCreateKernel")]
    public static extern nint CreateKernel(nint program, byte[] name, out int code);

    [DllImport(Name, EntryPoint = "clReleaseKernel")]
    public static extern int ReleaseKernel(nint kernel);

    [DllImport(Name, EntryPoint = "clSetKernelArg")]
    public static extern int SetArgument(nint kernel, uint index, nuint bytes, ref nint value);

    [DllImport(Name, EntryPoint = "clSetKernelArg")]
    public static extern int SetArgument(nint kernel, uint index, nuint bytes, ref long value);

    [DllImport(Name, EntryPoint = "clSetKernelArg")]
    public static extern int SetArgument(nint kernel, uint index, nuint bytes, ref int value);

    [DllImport(Name, EntryPoint = "clEnqueueNDRangeKernel")]
    public static extern int EnqueueKernel(
        nint queue, nint kernel, uint axes, nint offset, ref nuint items, ref nuint group, uint waits, nint list, nint signal);

    [DllImport(Name, EntryPoint = "clEnqueueNDRangeKernel")]
    public static extern int EnqueueKernel(
        nint queue, nint kernel, uint axes, nint offset, ref nuint items, ref nuint group, uint waits, nint list, out nint signal);

    [DllImport(Name, EntryPoint = "clEnqueueWriteBuffer")]
    public static extern int EnqueueWrite(
        nint queue, nint buffer, uint blocks, nuint offset, nuint bytes, nint from, uint waits, nint list, nint signal);

    [DllImport(Name, EntryPoint = "clEnqueueReadBuffer")]
    public static extern int EnqueueRead(
        nint queue, nint buffer, uint blocks, nuint offset, nuint bytes, nint to, uint waits, nint list, out nint signal);

    [DllImport(Name, EntryPoint = "clEnqueueCopyBuffer")]
    public static extern int EnqueueCopy(
        nint queue, nint from, nint to, nuint fromOffset, nuint toOffset, nuint bytes, uint waits, nint list, nint signal);

    [DllImport(Name, EntryPoint = "clEnqueueFillBuffer")]
    public static extern int EnqueueFill(
        nint queue, nint buffer, ref int pattern, nuint patternBytes, nuint offset, nuint bytes, uint waits, nint list, nint signal);

    [DllImport(Name, EntryPoint = "clEnqueueMapBuffer")]
    public static extern nint EnqueueMap(
        nint queue, nint buffer, uint blocks, ulong flags, nuint offset, nuint bytes, uint waits, nint list, nint signal, out int code);

    [DllImport(Name, EntryPoint = "clEnqueueUnmapMemObject")]
    public static extern int EnqueueUnmap(nint queue, nint buffer, nint address, uint waits, nint list, nint signal);

    [DllImport(Name, EntryPoint = "clEnqueueMarkerWithWaitList")]
    public static extern int EnqueueMarker(nint queue, uint waits, nint list, out nint signal);

    [DllImport(Name, EntryPoint = "clWaitForEvents")]
    public static extern int WaitFor(uint count, ref nint signal);

    [DllImport(Name, EntryPoint = "clReleaseEvent")]
    public static extern int ReleaseEvent(nint signal);

    [DllImport(Name, EntryPoint = "clGetEventProfilingInfo")]
    public static extern int GetEventTime(nint signal, uint what, nuint room, out ulong nanoseconds, nint size);

    [DllImport(Name, EntryPoint = "clFlush")]
    public static extern int Flush(nint queue);

    [DllImport(Name, EntryPoint = "clFinish")]
    public static extern int Finish(nint queue);
}
