using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Devices;

/// <summary>What is found of CUDA, and what is said where something is missing, too old or broken.</summary>
public sealed class CudaDiscoveryTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deepgen-nvrtc-");
    private readonly FakeCudaDriver driver = new();
    private readonly FakeNvrtc compiler = new();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void ADeviceIsDescribed()
    {
        driver.Count = 2;
        var (devices, problems) = Find();
        problems.ShouldBeEmpty();
        devices.Select(device => device.Info.Id).ShouldBe(["cuda:0", "cuda:1"]);
        devices[1].Info.ShouldBe(new DeviceInfo("cuda:1", "Fake 9000", "CUDA 12.4, NVRTC 12.4", 4_000_000_000, 132) { IsGpu = true });
        (devices[1].Handle, devices[1].Architecture, devices[1].LargestGroup, devices[1].HasPools).ShouldBe((8, "sm_90", 1024, true));
    }

    [Fact]
    public void WithoutADriverOneSentenceSaysWhatToInstall()
    {
        List<string> problems = [];
        if (CudaDriver.TryLoad()) return;
        CudaDevices.Find(problems).ShouldBeEmpty();
        problems.ShouldBe([$"CUDA: there is no {CudaDriver.File}; where there is a GPU of NVIDIA, install its driver."]);
        Should.Throw<DeviceException>(() => CudaBackend.Open(0)).Message.ShouldBe($"There is no device cuda:0. {problems[0]}");
    }

    [Fact]
    public void ADriverThatIsTooOldIsNamed()
    {
        driver.Version = 11080;
        Problem().ShouldBe("CUDA: the driver offers CUDA 11.8, and 12.0 is needed; install a newer driver of NVIDIA.");
    }

    [Theory]
    [InlineData("Init")]
    [InlineData("DriverGetVersion")]
    [InlineData("DeviceGetCount")]
    public void ACallOfTheDriverThatFailsIsNamed(string call)
    {
        driver.Failures[call] = 700;
        Problem().ShouldBe(
            $"CUDA: cu{call} failed with CUDA_ERROR_ILLEGAL_ADDRESS (700), an illegal memory access was encountered; "
            + "install a newer driver of NVIDIA.");
    }

    [Theory]
    [InlineData("DeviceGet")]
    [InlineData("DeviceGetName")]
    [InlineData("DeviceTotalMem")]
    [InlineData("DeviceGetAttribute")]
    public void ACallAboutOneDeviceThatFailsIsNamedForEach(string call)
    {
        driver.Failures[call] = 700;
        driver.Count = 2;
        var (devices, problems) = Find();
        devices.ShouldBeEmpty();
        problems.ShouldBe(Enumerable.Range(0, 2).Select(ordinal =>
            $"CUDA: the GPU of number {ordinal} cannot be used: cu{call} failed with CUDA_ERROR_ILLEGAL_ADDRESS (700), "
            + "an illegal memory access was encountered."));
    }

    [Fact]
    public void ADriverThatSeesNoGpuIsNoReasonForAnotherDriver()
    {
        driver.Failures["Init"] = 100;
        Problem().ShouldBe(
            "CUDA: the driver sees no GPU; where there is one, give it to this process (CUDA_VISIBLE_DEVICES, a container).");
    }

    [Fact]
    public void AnOlderArchitectureOfTheSameMajorVersionDoes()
    {
        compiler.Architectures = [80, 87, 100];
        driver.Capability = (8, 9);
        var device = Find().Devices.ShouldHaveSingleItem();
        device.Architecture.ShouldBe("sm_87");
        device.Identity.ShouldContain("sm_87");
    }

    [Fact]
    public void ADriverWithoutDevicesIsNoProblem()
    {
        driver.Count = 0;
        var (devices, problems) = Find();
        devices.ShouldBeEmpty();
        problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(12090, "12", "pip install nvidia-cuda-nvrtc-cu12")]
    [InlineData(13010, "13", "pip install nvidia-cuda-nvrtc")]
    public void WithoutACompilerOneSentenceSaysWhatToInstall(int version, string major, string cure)
    {
        List<string> problems = [];
        driver.Version = version;
        CudaDevices.Find(driver, _ => null, problems).ShouldBeEmpty();
        problems.ShouldHaveSingleItem().ShouldBe(
            $"CUDA: there is no {NvrtcFiles.Name(int.Parse(major))}, which compiles kernels; "
            + $"install NVRTC of CUDA {major} ({cure}) or name its file in DEEPGEN_NVRTC.");
    }

    [Theory]
    [InlineData(11, 8)]
    [InlineData(13, 0)]
    public void ACompilerOfAnotherTimeIsNamed(int major, int minor)
    {
        compiler.OwnVersion = (major, minor);
        Problem().ShouldStartWith($"CUDA: NVRTC {major}.{minor} does not go with a driver of CUDA 12.4; install NVRTC of CUDA 12 (");
    }

    [Fact]
    public void AnOlderCompilerGoesWithANewerDriver()
    {
        driver.Version = 13000;
        Find().Devices.ShouldHaveSingleItem().Info.Driver.ShouldBe("CUDA 13.0, NVRTC 12.4");
    }

    [Fact]
    public void AnArchitectureThatTheCompilerDoesNotKnowIsNamed()
    {
        compiler.Architectures = [50, 61, 80];
        Problem().ShouldBe(
            "CUDA: NVRTC 12.4 compiles for the architectures 50 to 80, and Fake 9000 has 90; "
            + "install an NVRTC that knows it or name its file in DEEPGEN_NVRTC.");
    }

    [Theory]
    [InlineData("Version", "nvrtcVersion")]
    [InlineData("GetNumSupportedArchs", "nvrtcGetSupportedArchs")]
    [InlineData("GetSupportedArchs", "nvrtcGetSupportedArchs")]
    public void ACallOfTheCompilerThatFailsIsNamed(string call, string name)
    {
        compiler.Failures[call] = 11;
        Problem().ShouldStartWith($"CUDA: {name} failed with NVRTC_ERROR_INTERNAL_ERROR (11)");
    }

    [Fact]
    public void TheVariableAloneSaysWhereTheCompilerIs() =>
        NvrtcFiles.Find(13, isWindows: false, name => name == "DEEPGEN_NVRTC" ? "/else/where.so" : "/usr").ShouldBe(["/else/where.so"]);

    [Fact]
    public void TheCompilerIsFoundWherePipPutsIt()
    {
        // Two environments: one that is active, one whose python3 is on the path.
        string active = Make("active/lib/python3.12/site-packages/nvidia/cu13/lib/libnvrtc.so.13");
        string onPath = Make("other/lib/python3.11/dist-packages/nvidia/cuda_nvrtc/lib/libnvrtc.so.12");
        string own = Make("home/.local/lib/python3.11/site-packages/nvidia/cuda_nvrtc/lib/libnvrtc.so.12");
        string toolkit = Make("toolkit/lib64/libnvrtc.so.12");
        Make("other/bin/python3");
        Dictionary<string, string> variables = new()
        {
            ["VIRTUAL_ENV"] = Root("active"),
            ["PATH"] = $"/nowhere:{Root("other/bin")}",
            ["HOME"] = Root("home"),
            ["CUDA_HOME"] = Root("toolkit"),
        };
        Files(13).ShouldBe(["libnvrtc.so.13", active, "libnvrtc.so.12", toolkit, onPath, own]);
        Files(12).ShouldBe(["libnvrtc.so.12", toolkit, onPath, own], "what is newer than the driver is of no use");
        Files(14).ShouldBe(Files(13));
        Files(11).ShouldBeEmpty();

        // The toolkit of the machine that runs the tests does not count.
        string[] Files(int major) =>
        [
            .. NvrtcFiles.Find(major, isWindows: false, variables.GetValueOrDefault)
                .Where(file => !file.StartsWith("/usr/", StringComparison.Ordinal)),
        ];
    }

    [Fact]
    public void OnWindowsTheNamesAreOthers()
    {
        string file = Make("active/Lib/site-packages/nvidia/cu13/bin/x86_64/nvrtc64_130_0.dll");
        NvrtcFiles.Find(13, isWindows: true, name => name == "VIRTUAL_ENV" ? Root("active") : null)
            .ShouldBe(["nvrtc64_130_0.dll", file, "nvrtc64_120_0.dll"]);
    }

    [Fact]
    public void TheSecondHalfLiesBeside()
    {
        string half = Make("lib/libnvrtc-builtins.so.12.4");
        NvrtcFiles.Beside(Make("lib/libnvrtc.so.12")).ShouldBe([half]);
        NvrtcFiles.Beside("libnvrtc.so.12").ShouldBeEmpty();
        NvrtcFiles.Beside(Root("absent/libnvrtc.so.12")).ShouldBeEmpty();
    }

    private string Root(string path) => Path.Combine(folder.FullName, path);

    private string Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Root(path))!);
        File.WriteAllText(Root(path), "");
        return Root(path);
    }

    private string Problem()
    {
        var (devices, problems) = Find();
        devices.ShouldBeEmpty();
        return problems.ShouldHaveSingleItem();
    }

    private (List<CudaDevice> Devices, List<string> Problems) Find()
    {
        List<string> problems = [];
        return (CudaDevices.Find(driver, _ => compiler, problems), problems);
    }
}
