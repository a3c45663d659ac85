using DeepGen.Runtime;

namespace DeepGen.Tests.Devices;

/// <summary>What a caller waits for, and what not.</summary>
public class DeviceLossTests
{
    private static readonly HandData Data = new(9);

    [Fact]
    public void NothingWaitsUntilSomethingIsRead()
    {
        var fake = new FakeBackend();
        using HandModel model = new(new SharedDevice(fake), 5);
        using var optimizer = new AdamW(model.Parameters, 0.01);
        var steps = new List<StepResult>();
        for (int i = 0; i < 20; i++)
        {
            steps.Add(model.Step(Data.X, Data.Labels));
            Clip.Value(model.Parameters, 1);
            optimizer.Step();
            model.Step(Data.X, Data.Labels, Gradients.Accumulate);
            model.Predict(Data.X, 9);
        }

        fake.Reads.ShouldBe(0);

        // The latest loss brings those before it.
        float[] losses = [.. Enumerable.Reverse(steps).Select(step => step.Loss).Reverse()];
        fake.Reads.ShouldBe(1);
        losses.Distinct().Count().ShouldBe(20);

        OutputView output = model.Predict(Data.X, 9);
        output.ToArray().ShouldBe(output.Values.ToArray());
        fake.Reads.ShouldBe(2);
        _ = model.Parameters.Span.Length + model.Parameters["head.weight"].Values.Length;
        fake.Reads.ShouldBe(3);
        _ = model.Parameters.TotalNorm;
        fake.Reads.ShouldBe(4);
    }

    [Fact]
    public void WhatDoesNotChangeIsSentOnce()
    {
        var fake = new FakeBackend();
        using HandModel model = new(new SharedDevice(fake), 5);
        model.Predict(Data.X, 9);
        int writes = fake.Writes;
        model.Predict(Data.X, 9);
        (fake.Writes - writes).ShouldBe(1, "the input");
        model.Settings[0] = 0.25f;
        model.Predict(Data.X, 9);
        (fake.Writes - writes).ShouldBe(3, "the input and the setting");
        model.Step(Data.X, Data.Labels);
        model.Step(Data.X, Data.Labels);
        (fake.Writes - writes).ShouldBe(8, "twice input and target, and once the new number of the step");
        fake.Compiled.ShouldBe(["HandModel"]);
    }

    [Theory]
    [OnFake, OnOpenCL]
    public void ALossStaysReadableForManyCallsAndThenSaysSo(string device)
    {
        using HandModel model = new(TestDevices.Open(device), 5), expected = new(Device.Cpu, 5);
        StepResult first = model.Step(Data.X, Data.Labels), second = model.Step(Data.X, Data.Labels);
        expected.Step(Data.X, Data.Labels);
        float loss = expected.Step(Data.X, Data.Labels).Loss;
        for (int i = 0; i < DeviceLosses.Count - 1; i++)
        {
            model.Evaluate(Data.X, Data.Labels);
        }

        second.Loss.ShouldBe(loss, 1e-6);
        Should.Throw<InvalidOperationException>(() => first.Loss).Message.ShouldBe(
            "The loss of a call is gone, because 256 further ones of its session have computed one; read Loss before that.");
        model.Step(Data.X, Data.Labels);
        Should.Throw<InvalidOperationException>(() => second.Loss);
    }

    [Theory]
    [OnFake, OnOpenCL]
    public void AnOutputOfAnEarlierCallSaysSo(string device)
    {
        using HandModel model = new(TestDevices.Open(device), 5);
        StepResult step = model.Step(Data.X, Data.Labels);
        OutputView output = step.Output;
        model.Predict(Data.X, 9);
        Should.Throw<InvalidOperationException>(() => output.ToArray()).Message.ShouldContain("copy it with ToArray()");
        Should.Throw<InvalidOperationException>(() => model.Predict(Data.X, 9).Integers.Length);
    }

    [Fact]
    public void WhereTheDeviceRecordsAProgramIsRecordedInItsFirstRun()
    {
        var fake = new FakeBackend { HasGraphs = true };
        using HandModel model = new(new SharedDevice(fake), 5), expected = new(Device.Cpu, 5);
        using SGD onDevice = new(model.Parameters, 0.1), onProcessor = new(expected.Parameters, 0.1);
        for (int step = 0; step < 12; step++)
        {
            var data = new HandData(step < 8 ? 5 + (step % 2) : 50, step);
            Gradients gradients = step % 4 == 3 ? Gradients.Accumulate : Gradients.Overwrite;
            model.Step(data.X, data.Labels, gradients).Loss.ShouldBe(expected.Step(data.X, data.Labels, gradients).Loss, 1e-6);
            onDevice.Step();
            onProcessor.Step();
        }

        // With 5 rows; with 6 rows, which fit the same arena, each kind by itself, and so with 50.
        fake.Recordings.ShouldBe(1 + 2 + 2);
        fake.Replays.ShouldBe(12);
        model.DefaultSession.LaunchCount.ShouldBe(12 * 8);
    }
}
