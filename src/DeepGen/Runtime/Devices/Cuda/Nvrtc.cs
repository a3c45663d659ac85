using System.Runtime.InteropServices;

namespace DeepGen.Runtime;

/// <summary>NVIDIA's compiler of kernels, where it is installed.</summary>
internal sealed class Nvrtc : INvrtc
{
    private const string Name = "nvrtc";

    /// <summary>Loads the compiler; without it no method may be called.</summary>
    /// <param name="driverMajor">The version of CUDA that the driver offers.</param>
    public static bool TryLoad(int driverMajor) => NativeLibraries.TryLoad(Name, NvrtcFiles.Find(driverMajor));

    public int Version(out int major, out int minor) => VersionCore(out major, out minor);

    public int GetNumSupportedArchs(out int count) => GetNumSupportedArchsCore(out count);

    public int GetSupportedArchs(int[] architectures) => GetSupportedArchsCore(architectures);

    public int CreateProgram(out nint program, byte[] text, byte[] name) => CreateProgramCore(out program, text, name, 0, 0, 0);

    public int CompileProgram(nint program, int count, nint[] options) => CompileProgramCore(program, count, options);

    public int GetProgramLogSize(nint program, out nuint bytes) => GetProgramLogSizeCore(program, out bytes);

    public int GetProgramLog(nint program, byte[] log) => GetProgramLogCore(program, log);

    public int GetCubinSize(nint program, out nuint bytes) => GetCubinSizeCore(program, out bytes);

    public int GetCubin(nint program, byte[] cubin) => GetCubinCore(program, cubin);

    public int DestroyProgram(ref nint program) => DestroyProgramCore(ref program);

    public string? GetErrorString(int code) => Marshal.PtrToStringUTF8(GetErrorStringCore(code));

    [DllImport(Name, EntryPoint = "nvrtcVersion")]
    private static extern int VersionCore(out int major, out int minor);

    [DllImport(Name, EntryPoint = "nvrtcGetNumSupportedArchs")]
    private static extern int GetNumSupportedArchsCore(out int count);

    [DllImport(Name, EntryPoint = "nvrtcGetSupportedArchs")]
    private static extern int GetSupportedArchsCore([Out] int[] architectures);

    [DllImport(Name, EntryPoint = "nvrtcCreateProgram")]
    private static extern int CreateProgramCore(out nint program, byte[] text, byte[] name, int headers, nint texts, nint names);

    [DllImport(Name, EntryPoint = "nvrtcCompileProgram")]
    private static extern int CompileProgramCore(nint program, int count, nint[] options);

    [DllImport(Name, EntryPoint = "nvrtcGetProgramLogSize")]
    private static extern int GetProgramLogSizeCore(nint program, out nuint bytes);

    [DllImport(Name, EntryPoint = "nvrtcGetProgramLog")]
    private static extern int GetProgramLogCore(nint program, [Out] byte[] log);

    [DllImport(Name, EntryPoint = "nvrtcGetCUBINSize")]
    private static extern int GetCubinSizeCore(nint program, out nuint bytes);

    [DllImport(Name, EntryPoint = "nvrtcGetCUBIN")]
    private static extern int GetCubinCore(nint program, [Out] byte[] cubin);

    [DllImport(Name, EntryPoint = "nvrtcDestroyProgram")]
    private static extern int DestroyProgramCore(ref nint program);

    [DllImport(Name, EntryPoint = "nvrtcGetErrorString")]
    private static extern nint GetErrorStringCore(int code);
}
