using System.Runtime.InteropServices;

namespace DeepGen.Runtime;

/// <summary>The compiled kernels of a text, on OpenCL.</summary>
internal sealed class OpenCLModule : DeviceModule
{
    private const uint BuildLog = 0x1183;
    private const uint BinarySizes = 0x1165;
    private const uint Binaries = 0x1166;

    private readonly nint[] handles;
    private nint program;

    private OpenCLModule(nint program, IReadOnlyList<DeviceKernelDefinition> kernels)
    {
        this.program = program;
        Kernels = kernels;
        handles = new nint[kernels.Count];
    }

    /// <summary>The kernels, in the order in which launches number them.</summary>
    public IReadOnlyList<DeviceKernelDefinition> Kernels { get; }

    /// <summary>The driver's handle of a kernel.</summary>
    /// <param name="kernel">Its number.</param>
    public nint this[int kernel] => handles[kernel];

    /// <summary>Compiles a text, or loads what was compiled before.</summary>
    /// <param name="backend">For whom.</param>
    /// <param name="context">The backend's context.</param>
    /// <param name="name">Whose kernels they are.</param>
    /// <param name="source">The kernels, without the prelude.</param>
    /// <param name="kernels">What they are called.</param>
    /// <param name="cache">Where compiled programs are kept.</param>
    public static OpenCLModule Compile(
        OpenCLBackend backend,
        nint context,
        string name,
        string source,
        IReadOnlyList<DeviceKernelDefinition> kernels,
        ProgramCache cache)
    {
        // Contraction, the only liberty that OpenCL takes by itself, is off by the prelude's pragma: there is no option for it.
        string options = backend.Device.DividesExactly ? "-cl-std=CL1.2 -cl-fp32-correctly-rounded-divide-sqrt" : "-cl-std=CL1.2";
        string text = DeviceSource.Complete(name, source);
        byte[] key = ProgramCache.Key(text, options, backend.Device.Identity);
        if (cache.Read(key) is { } binary && TryLoad(backend, context, binary, options, kernels) is { } loaded)
        {
            return loaded;
        }

        nint program = Create(backend, context, text);
        var module = new OpenCLModule(program, kernels);
        try
        {
            nint device = backend.Device.Handle;
            int code = OpenCLLibrary.BuildProgram(program, 1, ref device, DeviceSource.ToCString(options), 0, 0);
            if (code != OpenCLCode.Success)
            {
                throw DeviceSource.CannotCompile(
                    name, source, backend.Name, $"clBuildProgram failed with {OpenCLCode.Describe(code)}", Log(program, device));
            }

            for (int i = 0; i < kernels.Count; i++)
            {
                module.handles[i] = OpenCLLibrary.CreateKernel(program, DeviceSource.ToCString(kernels[i].Name), out code);
                backend.Check(code, "clCreateKernel", kernels[i].Name);
            }

            if (Binary(program) is { } built)
            {
                cache.Write(key, built);
            }

            return module;
        }
        catch
        {
            module.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void Release()
    {
        foreach (ref nint handle in handles.AsSpan())
        {
            if (Interlocked.Exchange(ref handle, 0) is not 0 and var kernel)
            {
                _ = OpenCLLibrary.ReleaseKernel(kernel);
            }
        }

        if (Interlocked.Exchange(ref program, 0) is not 0 and var last)
        {
            _ = OpenCLLibrary.ReleaseProgram(last);
        }
    }

    private static nint Create(OpenCLBackend backend, nint context, string text)
    {
        byte[] bytes = DeviceSource.ToCString(text);
        var pin = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        try
        {
            nint address = pin.AddrOfPinnedObject();
            nuint length = (nuint)bytes.Length - 1;
            nint program = OpenCLLibrary.CreateProgram(context, 1, ref address, ref length, out int code);
            backend.Check(code, "clCreateProgramWithSource");
            return program;
        }
        finally
        {
            pin.Free();
        }
    }

    // A driver may refuse what an older one of the same name and version wrote; then the text is compiled again.
    private static OpenCLModule? TryLoad(
        OpenCLBackend backend, nint context, byte[] binary, string options, IReadOnlyList<DeviceKernelDefinition> kernels)
    {
        nint device = backend.Device.Handle;
        nuint length = (nuint)binary.Length;
        var pin = GCHandle.Alloc(binary, GCHandleType.Pinned);
        nint address = pin.AddrOfPinnedObject();
        nint program = OpenCLLibrary.CreateProgram(context, 1, ref device, ref length, ref address, out int status, out int code);
        pin.Free();
        if (program == 0)
        {
            return null;
        }

        var module = new OpenCLModule(program, kernels);
        if (code == OpenCLCode.Success && status == OpenCLCode.Success
            && OpenCLLibrary.BuildProgram(program, 1, ref device, DeviceSource.ToCString(options), 0, 0) == OpenCLCode.Success)
        {
            for (int i = 0; i < kernels.Count && code == OpenCLCode.Success; i++)
            {
                module.handles[i] = OpenCLLibrary.CreateKernel(program, DeviceSource.ToCString(kernels[i].Name), out code);
            }

            if (code == OpenCLCode.Success)
            {
                return module;
            }
        }

        module.Dispose();
        return null;
    }

    private static string Log(nint program, nint device)
    {
        _ = OpenCLLibrary.GetBuildInfo(program, device, BuildLog, 0, null, out nuint size);
        byte[] log = new byte[size];
        return OpenCLLibrary.GetBuildInfo(program, device, BuildLog, size, log, out _) == OpenCLCode.Success
            ? DeviceSource.FromCString(log)
            : "";
    }

    // Without a binary, which a driver need not give, the text is compiled each time.
    private static byte[]? Binary(nint program)
    {
        nint length = 0;
        if (OpenCLLibrary.GetProgramInfo(program, BinarySizes, (nuint)nint.Size, ref length, 0) != OpenCLCode.Success || length == 0)
        {
            return null;
        }

        byte[] binary = new byte[length];
        var pin = GCHandle.Alloc(binary, GCHandleType.Pinned);
        nint address = pin.AddrOfPinnedObject();
        int code = OpenCLLibrary.GetProgramInfo(program, Binaries, (nuint)nint.Size, ref address, 0);
        pin.Free();
        return code == OpenCLCode.Success ? binary : null;
    }
}
