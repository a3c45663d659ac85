namespace DeepGen.Tests.Devices;

public class DeviceTests
{
    [Theory]
    [InlineData("cpu", "cpu")]
    [InlineData("cpu:4", "cpu, 4 threads")]
    [InlineData("opencl", "opencl:0")]
    [InlineData("opencl:0", "opencl:0")]
    [InlineData("opencl:12", "opencl:12")]
    [InlineData("cuda", "cuda:0")]
    [InlineData("cuda:3", "cuda:3")]
    public void TextIsReadAndWritten(string text, string expected)
    {
        Device device = Device.Parse(text);
        device.ToString().ShouldBe(expected);
        Device.TryParse(text, out Device again).ShouldBeTrue();
        again.ShouldBe(device);
        (again == device && !(again != device) && again.GetHashCode() == device.GetHashCode()).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("CPU")]
    [InlineData("cpu:0")]
    [InlineData("cpu:-1")]
    [InlineData("cpu:")]
    [InlineData("cuda: 1")]
    [InlineData("opencl:1:2")]
    [InlineData("best:1")]
    [InlineData("opencl:99999999999")]
    public void AnotherTextIsRefusedInOneSentence(string text)
    {
        Should.Throw<FormatException>(() => Device.Parse(text)).Message.ShouldBe(
            $"'{text}' names no device: write cpu, cpu:4 (with 4 threads), opencl:0, cuda:0 or best.");
        Device.TryParse(text, out _).ShouldBeFalse();
    }

    [Fact]
    public void NoDeviceIsNotTheProcessorButMeansIt()
    {
        default(Device).ShouldNotBe(Device.Cpu);
        default(Device).IsDefault.ShouldBeTrue();
        default(Device).ToString().ShouldBe("default");
        Device.Given(null).ShouldBe(Device.Cpu);
        Device.Given("").ShouldBe(Device.Cpu);
        Device.Cpu.Resolve().ShouldBe(Device.Cpu);
        Device.CpuWithThreads(3).Threads.ShouldBe(3);
        Device.OpenCL(3).Threads.ShouldBe(0);
        Device.OpenCL(3).ShouldNotBe(Device.Cuda(3));
        Should.Throw<ArgumentOutOfRangeException>(() => Device.Cuda(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => Device.OpenCL(-1));
    }

    [Fact]
    public void TheEnvironmentSaysWhatNoDeviceMeans()
    {
        Device.Given("opencl:1").ShouldBe(Device.OpenCL(1));
        Device.Given("cpu:2").ShouldBe(Device.CpuWithThreads(2));
        Should.Throw<DeviceException>(() => Device.Given("gpu")).Message.ShouldBe(
            "The environment variable DEEPGEN_DEVICE is 'gpu', which names no device: " +
            "write cpu, cpu:4 (with 4 threads), opencl:0, cuda:0 or best, or unset it.");
    }

    [Fact]
    public void TheBestDeviceIsNeverAProcessorBehindADriver()
    {
        DeviceInfo? gpu = DeviceInfo.All.FirstOrDefault(info => info.IsGpu);
        Device.Best.ShouldBe(gpu is null ? Device.Cpu : Device.Parse(gpu.Id));
        Device.Parse("best").ShouldBe(Device.Best);
    }

    [Fact]
    public void ADeviceThatIsNotThereIsOneSentence() =>
        Should.Throw<DeviceException>(() => new HandModel(Device.OpenCL(77))).Message.ShouldStartWith("There is no device opencl:77");

    [Fact]
    public void AModelWithoutKernelsForDevicesSaysSo()
    {
        var device = TestDevices.Open(TestDevices.Fake);
        Should.Throw<DeviceException>(() => new HandModel(device, 0, HandModel.Definition(runsOnDevices: false))).Message.ShouldBe(
            "Model 'HandModel' has no kernels for devices, so it cannot run on opencl:99; " +
            "make it with Device.Cpu, and unset DEEPGEN_DEVICE where that chose the device. " +
            "Builds generate them; where an editor's compilation is run, set DeepGenDevicesInEditor to true in the project.");
    }
}
