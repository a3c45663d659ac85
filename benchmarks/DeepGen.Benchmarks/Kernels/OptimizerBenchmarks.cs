using BenchmarkDotNet.Attributes;

namespace DeepGen.Benchmarks.Kernels;

/// <summary>Optimizers over the parameters of one layer, on one thread. SGD moves 12 bytes for each, with momentum 20, Adam 28.</summary>
[Config(typeof(RateConfig))]
public class OptimizerBenchmarks
{
    private CompiledModel model = null!;
    private Optimizer sgd = null!;
    private Optimizer momentum = null!;
    private Optimizer adam = null!;

    /// <summary>The parameters: in the second-level cache, and beyond it.</summary>
    public static IEnumerable<ParameterWork> Sizes => [new(64 << 10), new(1 << 20)];

    /// <summary>The parameters.</summary>
    [ParamsSource(nameof(Sizes))]
    public ParameterWork Count { get; set; } = null!;

    /// <summary>Makes the model, its gradients and the optimizers.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var make = Count.Value == 64 << 10
            ? OneLayer.Of(device => new Linear256To256(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n))
            : OneLayer.Of(device => new Linear1024To1024(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n));
        var layer = make();
        model = layer.Model;
        layer.Step([.. Enumerable.Range(0, Count.Width).Select(i => i / 1000f)], 1);
        sgd = new SGD(model.Parameters, 1e-3);
        momentum = new SGD(model.Parameters, 1e-3, 0.9);
        adam = new Adam(model.Parameters, 1e-3);
    }

    /// <summary>Ends them.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (var optimizer in new[] { sgd, momentum, adam }) optimizer.Dispose();
        model.Dispose();
    }

    /// <summary>Plain gradient descent.</summary>
    [Benchmark, Moves(12)]
    public void Sgd() => sgd.Step();

    /// <summary>Gradient descent with momentum.</summary>
    [Benchmark, Moves(20)]
    public void SgdWithMomentum() => momentum.Step();

    /// <summary>Adam.</summary>
    [Benchmark, Moves(28)]
    public void Adam() => adam.Step();

    /// <summary>Some parameters.</summary>
    /// <param name="Value">How many.</param>
    public sealed record ParameterWork(int Value) : IWork
    {
        /// <summary>One for each parameter: the benchmark says how many it moves.</summary>
        public double Bytes => Value;

        /// <inheritdoc/>
        public double Elements => Value;

        /// <summary>The inputs and outputs of the layer.</summary>
        public int Width => (int)Math.Sqrt(Value);

        /// <inheritdoc/>
        public override string ToString() => $"{Value >> 10}K";
    }
}
