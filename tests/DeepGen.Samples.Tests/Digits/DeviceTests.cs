using Xunit.Abstractions;

namespace DeepGen.Samples.Tests.Digits;

/// <summary>A whole training through the program on a device of OpenCL.</summary>
public sealed class DeviceTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [OpenCLFact]
    public async Task A_device_reaches_the_processors_accuracy()
    {
        var data = ImageFolder.Write(folder["data"], train: 960, test: 1000);
        var (expected, found) = (await Accuracy(data, "cpu"), await Accuracy(data, "opencl:0"));
        output.WriteLine($"the processor {expected}, the device {found}");

        // Found were 0.843 on both; a tenth is right by chance. From the same random numbers the models go the same way up to rounding,
        // which may decide images that lie between two digits: up to ten of the thousand.
        expected.ShouldBeGreaterThan(0.6);
        found.ShouldBe(expected, 0.01);
    }

    private async Task<double> Accuracy(string data, string device)
    {
        var run = await Child.RunDigits(
            "--data", data, "--epochs", "3", "--batch", "32", "--seed", "7", "--device", device, "--out", folder[device]);
        run.ShouldSucceed().Output.Split('\n').ShouldContain($"device: {device}");
        return run.Figure("test accuracy: ");
    }
}

/// <summary>Tests that need a device of OpenCL, as PoCL gives on any machine.</summary>
internal sealed class OpenCLFactAttribute : FactAttribute
{
    public OpenCLFactAttribute()
    {
        if (!DeviceInfo.All.Any(device => device.Id.StartsWith("opencl:", StringComparison.Ordinal)))
        {
            Skip = $"skipped: no OpenCL device. {string.Join(' ', DeviceInfo.Problems)}";
        }
    }
}
