using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Devices;

/// <summary>A compiler that gives the same program for every text, and fails where it is told to.</summary>
internal sealed class FakeNvrtc : INvrtc
{
    public const string Cubin = "a cubin";

    public const string LogText = "Fixture(10): error: identifier \"count\" is undefined";

    public List<string> Calls { get; } = [];

    public Dictionary<string, int> Failures { get; } = [];

    public (int Major, int Minor) OwnVersion { get; set; } = (12, 4);

    public int[] Architectures { get; set; } = [50, 80, 90];

    public List<string> Options { get; } = [];

    public string Text { get; private set; } = "";

    public int Programs { get; private set; }

    public int Version(out int major, out int minor)
    {
        (major, minor) = OwnVersion;
        return Call();
    }

    public int GetNumSupportedArchs(out int count) => Call((count = Architectures.Length) * 0);

    public int GetSupportedArchs(int[] architectures)
    {
        Architectures.CopyTo(architectures, 0);
        return Call();
    }

    public int CreateProgram(out nint program, byte[] text, byte[] name)
    {
        program = 5;
        Text = DeviceSource.FromCString(text);
        int code = Call();
        Programs += code == 0 ? 1 : 0;
        return code;
    }

    public int CompileProgram(nint program, int count, nint[] options)
    {
        options.Length.ShouldBe(count);
        Options.AddRange(options.Select(option => Marshal.PtrToStringUTF8(option)!));
        return Call();
    }

    public int GetProgramLogSize(nint program, out nuint bytes) => Call((int)(bytes = (nuint)LogText.Length + 1) * 0);

    public int GetProgramLog(nint program, byte[] log)
    {
        Encoding.UTF8.GetBytes(LogText + "\0", log);
        return Call();
    }

    public int GetCubinSize(nint program, out nuint bytes) => Call((int)(bytes = (nuint)Cubin.Length) * 0);

    public int GetCubin(nint program, byte[] cubin)
    {
        Encoding.UTF8.GetBytes(Cubin, cubin);
        return Call();
    }

    public int DestroyProgram(ref nint program)
    {
        Programs--;
        return Call();
    }

    public string? GetErrorString(int code) => code == 6 ? "NVRTC_ERROR_COMPILATION" : "NVRTC_ERROR_INTERNAL_ERROR";

    private int Call(int code = 0, [CallerMemberName] string name = "")
    {
        Calls.Add(name);
        return Failures.GetValueOrDefault(name, code);
    }
}
