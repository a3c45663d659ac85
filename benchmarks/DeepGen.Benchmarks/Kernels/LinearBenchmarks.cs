using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace DeepGen.Benchmarks.Kernels;

/// <summary>Linear layers at even and odd batches, each in a model of that layer alone, on one thread.</summary>
public class LinearBenchmarks : LayerBenchmarks
{
    private static readonly int[] Batches = [1, 2, 3, 7, 13, 33, 63, 64, 100, 256];

    /// <summary>The layers, at each batch.</summary>
    public static IEnumerable<LayerWork> Layers => Batches.SelectMany(batch => (LayerWork[])
    [
        Of<Linear784To256, Linear784To256Backward>(batch, 784, 256),
        Of<Linear3136To128, Linear3136To128Backward>(batch, 3136, 128),
        Of<Linear16384To128, Linear16384To128Backward>(batch, 16384, 128),
        Of<Linear128To512, Linear128To512Backward>(batch, 128, 512),
    ]);

    /// <summary>The layer.</summary>
    [ParamsSource(nameof(Layers))]
    public override LayerWork Layer { get; set; } = null!;

    private static LayerWork Of<TWeights, TInput>(int batch, int depth, int width)
        where TWeights : IOneLayer
        where TInput : IOneLayer
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{batch}x{width}x{depth}");
        return LayerWork.Of<TWeights, TInput>(name, batch, depth, (double)depth * width);
    }
}
