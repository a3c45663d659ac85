using System.Numerics.Tensors;
using DeepGen.Runtime;

namespace DeepGen.Tests.Devices;

/// <summary>A model on a device does what it does on the processor.</summary>
public class DeviceModelTests
{
    // Sums of at most 70 products of numbers below 3, in another order, over ten steps: some units in the last place.
    private const double Tolerance = 2e-6;

    public static Func<ParameterSet, Optimizer>[] Makers { get; } =
    [
        p => new SGD(p, 0.1),
        p => new SGD(p, 0.1, momentum: 0.9, weightDecay: 0.01, nesterov: true),
        p => new Adam(p, 0.02, weightDecay: 0.01, amsgrad: true),
        p => new AdamW(p, 0.02),
        p => new Downhill(p),
    ];

    [Theory]
    [OnFake(0), OnFake(1), OnFake(2), OnFake(3), OnFake(4)]
    [OnOpenCL(0), OnOpenCL(1), OnOpenCL(2), OnOpenCL(3), OnOpenCL(4)]
    public void TrainsAsTheProcessorDoes(string device, int maker)
    {
        using HandModel expected = new(Device.Cpu, 5), model = new(TestDevices.Open(device), 5);
        using Optimizer onProcessor = Makers[maker](expected.Parameters), onDevice = Makers[maker](model.Parameters);
        for (int step = 0; step < 10; step++)
        {
            var data = new HandData(step % 2 == 0 ? 35 : 6, step);
            (model.Settings[0], expected.Settings[0]) = (step < 5 ? 0.5f : 0.25f, step < 5 ? 0.5f : 0.25f);
            Gradients gradients = step % 3 == 1 ? Gradients.Accumulate : Gradients.Overwrite;
            StepResult found = model.Step(data.X, data.Labels, gradients), reference = expected.Step(data.X, data.Labels, gradients);
            found.Loss.ShouldBe(reference.Loss, Tolerance);
            found.Output.ToArray().ShouldBe(reference.Output.ToArray(), Tolerance);
            found.Outputs["choice"].Integers.ToArray().ShouldBe(reference.Outputs["choice"].Integers.ToArray());
            found.Gradients["x"].ToArray().ShouldBe(reference.Gradients["x"].ToArray(), Tolerance);
            model.Parameters.GradientSpan.ToArray().ShouldBe(expected.Parameters.GradientSpan.ToArray(), Tolerance);
            Clip.Norm(model.Parameters, 0.5).ShouldBe(Clip.Norm(expected.Parameters, 0.5), Tolerance);
            Clip.Value(model.Parameters, 0.2);
            Clip.Value(expected.Parameters, 0.2);
            onDevice.Step();
            onProcessor.Step();
            model.Evaluate(data.X, data.Labels).Loss.ShouldBe(expected.Evaluate(data.X, data.Labels).Loss, Tolerance);
            if (step % 4 == 3) model.Parameters.Span.ToArray().ShouldBe(expected.Parameters.Span.ToArray(), Tolerance);
        }

        model.Parameters.Span.ToArray().ShouldBe(expected.Parameters.Span.ToArray(), Tolerance);
        model.State["norm.running_mean"].ToArray().ShouldBe(expected.State["norm.running_mean"].ToArray(), Tolerance);
        model.State.NumBatchesTracked("norm.num_batches_tracked").ShouldBe(10);
        model.Parameters.Version.ShouldBe(expected.Parameters.Version);
        onDevice.Buffers.Select(buffer => buffer.Value.Read().ToArray()).SelectMany(values => values).ShouldBe(
            onProcessor.Buffers.Select(buffer => buffer.Value.Read().ToArray()).SelectMany(values => values), Tolerance);
    }

    [Theory]
    [OnFake, OnOpenCL]
    public void WhatTheHostWritesIsUsed(string device)
    {
        using HandModel expected = new(Device.Cpu, 5), model = new(TestDevices.Open(device), 5);
        var data = new HandData(9);
        foreach (HandModel each in (HandModel[])[expected, model])
        {
            using var optimizer = new SGD(each.Parameters, 0.1);
            each.Step(data.X, data.Labels);
            optimizer.Step();
            each.Parameters["head.weight"].CopyFrom([1, 2, 3, 4, -1, -2, -3, -4]);
            each.Parameters["hidden.weight"].Edit(weight => weight[0] = 0.75f);
            each.State.CopyFrom("norm.running_mean", [1, 2, 3]);
            each.State.At(0).Edit(mean => mean[1] = 7);
            each.Step(data.X, data.Labels);
            each.Parameters.GradientSpan[3] = 5;
            each.Step(data.X, data.Labels, Gradients.Accumulate);
            optimizer.Step();
            each.Parameters.ZeroGradients();
            each.Step(data.X, data.Labels, Gradients.Accumulate);
            optimizer.Step();
            each.Parameters.Edit(values =>
            {
                // A call in the middle takes what is there; what is written after it counts as well.
                each.Predict(data.X, 9);
                values[5] = -0.5f;
            });
        }

        model.Predict(data.X, 9).ToArray().ShouldBe(expected.Predict(data.X, 9).ToArray(), Tolerance);
        model.Parameters.Span.ToArray().ShouldBe(expected.Parameters.Span.ToArray(), Tolerance);
        model.Parameters["head.weight"].Gradient.ToArray().ShouldBe(expected.Parameters["head.weight"].Gradient.ToArray(), Tolerance);
        model.State.At(0).Values.ToArray().ShouldBe(expected.State.At(0).Values.ToArray(), Tolerance);
    }

