using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace DeepGen.Benchmarks.Kernels;

/// <summary>Linear layers at even and odd batches, each in a model of that layer alone, on one thread.</summary>
public class LinearBenchmarks : LayerBenchmarks
{
    private const int Large = 2048;
    private static readonly int[] Batches = [1, 2, 3, 7, 13, 33, 63, 64, 100, 256];

    /// <summary>The layers, at each batch, and one that is larger than the caches.</summary>
    public static IEnumerable<LayerWork> Layers => AtBatches.Append(Of(
        Large, Large, Large,
        OneLayer.Of(device => new Linear2048To2048(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n)),
        OneLayer.Of(device => new Linear2048To2048Backward(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n))));

    private static IEnumerable<LayerWork> AtBatches => Batches.SelectMany(batch => (LayerWork[])
    [
        Of(
            batch, 784, 256,
            OneLayer.Of(device => new Linear784To256(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n)),
            OneLayer.Of(device => new Linear784To256Backward(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n))),
        Of(
            batch, 3136, 128,
            OneLayer.Of(device => new Linear3136To128(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n)),
            OneLayer.Of(device => new Linear3136To128Backward(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n))),
        Of(
            batch, 16384, 128,
            OneLayer.Of(device => new Linear16384To128(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n)),
            OneLayer.Of(device => new Linear16384To128Backward(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n))),
        Of(
            batch, 128, 512,
            OneLayer.Of(device => new Linear128To512(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n)),
            OneLayer.Of(device => new Linear128To512Backward(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n))),
    ]);

    /// <summary>The layer.</summary>
    [ParamsSource(nameof(Layers))]
    public override LayerWork Layer { get; set; } = null!;

    private static LayerWork Of(int batch, int depth, int width, Func<OneLayer> weights, Func<OneLayer> input)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{batch}x{width}x{depth}");
        return new LayerWork(name, batch, depth, (double)depth * width, weights, input);
    }
}
