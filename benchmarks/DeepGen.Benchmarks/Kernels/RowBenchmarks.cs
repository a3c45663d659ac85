using BenchmarkDotNet.Attributes;

namespace DeepGen.Benchmarks.Kernels;

/// <summary>Functions of whole rows or columns, each in a model of its own, on one thread. The bytes are those of the input and output.</summary>
[Config(typeof(RateConfig))]
public class RowBenchmarks
{
    private const int Width = 128;

    private IOneLayer model = null!;
    private float[] x = [];

    /// <summary>The rows: in the first-level cache, in the second, in the third.</summary>
    public static IEnumerable<RowWork> Sizes => [new(16), new(512), new(16384)];

    /// <summary>The rows.</summary>
    [ParamsSource(nameof(Sizes))]
    public RowWork Rows { get; set; } = null!;

    /// <summary>Makes the model of softmax.</summary>
    [GlobalSetup(Targets = [nameof(Softmax), nameof(SoftmaxStep)])]
    public void SetupSoftmax() => Setup(new SoftmaxRows(Device.CpuWithThreads(1)));

    /// <summary>Makes the model of a layer norm.</summary>
    [GlobalSetup(Targets = [nameof(LayerNorm), nameof(LayerNormStep)])]
    public void SetupLayerNorm() => Setup(new LayerNormRows(Device.CpuWithThreads(1)));

    /// <summary>Makes the model of a batch norm.</summary>
    [GlobalSetup(Targets = [nameof(BatchNorm), nameof(BatchNormStep)])]
    public void SetupBatchNorm() => Setup(new BatchNormRows(Device.CpuWithThreads(1)));

    /// <summary>Ends the model.</summary>
    [GlobalCleanup]
    public void Cleanup() => model.Dispose();

    /// <summary>Forward.</summary>
    [Benchmark]
    public float Softmax() => Predict();

    /// <summary>Forward and backward.</summary>
    [Benchmark]
    public float SoftmaxStep() => Step();

    /// <summary>Forward.</summary>
    [Benchmark]
    public float LayerNorm() => Predict();

    /// <summary>Forward and backward.</summary>
    [Benchmark]
    public float LayerNormStep() => Step();

    /// <summary>Forward, with the running statistics.</summary>
    [Benchmark]
    public float BatchNorm() => Predict();

    /// <summary>Forward with the statistics of the batch, and backward.</summary>
    [Benchmark]
    public float BatchNormStep() => Step();

    private float Predict() => model.Predict(x, Rows.Count).Values[0];

    private float Step() => model.Step(x, Rows.Count).Loss;

    private void Setup(IOneLayer layer)
    {
        model = layer;
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
