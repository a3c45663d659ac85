using BenchmarkDotNet.Attributes;

namespace DeepGen.Benchmarks.Kernels;

/// <summary>A layer with a product in it, in three ways.</summary>
[Config(typeof(RateConfig))]
public abstract class LayerBenchmarks
{
    private OneLayer weights = null!;
    private OneLayer input = null!;
    private float[] x = [];

    /// <summary>The layer; a parameter in each class that derives.</summary>
    public abstract LayerWork Layer { get; set; }

    /// <summary>Makes the models and their input.</summary>
    [GlobalSetup]
    public void Setup()
    {
        weights = Layer.MakeWeights();
        input = Layer.MakeInput();
        var random = new Random(1);
        x = [.. Enumerable.Range(0, Layer.Batch * Layer.Inputs).Select(_ => random.NextSingle() - 0.5f)];
    }

    /// <summary>Ends the models.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        weights.Model.Dispose();
        input.Model.Dispose();
    }

    /// <summary>Forward: y = x w, or the convolution.</summary>
    [Benchmark, Products(1)]
    public void Forward() => weights.Predict(x, Layer.Batch);

    /// <summary>Forward, and the gradient of the weights: x' dy.</summary>
    [Benchmark, Products(2)]
    public void ForwardAndWeights() => weights.Step(x, Layer.Batch);

    /// <summary>Forward, and the gradient of the input: dy w'.</summary>
    [Benchmark, Products(2)]
    public void ForwardAndInput() => input.Step(x, Layer.Batch);
}

/// <summary>A layer with a product in it, at a batch.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Batch">The samples.</param>
/// <param name="Inputs">The numbers in a sample.</param>
/// <param name="MultiplyAdds">Of one sample, forward.</param>
/// <param name="MakeWeights">Makes the model that learns its weights.</param>
/// <param name="MakeInput">Makes the model that gives the gradient of its input.</param>
public sealed record LayerWork(
    string Name, int Batch, int Inputs, double MultiplyAdds, Func<OneLayer> MakeWeights, Func<OneLayer> MakeInput) : IWork
{
    /// <inheritdoc/>
    public double Flops => 2 * MultiplyAdds * Batch;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
