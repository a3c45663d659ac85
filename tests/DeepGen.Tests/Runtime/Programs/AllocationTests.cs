using System.Diagnostics;
using System.Numerics.Tensors;

namespace DeepGen.Tests.Runtime.Programs;

/// <summary>Runs alone, since it looks at what the whole process allocates.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class AllocationTestsRunAlone;

[Collection(nameof(AllocationTests))]
public class AllocationTests
{
    private const long MostFromSystem = 256 * 1024;

    private static readonly float[] X = [.. Enumerable.Range(0, 96).Select(i => i / 100f)];
    private static readonly int[] Labels = [.. Enumerable.Range(0, 32).Select(i => i % 2)];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void AThousandStepsOfTwoBatchSizesAllocateNothing(int threads)
    {
        using var model = new TinyModel(Device.CpuWithThreads(threads));
        model.Team.ForkThreshold = 0;
        using var sgd = new SGD(model.Parameters, learningRate: 1e-6, momentum: 0.9);
        using var adam = new AdamW(model.Parameters, learningRate: 1e-6);
        Run(4);
        nint arena = model.DefaultSession.ArenaLength;

        // The test platform itself allocates now and then, on threads of its own. What a step allocated would show in every attempt.
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 10 && least > 0; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Run(1000);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        least.ShouldBe(0);
        model.DefaultSession.ArenaLength.ShouldBe(arena);

        // What the process has from the system, managed or not. It moves in steps of the runtime's own (a tier of compiled code, a part of
        // the heap), of some hundred KiB now and then; 1 KiB that leaked in each of 1,000 steps would be 1,000 KiB in every attempt.
        long leastFromSystem = long.MaxValue;
        for (int attempt = 0; attempt < 10 && leastFromSystem > MostFromSystem; attempt++)
        {
            long before = PrivateBytes();
            Run(1000);
            leastFromSystem = Math.Min(leastFromSystem, PrivateBytes() - before);
        }

        leastFromSystem.ShouldBeLessThanOrEqualTo(MostFromSystem);

        static long PrivateBytes()
        {
            using var process = Process.GetCurrentProcess();
            return process.PrivateMemorySize64;
        }

        void Run(int steps)
        {
            for (int i = 0; i < steps; i++)
            {
                int batch = i % 2 == 0 ? 32 : 7;
                var x = new ReadOnlyTensorSpan<float>(X.AsSpan(0, batch * 3), [batch, 3]);
                var labels = new ReadOnlyTensorSpan<int>(Labels.AsSpan(0, batch));
                model.Step(x, labels);
                model.Step(x, labels, Gradients.Accumulate);
                Clip.Norm(model.Parameters, 1);
                Clip.Value(model.Parameters, 1);
                sgd.Step();
                adam.Step();
                model.Evaluate(x, labels);
                model.Predict(X.AsSpan(0, batch * 3), batch);
            }
        }
    }
}
