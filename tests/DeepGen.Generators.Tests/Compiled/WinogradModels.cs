namespace DeepGen.Generators.Tests.Compiled;

/// <summary>
/// Convolutions with enough channels for Winograd's algorithm, on odd shapes: results, gradients of inputs and of kernels.
/// </summary>
internal sealed class WinogradModels : AgreementModels
{
    /// <summary>Layers between inputs and a loss; every 3 x 3 convolution of stride 1 here is one of Winograd's.</summary>
    public static IReadOnlyList<(string Shape, string Layers)> Stacks { get; } =
    [
        ("18, 7, 9", "Conv2d(33, Kernel = 3, Padding = 1), ReLU, Conv2d(20, Kernel = 3, Padding = 1)"),
        ("24, 9, 12", "Conv2d(24, Kernel = 3, Bias = false), Tanh, Conv2d(40, Kernel = 3, Padding = 2), BatchNorm2d, ReLU"),
        ("32, 4, 4", "Conv2d(64, Kernel = 3, Padding = 1, PaddingMode = PaddingMode.Reflect), Sigmoid, "
            + "Conv2d(32, Kernel = 3, Padding = 1)"),
        ("20, 16, 8", "Conv2d(20, Kernel = 3, Padding = 1), ReLU, MaxPool2d(2), Conv2d(36, Kernel = 3, Padding = 1)"),
    ];

    public override string Source { get; } = string.Join('\n',
    [
        .. Stacks.Select((stack, at) =>
            $"[Model, Input(\"x\", \"N, {stack.Shape}\"), {stack.Layers}, Flatten, Linear(2), MSELoss(\"y\")] "
            + $"public partial class Winograd{at};"),
        """
        [Model, Input("x", "N, 2, H, W"), Conv2d(24, Kernel = 1), Tanh, Conv2d(24, Kernel = 3, Padding = 1), Tanh]
        [Conv2d(17, Kernel = 3, Padding = 1), AdaptiveAvgPool2d(1), Flatten, MSELoss("y")]
        public partial class AnyWinograd;

        [Model]
        public partial class WinogradResidual
        {
            [Conv2d(24, Kernel = 3, Padding = 1)] readonly Layer stem;
            [Conv2d(24, Kernel = 3, Padding = 1, Bias = false)] readonly Layer shared;
            [BatchNorm2d] readonly Layer norm;
            [Linear(3)] readonly Layer head;

            Value Forward([Shape("N, 20, 6, 5", RequiresGradient = true)] Value image)
            {
                var x = stem(image).Relu();
                var y = (norm(shared(x)) + x).Relu();
                return head((shared(y) * 0.5f + y).Elu().Mean(new[] { 2, 3 }));
            }

            Value Loss(Value output, [Shape("N")] Value<int> label) => output.CrossEntropy(label) + 0.01f * Value.L2Penalty();
        }
        """,
    ]);

    public override int[] Batches => [1, 5];
}
