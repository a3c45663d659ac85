using DeepGen.Runtime;

namespace DeepGen.Tests.Devices;

/// <summary>A device that fails leaves what the host has, and says what happened.</summary>
public class DeviceFailureTests
{
    private static readonly HandData Data = new(9);

    [Fact]
    public void OutOfMemorySaysWhatIsNeededWhatThereIsAndWhatFits()
    {
        var fake = new FakeBackend(memoryBytes: 100_000);
        using HandModel model = new(new SharedDevice(fake), 5), expected = new(Device.Cpu, 5);
        model.Step(Data.X, Data.Labels);
        float[] values = model.Parameters.Span.ToArray();
        string message = Should.Throw<DeviceOutOfMemoryException>(() => Step(model, 40_000)).Message;
        message.ShouldMatch(
            @"^HandModel\.Step with N = 40000 needs 0\.0 GB of working memory on opencl:99 \(Fake\), which .*; "
            + @"the largest N that fits is \d+\.$");
        int largest = int.Parse(message[(message.LastIndexOf(' ') + 1)..^1], System.Globalization.CultureInfo.InvariantCulture);
        model.StepCount.ShouldBe(1);
        model.Parameters.Span.ToArray().ShouldBe(values);

        // It does fit, and one more does not.
        Should.Throw<DeviceOutOfMemoryException>(() => Step(model, largest + 1));
        Step(model, largest);
        model.StepCount.ShouldBe(2);

        static void Step(HandModel model, int rows)
        {
            var data = new HandData(rows);
            model.Step(data.X, data.Labels);
        }
    }

    [Fact]
    public void WithoutRoomForParametersTheyAreNamed()
    {
        var data = new HandData(20);
        using HandModel fitting = new(new SharedDevice(new FakeBackend()), 5);
        fitting.Step(data.X, data.Labels);

        // Room for the arena, and for little else.
        var fake = new FakeBackend(fitting.ArenaBytes + 50);
        using HandModel model = new(new SharedDevice(fake), 5);
        Should.Throw<DeviceOutOfMemoryException>(() => model.Step(data.X, data.Labels)).Message.ShouldMatch(
            @"^The (parameters|settings|gradients|losses|running statistics) of 'HandModel' need 0\.0 MB on opencl:99 \(Fake\): "
            + @"There are no \d+ bytes\.$");
        model.StepCount.ShouldBe(0);
    }

    [Fact]
    public void ABatchBeyondTheReachOfKernelsIsOneSentence()
    {
        using HandModel model = new(new SharedDevice(new FakeBackend()), 5);
        float[] row = [1, 2, 3];
        var huge = new System.Numerics.Tensors.ReadOnlyTensorSpan<float>(row, [600_000_000, 3], [0, 1]);
        string message = "";
        try
        {
            model.Predict(huge);
        }
        catch (DeviceOutOfMemoryException e)
        {
            message = e.Message;
        }

        message.ShouldStartWith(
            "HandModel.Predict with N = 600000000 needs 24.0 GB of working memory, with a buffer of more than 2,147,418,111 numbers, "
            + "which is the most that a kernel of opencl:99 (Fake) reaches; the largest N that fits is ");
        model.Predict(row, 1).Values.Length.ShouldBe(2);
    }

    [Fact]
    public void AKernelThatWouldCountTooFarIsNamed()
    {
        DeviceDefinition.CheckItems("distances", DeviceDefinition.MostItems);
        Should.Throw<DeviceOutOfMemoryException>(() => DeviceDefinition.CheckItems("distances", DeviceDefinition.MostItems + 1))
            .Message.ShouldBe(
                "'distances' goes over more than 2,147,418,111 elements with these dimensions, which is the most that a kernel of a device "
                + "counts.");
    }

