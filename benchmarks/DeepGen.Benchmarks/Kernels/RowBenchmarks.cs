using BenchmarkDotNet.Attributes;

namespace DeepGen.Benchmarks.Kernels;

/// <summary>Functions of whole rows or columns, each in a model of its own, on one thread. Bytes: of the input and the output.</summary>
[Config(typeof(RateConfig))]
public class RowBenchmarks
{
    private const int Width = 128;

    private OneLayer model = null!;
    private float[] x = [];

    /// <summary>The rows: in the first-level cache, in the second, in the third.</summary>
    public static IEnumerable<RowWork> Sizes => [new(16), new(512), new(16384)];

    /// <summary>The rows.</summary>
    [ParamsSource(nameof(Sizes))]
    public RowWork Rows { get; set; } = null!;

    /// <summary>Makes the model of softmax.</summary>
    [GlobalSetup(Targets = [nameof(Softmax), nameof(SoftmaxStep)])]
    public void SetupSoftmax() => Setup(
        OneLayer.Of(device => new SoftmaxRows(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n)));

    /// <summary>Makes the model of a layer norm.</summary>
    [GlobalSetup(Targets = [nameof(LayerNorm), nameof(LayerNormStep)])]
    public void SetupLayerNorm() => Setup(
        OneLayer.Of(device => new LayerNormRows(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n)));

    /// <summary>Makes the model of a batch norm.</summary>
    [GlobalSetup(Targets = [nameof(BatchNorm), nameof(BatchNormStep)])]
    public void SetupBatchNorm() => Setup(
        OneLayer.Of(device => new BatchNormRows(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n)));

    /// <summary>Ends the model.</summary>
    [GlobalCleanup]
    public void Cleanup() => model.Model.Dispose();

    /// <summary>Forward.</summary>
    [Benchmark]
    public void Softmax() => Predict();

    /// <summary>Forward and backward.</summary>
    [Benchmark]
    public void SoftmaxStep() => Step();

    /// <summary>Forward.</summary>
    [Benchmark]
    public void LayerNorm() => Predict();

    /// <summary>Forward and backward.</summary>
    [Benchmark]
    public void LayerNormStep() => Step();

    /// <summary>Forward, with the running statistics.</summary>
    [Benchmark]
    public void BatchNorm() => Predict();

    /// <summary>Forward with the statistics of the batch, and backward.</summary>
    [Benchmark]
    public void BatchNormStep() => Step();

    private void Predict() => model.Predict(x, Rows.Count);

    private void Step() => model.Step(x, Rows.Count);

    private void Setup(Func<OneLayer> make)
    {
        model = make();
        var random = new Random(1);
        x = [.. Enumerable.Range(0, Rows.Count * Width).Select(_ => random.NextSingle() - 0.5f)];
    }

    /// <summary>Some rows.</summary>
    /// <param name="Count">How many.</param>
    public sealed record RowWork(int Count) : IWork
    {
        /// <inheritdoc/>
        public double Bytes => 2.0 * sizeof(float) * Elements;

        /// <inheritdoc/>
        public double Elements => (double)Count * Width;

        /// <inheritdoc/>
        public override string ToString() => $"{Count}x{Width}";
    }
}
