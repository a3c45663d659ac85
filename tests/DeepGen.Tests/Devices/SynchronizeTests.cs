using DeepGen.Runtime;

namespace DeepGen.Tests.Devices;

/// <summary>Waiting for a device without reading anything.</summary>
public class SynchronizeTests
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
    public void OnTheProcessorThereIsNothingToWaitFor()
    {
        using HandModel model = new(Device.Cpu, 5);
        Should.NotThrow(model.Synchronize);
    }
}