    [Fact]
    public void ALostDeviceLeavesWhatTheHostHas()
    {
        var fake = new FakeBackend();
        HandModel model = new(new SharedDevice(fake), 5);
        using var optimizer = new AdamW(model.Parameters, 0.01);
        model.Step(Data.X, Data.Labels);
        optimizer.Step();
        float[] read = model.Parameters.Span.ToArray();
        StepResult step = model.Step(Data.X, Data.Labels);
        fake.IsLost = true;

        // The parameters were read after their last change; gradients, statistics and the loss were not.
        model.Parameters.Span.ToArray().ShouldBe(read);
        Should.Throw<DeviceException>(() => model.Step(Data.X, Data.Labels)).Message.ShouldBe("The device was lost.");
        Should.Throw<DeviceException>(() => model.Predict(Data.X, 9));
        Should.Throw<DeviceException>(() => optimizer.Step());
        Should.Throw<DeviceException>(() => step.Loss);

        // What cannot be read cannot be edited, and an attempt does not make what the host has the newest.
        Should.Throw<DeviceException>(() => model.State.At(0).Edit(values => values.Clear()));
        Should.Throw<DeviceException>(() => model.State.At(0).Values.Length);
        Should.Throw<DeviceException>(() => model.Parameters["head.weight"].Gradient.Length).Message.ShouldBe(
            "The gradients of 'HandModel' were last changed on opencl:99 (Fake) and cannot be read from there: The device was lost. " +
            "The host keeps what they were when it last read or wrote them; go on from a checkpoint.");
        model.Parameters.Span.ToArray().ShouldBe(read);
        model.StepCount.ShouldBe(2);

        // Ending it does not throw; what was not read says why later, too.
        model.Dispose();
        model.Parameters.Span.ToArray().ShouldBe(read);
        Should.Throw<DeviceException>(() => model.State.At(0).Values.Length).Message
            .ShouldStartWith("The running statistics of 'HandModel'");
        Should.Throw<DeviceException>(() => step.Loss);
    }

    [Fact]
    public void ParametersThatAreLostCannotBeEdited()
    {
        var fake = new FakeBackend();
        using HandModel model = new(new SharedDevice(fake), 5);
        using var optimizer = new SGD(model.Parameters, 0.1);
        model.Step(Data.X, Data.Labels);
        optimizer.Step();
        fake.IsLost = true;
        Should.Throw<DeviceException>(() => model.Parameters.Edit(values => values.Clear()));
        Should.Throw<DeviceException>(() => model.Parameters.At(0).Edit(values => values.Clear()));
        Should.Throw<DeviceException>(() => model.Parameters.Span.Length).Message.ShouldStartWith("The parameters of 'HandModel'");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    public void ALaunchThatFailsInTheMiddleChangesNothingThatTheHostHad(int launch)
    {
        var fake = new FakeBackend();
        using HandModel model = new(new SharedDevice(fake), 5), expected = new(Device.Cpu, 5);
        foreach (HandModel each in (HandModel[])[model, expected])
        {
            each.Parameters.GradientSpan.Fill(2);
            each.State.CopyFrom("norm.running_mean", [1, 2, 3]);
        }

        fake.FailingLaunch = launch;
        Should.Throw<DeviceException>(() => model.Step(Data.X, Data.Labels)).Message.ShouldBe("The kernel failed.");
        model.StepCount.ShouldBe(0);
        model.Parameters.GradientSpan.ToArray().ShouldAllBe(gradient => gradient == 2);
        model.State.At(0).Values.ToArray().ShouldBe([1, 2, 3]);
        model.Step(Data.X, Data.Labels).Loss.ShouldBe(expected.Step(Data.X, Data.Labels).Loss, 1e-6);
        model.State.At(0).Values.ToArray().ShouldBe(expected.State.At(0).Values.ToArray());
        model.Parameters.GradientSpan.ToArray().ShouldBe(expected.Parameters.GradientSpan.ToArray());
    }

    [Fact]
    public void AnOptimizerThatFailsLeavesItsStateAndCanGoOn()
    {
        var fake = new FakeBackend();
        using HandModel model = new(new SharedDevice(fake), 5);
        using var optimizer = new SGD(model.Parameters, 0.1, momentum: 0.9, dampening: 0.5);
        model.Parameters.GradientSpan.Fill(1);
        float[] values = model.Parameters.Span.ToArray();

        // Of the two trained ranges the second fails.
        fake.FailingLaunch = 2;
        Should.Throw<DeviceException>(optimizer.Step);
        optimizer.StepCount.ShouldBe(0);
        model.Parameters.Span.ToArray().ShouldBe(values);

        // It is the first step again, which is not dampened.
        optimizer.Step();
        optimizer.StepCount.ShouldBe(1);
        model.Parameters.Span[0].ShouldBe(values[0] - 0.1f, 1e-6);
    }
}
