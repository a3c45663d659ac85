using DeepGen.Runtime;
using DeepGen.Tests.Devices;

namespace DeepGen.Tests.Optimizers;

/// <summary>A step that fails counts where it has changed something, and nowhere else.</summary>
public class FailedStepTests
{
    private const float Rate = 0.25f;

    private static readonly HandData Data = new(9);

    [Fact]
    public void AStepThatCannotBePreparedIsTheNextOneAgain()
    {
        using var model = new FlatModel(5, threads: 1);
        using var optimizer = new FailingOptimizer(model.Parameters) { FailsToPrepare = true };
        long version = model.Parameters.Version;
        Should.Throw<InvalidOperationException>(optimizer.Step);
        (optimizer.StepCount, model.Parameters.Version).ShouldBe((0, version));
        optimizer.FailsToPrepare = false;
        optimizer.Step();
        optimizer.Prepared.ShouldBe([1, 1]);
        (optimizer.StepCount, model.Parameters.Version).ShouldBe((1, version + 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void AStepThatThrowsInTheMiddleCountsAndChangesTheVersion(int threads)
    {
        // Four blocks, in the third of which it throws.
        using var model = new FlatModel(4000, threads);
        model.Team.ForkThreshold = 0;
        model.Parameters.Edit(values => values.Clear());
        model.Parameters.GradientSpan.Fill(1);
        using var optimizer = new FailingOptimizer(model.Parameters) { FailingElement = 2500 };
        long version = model.Parameters.Version;
        Should.Throw<InvalidOperationException>(optimizer.Step).Message.ShouldBe("Element 2500.");
        model.Parameters.Span[0].ShouldBe(-1);
        model.Parameters.Span[2500].ShouldBe(0);
        (optimizer.StepCount, model.Parameters.Version).ShouldBe((1, version + 1));

        // Whoever goes on all the same takes the second step.
        optimizer.FailingElement = -1;
        optimizer.Step();
        optimizer.Prepared.ShouldBe([1, 2]);
        (model.Parameters.Span[0], model.Parameters.Span[2500]).ShouldBe((-3, -2));
    }

    [Fact]
    public void WhatADeviceHasTakenInPartCounts()
    {
        var fake = new FakeBackend();
        using HandModel model = Begun(fake, out SGD optimizer, out float[] values);
        long version = model.Parameters.Version;
        optimizer.Step();
        (optimizer.StepCount, model.Parameters.Version).ShouldBe((1, version + 1));

        // Only the device has what the first step made of the parameters; now the second of the two trained ranges fails.
        fake.FailingLaunch = fake.Launches + 2;
        Should.Throw<DeviceException>(optimizer.Step);
        (optimizer.StepCount, model.Parameters.Version).ShouldBe((2, version + 2));
        model.Parameters.Span[0].ShouldBe(values[0] - (2 * Rate));
        model.Parameters.Span[^1].ShouldBe(values[^1] - Rate);
        optimizer.Step();
        optimizer.StepCount.ShouldBe(3);
        model.Parameters.Span[^1].ShouldBe(values[^1] - (2 * Rate));
        optimizer.Dispose();
    }

    [Fact]
    public void WhatADeviceHasNotTakenDoesNotCount()
    {
        var fake = new FakeBackend();
        using HandModel model = Begun(fake, out SGD optimizer, out float[] values);
        optimizer.Step();
        long version = model.Parameters.Version;
        fake.FailingLaunch = fake.Launches + 1;
        Should.Throw<DeviceException>(optimizer.Step);
        (optimizer.StepCount, model.Parameters.Version).ShouldBe((1, version));
        model.Parameters.Span[0].ShouldBe(values[0] - Rate);
        optimizer.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhatWasTakenAndCannotBeGivenCountsUnlessTheHostHasAllOfIt(bool isRead)
    {
        var fake = new FakeBackend();
        using HandModel model = Begun(fake, out SGD optimizer, out float[] values);
        optimizer.Step();
        if (isRead) model.Parameters.Span[0].ShouldBe(values[0] - Rate);
        fake.FailsToFlush = true;
        Should.Throw<DeviceException>(optimizer.Step);
        optimizer.StepCount.ShouldBe(isRead ? 1 : 2);
        fake.FailsToFlush = false;
        optimizer.Step();
        model.Parameters.Span[0].ShouldBe(values[0] - (Rate * (isRead ? 2 : 3)));
        optimizer.Dispose();
    }

    [Fact]
    public void AveragesThatOnlyTheDeviceHasKeepTheCountOfAPartOfAStep()
    {
        var fake = new FakeBackend();
        using HandModel model = new(new SharedDevice(fake), 5);
        using var adam = new Adam(model.Parameters, 0.01, beta1: 0.5);
        model.Parameters.GradientSpan.Fill(1);
        adam.Step();

        // The host reads the parameters and not the averages.
        float[] values = model.Parameters.Span.ToArray();
        fake.FailingLaunch = fake.Launches + 2;
        Should.Throw<DeviceException>(adam.Step);
        adam.StepCount.ShouldBe(2);
        model.Parameters.Span.ToArray().ShouldBe(values);
        ReadOnlySpan<float> means = adam.Buffers[0].Value.Read();
        (means[0], means[^1]).ShouldBe((0.75f, 0.5f));
    }

    /// <summary>A model on a device whose parameters and gradients the host has, and the optimizer that moves it by its rate.</summary>
    private static HandModel Begun(FakeBackend fake, out SGD optimizer, out float[] values)
    {
        HandModel model = new(new SharedDevice(fake), 5);
        model.Step(Data.X, Data.Labels);
        model.Parameters.GradientSpan.Fill(1);
        model.Parameters.Edit(values => values.Fill(2));
        values = model.Parameters.Span.ToArray();
        optimizer = new SGD(model.Parameters, Rate);
        return model;
    }

    /// <summary>Moves by the gradient times the count, and throws where it is told to.</summary>
    private sealed class FailingOptimizer(ParameterSet parameters) : Optimizer(parameters, 1)
    {
        public List<long> Prepared { get; } = [];

        public bool FailsToPrepare { get; set; }

        public nint FailingElement { get; set; } = -1;

        protected override void Prepare()
        {
            Prepared.Add(StepCount);
            if (FailsToPrepare) throw new InvalidOperationException("Not prepared.");
        }

        protected override void Update(nint begin, nint end)
        {
            for (nint i = begin; i < end; i++)
            {
                if (i == FailingElement) throw new InvalidOperationException($"Element {i}.");
                Value(i) -= StepCount * Gradient(i);
            }
        }
    }
}
