using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Devices;

/// <summary>The real compiler of CUDA, which needs no GPU: the dialect compiles for the architectures that it is meant for.</summary>
public sealed class NvrtcTests
{
    [NvrtcTheory]
    [InlineData("sm_80")]
    [InlineData("sm_90")]
    public void TheDialectCompiles(string architecture)
    {
        FakeCudaDriver driver = new();
        using var backend = Open(architecture, driver);

        // The driver of these tests knows the stub's program alone; it is the compiler that is asked here.
        Should.Throw<DeviceException>(() => backend.Compile("Fixture", OpenCLFixture.Kernels, OpenCLFixture.Definitions))
            .Message.ShouldContain("cuModuleLoadData failed with CUDA_ERROR_INVALID_IMAGE");
    }

    [NvrtcFact]
    public void AMistakeIsShownWithItsKernel()
    {
        using var backend = Open("sm_80", new FakeCudaDriver());
        string message = Should.Throw<DeviceException>(() => backend.Compile("Fixture", OpenCLFixture.Wrong, OpenCLFixture.Definitions))
            .Message;
        message.ShouldStartWith(
            "cuda:0 (Fake 9000) cannot compile kernel 'Sum' of Fixture: nvrtcCompileProgram failed with NVRTC_ERROR_COMPILATION (6).");
        message.ShouldContain("identifier \"total\" is undefined");
    }

    private static CudaBackend Open(string architecture, FakeCudaDriver driver)
    {
        CudaDevice device = CudaDevices.Find(driver, _ => new FakeNvrtc(), [])[0];
        device = device with { Compiler = new Nvrtc(), Architecture = architecture };
        return new CudaBackend(device, new ProgramCache(null), profiles: false);
    }
}

/// <summary>Tests that need NVRTC.</summary>
internal sealed class NvrtcFactAttribute : FactAttribute
{
    public NvrtcFactAttribute() => Skip = WhySkipped;

    public static string? WhySkipped => Nvrtc.TryLoad(int.MaxValue) ? null : "skipped: no NVRTC";
}

/// <summary>Tests with rows that need NVRTC.</summary>
internal sealed class NvrtcTheoryAttribute : TheoryAttribute
{
    public NvrtcTheoryAttribute() => Skip = NvrtcFactAttribute.WhySkipped;
}
