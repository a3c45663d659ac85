using DeepGen.Runtime;

namespace DeepGen.Tests.Devices;

/// <summary>What waits for a device without reading anything, and what is not sent to it.</summary>
public class DeviceTrafficTests
{
    [Fact]
    public void ADeviceIsWaitedForAndNothingIsCopied()
    {
        var fake = new FakeBackend();
        using HandModel model = new(new SharedDevice(fake), 5);
        model.Predict([1, 2, 3], 1);
        int reads = fake.Reads;
        model.Synchronize();
        (fake.Synchronizations, fake.Reads).ShouldBe((1, reads));
        fake.IsLost = true;
        Should.Throw<DeviceException>(model.Synchronize);
        model.Dispose();
        Should.Throw<ObjectDisposedException>(model.Synchronize);
    }

    [Fact]
    public void GradientsThatAreClearedAreNotSentBefore()
    {
        var fake = new FakeBackend();
        using HandModel model = new(new SharedDevice(fake), 5);
        model.Parameters.GradientSpan.Fill(3);
        model.Parameters.ZeroGradients();
        fake.Writes.ShouldBe(0);
        model.Parameters.GradientSpan.ToArray().ShouldAllBe(gradient => gradient == 0);
    }

    [Fact]
    public void OnTheProcessorThereIsNothingToWaitFor()
    {
        using HandModel model = new(Device.Cpu, 5);
        Should.NotThrow(model.Synchronize);
    }
}