    [Theory]
    [OnFake, OnOpenCL]
    public void ATensorWithStridesIsReadRowByRow(string device)
    {
        using HandModel model = new(TestDevices.Open(device), 5);
        float[] padded = [1, 2, 3, 9, -1, 0, 0.5f, 9];
        float[] expected = model.Predict([1, 2, 3, -1, 0, 0.5f], 2).ToArray();
        model.Predict(new ReadOnlyTensorSpan<float>(padded, [2, 3], [4, 1])).ToArray().ShouldBe(expected);
    }

    [Theory]
    [OnFake, OnOpenCL]
    public void TrainingGoesOnFromACheckpointExactly(string device)
    {
        SharedDevice shared = TestDevices.Open(device);
        using var folder = new Checkpoints.CheckpointFolder();
        string file = folder["model.safetensors"];
        using HandModel model = new(shared, 5), resumed = new(shared, 6);
        using AdamW optimizer = new(model.Parameters, 0.02), again = new(resumed.Parameters, 0.02);
        Train(model, optimizer, 0, 4);
        model.Save(file, optimizer);
        Train(model, optimizer, 4, 9);
        Train(resumed, again, 0, 2);
        resumed.Load(file, again);
        Train(resumed, again, 4, 9);
        resumed.Parameters.Span.ToArray().ShouldBe(model.Parameters.Span.ToArray());
        resumed.State.At(0).Values.ToArray().ShouldBe(model.State.At(0).Values.ToArray());

        static void Train(HandModel model, Optimizer optimizer, int from, int to)
        {
            for (int step = from; step < to; step++)
            {
                var data = new HandData(8, step);
                model.Step(data.X, data.Labels);
                optimizer.Step();
            }
        }
    }

    [Theory]
    [OnFake, OnOpenCL]
    public void ManySessionsPredictAtOnce(string device)
    {
        using HandModel model = new(TestDevices.Open(device), 5), reference = new(Device.Cpu, 5);
        for (int round = 0; round < 5; round++)
        {
            model.Parameters.Edit(values => values[0] = round);
            reference.Parameters.Edit(values => values[0] = round);
            Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, thread =>
            {
                using Session session = model.CreateSession();
                var data = new HandData(3 + thread, thread);
                using Session own = reference.CreateSession();
                float[] expected = reference.Predict(data.X, 3 + thread, own).ToArray();
                for (int i = 0; i < 10; i++)
                {
                    model.Predict(data.X, 3 + thread, session).ToArray().ShouldBe(expected, Tolerance);
                }
            });
        }
    }

    [Theory]
    [OnFake, OnOpenCL]
    public void AModelThatEndedGivesItsMemoryBackAndStaysReadable(string device)
    {
        SharedDevice shared = TestDevices.Open(device);
        HandModel model = new(shared, 5);
        using HandModel expected = new(Device.Cpu, 5);
        var data = new HandData(9);
        StepResult step = default;
        foreach (HandModel each in (HandModel[])[expected, model])
        {
            using var optimizer = new AdamW(each.Parameters, 0.1);
            step = each.Step(data.X, data.Labels);
            optimizer.Step();
        }

        model.ArenaBytes.ShouldBeGreaterThan(0);
        model.Dispose();
        model.ArenaBytes.ShouldBe(0);
        model.Parameters.Span.ToArray().ShouldBe(expected.Parameters.Span.ToArray(), Tolerance);
        model.Parameters.GradientSpan.ToArray().ShouldBe(expected.Parameters.GradientSpan.ToArray(), Tolerance);
        float.IsFinite(step.Loss).ShouldBeTrue();
        Should.Throw<ObjectDisposedException>(() => model.Predict(data.X, 9));
        if (shared.Backend is FakeBackend fake) fake.UsedBytes.ShouldBe(0);
    }

    /// <summary>An optimizer of one's own, in spans of the host.</summary>
    private sealed class Downhill : Optimizer
    {
        private readonly AlignedBuffer steps;

        public Downhill(ParameterSet parameters)
            : base(parameters, 0.05) => steps = AddBuffer("steps");

        protected override void Update(nint begin, nint end)
        {
            for (nint i = begin; i < end; i++)
            {
                steps.At(i)++;
                Value(i) -= (float)LearningRate * Gradient(i) / steps.At(i);
            }
        }
    }
}
