using DeepGen.Runtime;
using DeepGen.Tests.Models;

namespace DeepGen.Tests.Devices;

/// <summary>After the first step of a size nothing is allocated, on the host or on the device. Runs alone, since it counts.</summary>
[Collection(Alone.Name)]
public class DeviceAllocationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheSecondStepOfASizeAllocatesNothing(bool hasGraphs)
    {
        // Code that is compiled anew meanwhile allocates now and then; what a step of a size allocated would show in each of its models.
        long[] least = [.. Enumerable.Repeat(long.MaxValue, 20)];
        for (int attempt = 0; attempt < 10 && least.Max() > 0; attempt++) StepTwice();
        least.ShouldAllBe(bytes => bytes == 0);

        void StepTwice()
        {
            var fake = new FakeBackend { HasGraphs = hasGraphs };
            using HandModel model = new(new SharedDevice(fake), 5);
            using var sgd = new SGD(model.Parameters, 1e-6, momentum: 0.9);
            for (int i = 0; i < least.Length; i++)
            {
                HandData data = new(5 + i);
                Step(data);
                (int buffers, int recordings) = (fake.Allocations, fake.Recordings);
                recordings.ShouldBe(hasGraphs ? i + 1 : 0);
                long before = GC.GetAllocatedBytesForCurrentThread();
                Step(data);
                least[i] = Math.Min(least[i], GC.GetAllocatedBytesForCurrentThread() - before);
                (fake.Allocations, fake.Recordings).ShouldBe((buffers, recordings));
            }

            void Step(HandData data)
            {
                float.IsFinite(model.Step(data.X, data.Labels).Loss).ShouldBeTrue();
                sgd.Step();
            }
        }
    }

    [Theory]
    [OnFake, OnOpenCL]
    public void StepsOfTwoSizesAllocateNothing(string device)
    {
        SharedDevice shared = TestDevices.Open(device);
        using HandModel model = new(shared, 5);
        using var sgd = new SGD(model.Parameters, 1e-6, momentum: 0.9);
        using var adam = new AdamW(model.Parameters, 1e-6);
        HandData small = new(6), large = new(35);
        float sum = 0;
        Run(10);
        (long free, int buffers) = (shared.Backend.FreeMemory, Buffers());

        // Code that is compiled anew meanwhile allocates now and then; what a step allocated would show in every round.
        long least = long.MaxValue;
        for (int round = 0; round < 10 && least > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Run(200);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        least.ShouldBe(0);
        shared.Backend.FreeMemory.ShouldBe(free);
        Buffers().ShouldBe(buffers);
        float.IsFinite(sum).ShouldBeTrue();

        int Buffers() => shared.Backend is FakeBackend fake ? fake.Allocations : 0;

        void Run(int steps)
        {
            for (int i = 0; i < steps; i++)
            {
                HandData data = i % 2 == 0 ? small : large;
                model.Settings[0] = i % 10 / 10f;
                StepResult step = model.Step(data.X, data.Labels);
                StepResult accumulated = model.Step(data.X, data.Labels, Gradients.Accumulate);
                sum += (float)Clip.Norm(model.Parameters, 1);
                Clip.Value(model.Parameters, 1);
                sgd.Step();
                adam.Step();
                sum += step.Loss + accumulated.Loss + accumulated.Output.Values[0] + accumulated.Gradients["x"].Values[0];
                sum += model.Evaluate(data.X, data.Labels).Loss + model.Predict(data.X, data.Labels.Length).Values[0];
                sum += model.Parameters.Span[0];
            }
        }
    }
}
