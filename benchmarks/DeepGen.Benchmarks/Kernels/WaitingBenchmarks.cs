using BenchmarkDotNet.Attributes;
using DeepGen.Benchmarks.Compare;
using DeepGen.Benchmarks.Latency;

namespace DeepGen.Benchmarks.Kernels;

/// <summary>
/// What a user waits for: the generator, and a new model's first step, in a warm process. In a new one: <c>latency</c>, <c>startup</c>.
/// </summary>
public class WaitingBenchmarks
{
    private const int Batch = 64;

    private readonly float[] images = new float[Batch * 28 * 28];
    private readonly int[] labels = new int[Batch];
    private Project small = null!;
    private Project large = null!;

    /// <summary>Makes the projects.</summary>
    [GlobalSetup]
    public void Setup() => (small, large) = (Project.Small(1), Project.Large());

    /// <summary>A small model: a build, a keystroke elsewhere, an edit in it, and the C# compiler.</summary>
    [Benchmark]
    public double GenerateSmall() => small.Measure().Build.First;

    /// <summary>ResNet-18, the same.</summary>
    [Benchmark]
    public double GenerateResNet18() => large.Measure().Build.First;

    /// <summary>Model c: made, one training step, and gone.</summary>
    [Benchmark]
    public float FirstStep()
    {
        using var model = new DigitConvolutions();
        using var optimizer = new Adam(model.Parameters);
        float loss = model.Step(images, labels, Batch).Loss;
        optimizer.Step();
        return loss;
    }
}
