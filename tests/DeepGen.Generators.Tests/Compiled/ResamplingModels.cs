namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Resampling and layers that change shapes, on odd extents, between layers with parameters.</summary>
internal sealed class ResamplingModels : AgreementModels
{
    private static readonly (string Shape, string Layers)[] Stacks =
    [
        ("2, 5, 4", "Conv2d(5, Kernel = 2), Upsample(ScaleFactor = 2), Conv2d(3, Kernel = 2), Upsample(Size = 3)"),
        ("2, 5, 6", "Conv2d(5, Kernel = 2), Upsample(Sizes = new[] { 7, 3 }, Mode = InterpolationMode.Bilinear), Tanh"),
        ("2, 5, 6", "Conv2d(5, Kernel = 2), UpsamplingBilinear2d(ScaleFactor = 2), Conv2d(2, Kernel = 3)"),
        ("2, 5, 6", "Conv2d(5, Kernel = 2), Upsample(ScaleFactor = 1.5, Mode = InterpolationMode.Bicubic), Conv2d(2, Kernel = 3)"),
        ("2, 7", "Conv1d(5, Kernel = 2), Upsample(Size = 11, Mode = InterpolationMode.Linear), Upsample(Size = 4, "
            + "Mode = InterpolationMode.NearestExact)"),
        ("2, 3, 4, 3", "Conv3d(3, Kernel = 2), Upsample(ScaleFactor = 2, Mode = InterpolationMode.Trilinear)"),
        ("2, 4, 5", "Conv2d(8, Kernel = 2), PixelShuffle(2), ReLU, Conv2d(3, Kernel = 3), PixelUnshuffle(2), Conv2d(2, Kernel = 1)"),
        ("2, 4, 5", "Conv2d(6, Kernel = 2), ChannelShuffle(3), ReLU, Conv2d(4, Kernel = 2, Groups = 2)"),
        ("2, 5, 4", "Conv2d(3, Kernel = 2), Unfold(2, Padding = 1, Stride = 2), Tanh, Fold(OutputSizes = new[] { 4, 3 }, "
            + "Kernel = 2, Padding = 1, Stride = 2)"),
        ("2, 5, 4", "Conv2d(6, Kernel = 2), Flatten(2), Tanh, Unflatten(1, new[] { 2, -1 }), Flatten(1, 2)"),
    ];

    public override string Source { get; } = string.Join('\n',
    [
        .. Stacks.Select((stack, at) =>
            $"[Model, Input(\"x\", \"N, {stack.Shape}\"), {stack.Layers}, Flatten, Linear(2), MSELoss(\"y\")] "
            + $"public partial class Resampling{at};"),
        """
        [Model] public partial class BilinearForm
        {
            [Linear(5)] readonly Layer a;
            [Linear(7)] readonly Layer b;
            [Bilinear(3)] readonly BinaryLayer form;
            Value Forward([Shape("N, 4")] Value x) => form(a(x).Tanh(), b(x));
            Value Loss(Value output, [Shape("N, 3")] Value y) => output.Mse(y);
        }
        """,
        "[Model, Input(\"x\", \"N, 2, H, W\"), Conv2d(3, Kernel = 1), Upsample(ScaleFactor = 2, Mode = InterpolationMode.Bilinear), Tanh, "
            + "AdaptiveAvgPool2d(1), Flatten, MSELoss(\"y\")] public partial class AnyResampling;",
    ]);
}
