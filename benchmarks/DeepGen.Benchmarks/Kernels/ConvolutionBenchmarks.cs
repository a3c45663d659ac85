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
        Of(
            64, 64, 28,
            OneLayer.Of(device => new Convolution64To64At28(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n)),
            OneLayer.Of(device => new Convolution64To64At28Backward(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n))),
        Of(
            32, 64, 14,
            OneLayer.Of(device => new Convolution32To64At14(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n)),
            OneLayer.Of(device => new Convolution32To64At14Backward(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n))),
        Of(
            64, 64, 32,
            OneLayer.Of(device => new Convolution64To64At32(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n)),
            OneLayer.Of(device => new Convolution64To64At32Backward(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n))),
        Of(
            32, 64, 32,
            OneLayer.Of(device => new Convolution32To64At32(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n)),
            OneLayer.Of(device => new Convolution32To64At32Backward(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n))),
        Of(
            1, 32, 28,
            OneLayer.Of(device => new Convolution1To32At28(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n)),
            OneLayer.Of(device => new Convolution1To32At28Backward(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n))),
        Of(
            3, 32, 64,
            OneLayer.Of(device => new Convolution3To32At64(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n)),
            OneLayer.Of(device => new Convolution3To32At64Backward(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n))),
        Of(
            128, 128, 16,
            OneLayer.Of(device => new Convolution128To128At16(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n)),
            OneLayer.Of(device => new Convolution128To128At16Backward(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n))),
        Of(
            256, 256, 8,
            OneLayer.Of(device => new Convolution256To256At8(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n)),
            OneLayer.Of(device => new Convolution256To256At8Backward(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n))),
        Of(
            512, 512, 4,
            OneLayer.Of(device => new Convolution512To512At4(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n)),
            OneLayer.Of(device => new Convolution512To512At4Backward(device), (m, x, n) => m.Predict(x, n), (m, x, n) => m.Step(x, n))),
    ];

    /// <summary>The layer.</summary>
    [ParamsSource(nameof(Layers))]
    public override LayerWork Layer { get; set; } = null!;

    private static LayerWork Of(int channels, int width, int pixels, Func<OneLayer> weights, Func<OneLayer> input)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{channels}->{width} {pixels}x{pixels}");
        return new LayerWork(name, Images, channels * pixels * pixels, 9.0 * channels * width * pixels * pixels, weights, input);
    }
}
