namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Layers on images large enough for chains of launches, with what cannot be a part of one between them.</summary>
internal sealed class ChainModels : AgreementModels
{
    /// <summary>Layers between inputs and a loss.</summary>
    public static IReadOnlyList<(string Shape, string Layers)> Stacks { get; } =
    [
        ("1, 24, 26", "Conv2d(16, Kernel = 3, Padding = 1), MaxPool2d(2), ELU"),
        ("1, 22, 23", "Conv2d(19, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2), Conv2d(4, Kernel = 3), Tanh"),
        ("3, 20, 21", "Conv2d(16, Kernel = 3), ReLU, MaxPool2d(3, Stride = 2, Padding = 1), Conv2d(5, Kernel = 5, Stride = 2), Sigmoid"),
        ("2, 37, 31", "Conv2d(5, Kernel = 3, Padding = 1, Bias = false), BatchNorm2d, GELU, AvgPool2d(2), Conv2d(3, Kernel = 1)"),
        ("3, 18, 16", "Conv2d(24, Kernel = 3, Padding = 1), ELU, MaxPool2d(2), Conv2d(20, Kernel = 3, Padding = 1), ELU, MaxPool2d(2)"),
        ("2, 2300", "Conv1d(4, Kernel = 3, Padding = 1), ReLU, AvgPool1d(4), Conv1d(2, Kernel = 5)"),
        ("3, 20, 21", "Conv2d(4, Kernel = 3, Padding = 1), ELU, ConvTranspose2d(6, Kernel = 4, Stride = 2), Tanh"),
        ("2, 34, 37", "Conv2d(6, Kernel = 5, Stride = 2, Padding = 2), ELU, ConvTranspose2d(3, Kernel = 3, Stride = 2)"),
        ("3, 900", "ConvTranspose1d(4, Kernel = 5, Stride = 3), ReLU, AvgPool1d(5)"),
    ];

    public override string Source { get; } = string.Join('\n',
    [
        .. Stacks.Select((stack, at) =>
            $"[Model, Input(\"x\", \"N, {stack.Shape}\"), {stack.Layers}, Flatten, Linear(3), MSELoss(\"y\")] "
            + $"public partial class Chain{at};"),
        """
        [Model]
        public partial class ChainOfTwo
        {
            [Conv2d(12, Kernel = 3, Padding = 1)] readonly Layer left;
            [Conv2d(12, Kernel = 1)] readonly Layer right;
            [Linear(3)] readonly Layer head;

            Value Forward([Shape("N, 1, 20, 20", RequiresGradient = true)] Value one, [Shape("N, 2, 20, 20")] Value other)
            {
                var x = left(one).Relu() * right(other).Tanh();
                var y = (x + x.Mean(new[] { 0 })).MaxPool2d(2);
                return head(y.Flatten()) + head(x.AvgPool2d(2).Flatten());
            }

            Value Loss(Value output, [Shape("N")] Value<int> label) => output.CrossEntropy(label);
        }

        // The gradient of the weight that is used lies within that of the whole.
        [Model]
        public partial class SumBetweenBorders
        {
            [Parameter(12, 20)] readonly Value weight;

            Value Forward([Shape("N, 12, 30, 30")] Value x)
                => Value.Einsum("nchw,cd->ndhw", x[.., .., 1..29, 1..29], weight[.., 2..18]);

            Value Loss(Value output) => output.Pow(2).Mean();
        }
        """,
    ]);

    public override int[] Batches => [1, 5];
}
