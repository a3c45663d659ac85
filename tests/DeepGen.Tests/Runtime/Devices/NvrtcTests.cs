using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Devices;

/// <summary>The real compiler of CUDA, which needs no GPU: the dialect compiles for the architectures that it is meant for.</summary>
public sealed class NvrtcTests
{
    /// <summary>What CUDA has bodies of its own for: reductions by warps, and tensor cores, which sm_75 has none of this kind of.</summary>
    private const string Warps = """
        DG_KERNEL(32, 2) Warps(DG_GLOBAL float* x, dg_i64 x_at)
        {
            DG_SHARED(float, shared, 16 * 40);
            int across = DG_THREAD(0), down = DG_THREAD(1);
            float value = x[x_at + across];
            DG_COLUMN_REDUCE(32, 2, shared, across, down, value, dg_add);
            DG_COLUMN_REDUCE(4, 16, shared, across % 4, down * 8 + across / 4, value, dg_max);
            float sum[2][2] = { { value, value }, { value, value } };
            for (int at = down * 32 + across; at < 16 * 40; at += 64) shared[at] = dg_bf16(dg_tf32(x[x_at + at]));
            DG_SYNC();
            DG_LOCAL const float* left = shared + across / 4;
            DG_LOCAL const float* right = shared + 16 + across % 4 * 2;
            DG_TENSOR_PRODUCT(tf32, across, 2, 2, 16, left, 40, right, 40, sum);
            DG_TENSOR_PRODUCT(bf16, across, 2, 2, 16, left, 40, right, 40, sum);
            x[x_at + down * 32 + across] = sum[0][0] + sum[0][1] + sum[1][0] + sum[1][1];
        }
        """;

    [NvrtcTheory]
    [InlineData("sm_75")]
    [InlineData("sm_80")]
    [InlineData("sm_90")]
    public void TheDialectCompiles(string architecture)
    {
        FakeCudaDriver driver = new();
        using var backend = Open(architecture, driver);

        // The driver of these tests knows the stub's program alone; it is the compiler that is asked here.
        string[] messages =
        [
            Should.Throw<DeviceException>(() => backend.Compile("Fixture", OpenCLFixture.Kernels, OpenCLFixture.Definitions)).Message,
            Should.Throw<DeviceException>(() => backend.Compile("Warps", Warps, [new("Warps", 32, 2)])).Message,
        ];
        messages.ShouldAllBe(message => message.Contains("cuModuleLoadData failed with CUDA_ERROR_INVALID_IMAGE"));
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
