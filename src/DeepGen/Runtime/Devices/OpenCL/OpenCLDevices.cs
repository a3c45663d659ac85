using System.Buffers.Binary;
using System.Globalization;

namespace DeepGen.Runtime;

/// <summary>A device of an OpenCL driver.</summary>
/// <param name="Handle">The driver's handle.</param>
/// <param name="Info">What it is.</param>
/// <param name="LargestBuffer">The most bytes that one buffer may have.</param>
/// <param name="LargestGroup">The most items of a group.</param>
/// <param name="Identity">What compiled programs depend on: the device and the versions of its driver.</param>
/// <param name="DividesExactly">Whether division and square root can be rounded correctly.</param>
internal sealed record OpenCLDevice(
    nint Handle, DeviceInfo Info, long LargestBuffer, long LargestGroup, string Identity, bool DividesExactly);

/// <summary>Finds the devices of all OpenCL drivers.</summary>
internal static class OpenCLDevices
{
    private const uint PlatformVersion = 0x0901;
    private const uint PlatformName = 0x0902;
    private const uint DeviceType = 0x1000;
    private const uint DeviceComputeUnits = 0x1002;
    private const uint DeviceLargestGroup = 0x1004;
    private const uint DeviceLargestBuffer = 0x1010;
    private const uint DeviceFloats = 0x101B;
    private const uint DeviceMemory = 0x101F;
    private const uint DeviceIsAvailable = 0x1027;
    private const uint DeviceHasCompiler = 0x1028;
    private const uint DeviceName = 0x102B;
    private const uint DriverVersion = 0x102D;
    private const uint DeviceVersion = 0x102F;

    private const ulong AllTypes = 0xFFFFFFFF;
    private const long Gpu = 4;
    private const long CorrectlyRounded = 1 << 7;

    private const string Cure = "install the driver of the GPU, or PoCL for the processor (Debian and Ubuntu: apt install pocl-opencl-icd)";

    /// <summary>The devices, in the order in which their drivers name them. Does not throw.</summary>
    /// <param name="problems">Takes a sentence for each thing that keeps a device from being used.</param>
    public static List<OpenCLDevice> Find(List<string> problems)
    {
        List<OpenCLDevice> found = [];
        try
        {
            if (!OpenCLLibrary.TryLoad())
            {
                problems.Add($"OpenCL: there is no {OpenCLLibrary.File}; {Cure}.");
                return found;
            }

            foreach (nint platform in Platforms())
            {
                Add(platform, found, problems);
            }

            if (found.Count == 0 && problems.Count == 0)
            {
                problems.Add($"OpenCL: no driver offers a device; {Cure}.");
            }
        }
        catch (Exception exception) when (exception is DeviceException or EntryPointNotFoundException or BadImageFormatException)
        {
            problems.Add($"OpenCL: {exception.Message.TrimEnd('.')}; {Cure}.");
        }

        return found;
    }

    private static nint[] Platforms()
    {
        int code = OpenCLLibrary.GetPlatforms(0, null, out uint count);
        if (code == OpenCLCode.NoPlatform || (code == OpenCLCode.Success && count == 0))
        {
            return [];
        }

        Check(code, "clGetPlatformIDs");
        nint[] platforms = new nint[count];
        Check(OpenCLLibrary.GetPlatforms(count, platforms, out _), "clGetPlatformIDs");
        return platforms;
    }

    // One broken driver does not hide the devices of the others.
    private static void Add(nint platform, List<OpenCLDevice> found, List<string> problems)
    {
        string name = "a driver without a name";
        try
        {
            name = Text(PlatformName, (what, room, value) =>
                (OpenCLLibrary.GetPlatformInfo(platform, what, room, value, out nuint size), size));
            string version = Text(PlatformVersion, (what, room, value) =>
                (OpenCLLibrary.GetPlatformInfo(platform, what, room, value, out nuint size), size));
            int code = OpenCLLibrary.GetDevices(platform, AllTypes, 0, null, out uint count);
            if (code == OpenCLCode.DeviceNotFound || (code == OpenCLCode.Success && count == 0))
            {
                return;
            }

            Check(code, "clGetDeviceIDs");
            nint[] devices = new nint[count];
            Check(OpenCLLibrary.GetDevices(platform, AllTypes, count, devices, out _), "clGetDeviceIDs");
            foreach (nint device in devices)
            {
                string id = string.Create(CultureInfo.InvariantCulture, $"opencl:{found.Count}");
                if (Describe(device, id, name, version, problems) is { } described)
                {
                    found.Add(described);
                }
            }
        }
        catch (DeviceException exception)
        {
            problems.Add($"OpenCL: {name}: {exception.Message.TrimEnd('.')}; install this driver again or take it away.");
        }
    }

    private static OpenCLDevice? Describe(nint device, string id, string platform, string platformVersion, List<string> problems)
    {
        string name = Text(DeviceName, Read);
        string version = Text(DeviceVersion, Read);
        string driver = Text(DriverVersion, Read);
        if (Number(DeviceIsAvailable, Read) == 0 || Number(DeviceHasCompiler, Read) == 0)
        {
            problems.Add($"OpenCL: {name} of {platform} has no compiler or is not available; install the full driver.");
            return null;
        }

        // "OpenCL <major>.<minor> <what the maker adds>".
        string[] words = version.Split(' ');
        if (words.Length < 2 || !Version.TryParse(words[1], out var parsed) || parsed < new Version(1, 2))
        {
            problems.Add($"OpenCL: {name} of {platform} offers {version}, and 1.2 is needed; install a newer driver.");
            return null;
        }

        var info = new DeviceInfo(
            id, name, $"{platform}, OpenCL {words[1]}, driver {driver}", Number(DeviceMemory, Read), (int)Number(DeviceComputeUnits, Read))
        {
            IsGpu = (Number(DeviceType, Read) & Gpu) != 0,
        };
        return new OpenCLDevice(
            device,
            info,
            Number(DeviceLargestBuffer, Read),
            Number(DeviceLargestGroup, Read),
            $"{platform}|{platformVersion}|{name}|{version}|{driver}",
            (Number(DeviceFloats, Read) & CorrectlyRounded) != 0);

        (int Code, nuint Size) Read(uint what, nuint room, byte[]? value) =>
            (OpenCLLibrary.GetDeviceInfo(device, what, room, value, out nuint size), size);
    }

    private static byte[] Bytes(uint what, Func<uint, nuint, byte[]?, (int Code, nuint Size)> read)
    {
        var (code, size) = read(what, 0, null);
        Check(code, "asking for what there is");
        byte[] value = new byte[size];
        Check(read(what, size, value).Code, "asking for what there is");
        return value;
    }

    private static string Text(uint what, Func<uint, nuint, byte[]?, (int Code, nuint Size)> read) =>
        DeviceSource.FromCString(Bytes(what, read));

    // Numbers have 4 or 8 bytes.
    private static long Number(uint what, Func<uint, nuint, byte[]?, (int Code, nuint Size)> read)
    {
        Span<byte> wide = stackalloc byte[sizeof(long)];
        wide.Clear();
        Bytes(what, read).CopyTo(wide);
        return BinaryPrimitives.ReadInt64LittleEndian(wide);
    }

    private static void Check(int code, string call)
    {
        if (code != OpenCLCode.Success)
        {
            throw new DeviceException($"{call} failed with {OpenCLCode.Describe(code)}.");
        }
    }
}
