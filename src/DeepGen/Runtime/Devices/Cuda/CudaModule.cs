using System.Runtime.InteropServices;

namespace DeepGen.Runtime;

/// <summary>The compiled kernels of a text, on CUDA.</summary>
internal sealed class CudaModule : DeviceModule
{
    private readonly CudaContext context;
    private readonly nint[] functions;
    private nint handle;

    private CudaModule(CudaContext context, nint handle, IReadOnlyList<DeviceKernelDefinition> kernels)
    {
        this.context = context;
        this.handle = handle;
        Kernels = kernels;
        functions = new nint[kernels.Count];
        context.Enter();
    }

    /// <summary>The kernels, in the order in which launches number them.</summary>
    public IReadOnlyList<DeviceKernelDefinition> Kernels { get; }

    /// <summary>The driver's handle of a kernel.</summary>
    /// <param name="kernel">Its number.</param>
    public nint this[int kernel] => functions[kernel];

    /// <summary>Compiles a text, or loads what was compiled before.</summary>
    /// <param name="backend">For whom.</param>
    /// <param name="context">The backend's context, which is current.</param>
    /// <param name="name">Whose kernels they are.</param>
    /// <param name="source">The kernels, without the prelude.</param>
    /// <param name="kernels">What they are called.</param>
    /// <param name="cache">Where compiled programs are kept.</param>
    public static CudaModule Compile(
        CudaBackend backend,
        CudaContext context,
        string name,
        string source,
        IReadOnlyList<DeviceKernelDefinition> kernels,
        ProgramCache cache)
    {
        // Fused into one rounding is only what kernels write as dg_fma: everything else, as the places that an interpolation reads or
        // which elements a dropout keeps, then has the bits of the processor. Division and roots round correctly unless told otherwise.
        string[] options = [$"--gpu-architecture={context.Device.Architecture}", "--fmad=false"];
        string text = DeviceSource.Complete(name, source);
        byte[] key = ProgramCache.Key(text, string.Join(' ', options), context.Device.Identity);
        if (cache.Read(key) is { } binary && TryLoad(backend, context, binary, kernels, throws: false) is { } loaded)
        {
            return loaded;
        }

        byte[] compiled = Compile(backend, context.Device.Compiler, name, source, text, options);
        var module = TryLoad(backend, context, compiled, kernels, throws: true)!;
        cache.Write(key, compiled);
        return module;
    }

    /// <inheritdoc/>
    protected override void Release()
    {
        if (Interlocked.Exchange(ref handle, 0) is not 0 and var last)
        {
            _ = context.Device.Driver.CtxSetCurrent(context.Handle);
            _ = context.Device.Driver.ModuleUnload(last);
            context.Leave();
        }
    }

    private static CudaModule? TryLoad(
        CudaBackend backend, CudaContext context, byte[] image, IReadOnlyList<DeviceKernelDefinition> kernels, bool throws)
    {
        var driver = context.Device.Driver;
        int code = driver.ModuleLoadData(out nint handle, image);
        if (code != CudaCode.Success)
        {
            return throws ? throw backend.Failure(code, "cuModuleLoadData") : null;
        }

        var module = new CudaModule(context, handle, kernels);
        for (int i = 0; i < kernels.Count; i++)
        {
            code = driver.ModuleGetFunction(out module.functions[i], handle, DeviceSource.ToCString(kernels[i].Name));
            if (code != CudaCode.Success)
            {
                module.Dispose();
                return throws ? throw backend.Failure(code, "cuModuleGetFunction", kernels[i].Name) : null;
            }
        }

        return module;
    }

    private static byte[] Compile(CudaBackend backend, INvrtc compiler, string name, string source, string text, string[] options)
    {
        int code = compiler.CreateProgram(out nint program, DeviceSource.ToCString(text), DeviceSource.ToCString("Prelude.cl"));
        if (code != 0)
        {
            throw Failure("nvrtcCreateProgram", "");
        }

        nint[] texts = [.. options.Select(Marshal.StringToCoTaskMemUTF8)];
        try
        {
            code = compiler.CompileProgram(program, texts.Length, texts);
            if (code != 0)
            {
                throw Failure("nvrtcCompileProgram", Log(compiler, program));
            }

            code = compiler.GetCubinSize(program, out nuint bytes);
            byte[] cubin = new byte[bytes];
            code = code == 0 ? compiler.GetCubin(program, cubin) : code;
            return code == 0 ? cubin : throw Failure("nvrtcGetCUBIN", "");
        }
        finally
        {
            _ = compiler.DestroyProgram(ref program);
            Array.ForEach(texts, Marshal.FreeCoTaskMem);
        }

        DeviceException Failure(string call, string log) => DeviceSource.CannotCompile(
            name, source, backend.Name, $"{call} failed with {compiler.GetErrorString(code)} ({code})", log);
    }

    private static string Log(INvrtc compiler, nint program)
    {
        if (compiler.GetProgramLogSize(program, out nuint size) != 0)
        {
            return "";
        }

        byte[] log = new byte[size];
        return compiler.GetProgramLog(program, log) == 0 ? DeviceSource.FromCString(log) : "";
    }
}
