using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace DeepGen.Benchmarks.Kernels;

/// <summary>Convolutions of 3 x 3 in a model of that layer alone, on one thread: what a user gets, with the loss and the doors.</summary>
public class ConvolutionBenchmarks : LayerBenchmarks
{
    private const int Images = 32;

    /// <summary>The layers, with 32 images.</summary>
    public static IEnumerable<LayerWork> Layers =>
    [
        Of<Convolution64To64At28, Convolution64To64At28Backward>(64, 64, 28),
        Of<Convolution32To64At14, Convolution32To64At14Backward>(32, 64, 14),
        Of<Convolution64To64At32, Convolution64To64At32Backward>(64, 64, 32),
        Of<Convolution32To64At32, Convolution32To64At32Backward>(32, 64, 32),
        Of<Convolution1To32At28, Convolution1To32At28Backward>(1, 32, 28),
        Of<Convolution3To32At64, Convolution3To32At64Backward>(3, 32, 64),
        Of<Convolution128To128At16, Convolution128To128At16Backward>(128, 128, 16),
        Of<Convolution256To256At8, Convolution256To256At8Backward>(256, 256, 8),
        Of<Convolution512To512At4, Convolution512To512At4Backward>(512, 512, 4),
    ];

    /// <summary>The layer.</summary>
    [ParamsSource(nameof(Layers))]
    public override LayerWork Layer { get; set; } = null!;

    private static LayerWork Of<TWeights, TInput>(int channels, int width, int pixels)
        where TWeights : IOneLayer
        where TInput : IOneLayer
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{channels}->{width} {pixels}x{pixels}");
        return LayerWork.Of<TWeights, TInput>(name, Images, channels * pixels * pixels, 9.0 * channels * width * pixels * pixels);
    }
}
