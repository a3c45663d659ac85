namespace DeepGen.Runtime;

/// <summary>
/// The functions of NVRTC, NVIDIA's compiler of kernels, that the backend calls, by the names of nvrtc.h without the prefix.
/// </summary>
internal interface INvrtc
{
    int Version(out int major, out int minor);

    int GetNumSupportedArchs(out int count);

    int GetSupportedArchs(int[] architectures);

    int CreateProgram(out nint program, byte[] text, byte[] name);

    int CompileProgram(nint program, int count, nint[] options);

    int GetProgramLogSize(nint program, out nuint bytes);

    int GetProgramLog(nint program, byte[] log);

    int GetCubinSize(nint program, out nuint bytes);

    int GetCubin(nint program, byte[] cubin);

    int DestroyProgram(ref nint program);

    /// <summary>The name that nvrtc.h gives a code.</summary>
    string? GetErrorString(int code);
}
