namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Pooling of every kind and rank, on odd shapes, between layers with parameters.</summary>
internal sealed class PoolingModels : AgreementModels
{
    private static readonly (string Shape, string Layers)[] Stacks =
    [
        ("2, 13", "Conv1d(5, Kernel = 3), MaxPool1d(3, Stride = 2, CeilMode = true), Tanh, AvgPool1d(2, Stride = 1, Padding = 1)"),
        ("2, 12", "Conv1d(17, Kernel = 1), AvgPool1d(4, Stride = 3, Padding = 2, CeilMode = true, CountIncludePad = false)"),
        ("1, 7, 9", "Conv2d(5, Kernel = 2), MaxPool2d(Kernels = new[] { 3, 2 }, Strides = new[] { 2, 3 }, "
            + "Paddings = new[] { 1, 0 }, CeilMode = true)"),
        ("1, 8, 9", "Conv2d(3, Kernel = 3), AvgPool2d(2, Stride = 3, Padding = 1, CeilMode = true), AvgPool2d(2, DivisorOverride = 3)"),
        ("1, 7, 6", "Conv2d(5, Kernel = 2), LPPool2d(2, 2, Stride = 1), ReLU, LPPool2d(4, Kernels = new[] { 3, 2 }, CeilMode = true)"),
        ("2, 9", "Conv1d(5, Kernel = 2), LPPool1d(2, 3, Stride = 2, CeilMode = true)"),
        ("1, 5, 6, 4", "Conv3d(5, Kernel = 2), MaxPool3d(2, Stride = 1), AvgPool3d(2, Padding = 1, CeilMode = true)"),
        ("1, 5, 7", "Conv2d(9, Kernel = 2), ReLU, AdaptiveAvgPool2d(1)"),
        ("1, 5, 7", "Conv2d(9, Kernel = 2), Tanh, AdaptiveAvgPool2d(Outputs = new[] { 3, 2 })"),
        ("1, 5, 7", "Conv2d(9, Kernel = 2), Tanh, AdaptiveAvgPool2d(Outputs = new[] { 1, 5 })"),
        ("1, 9, 7", "Conv2d(9, Kernel = 2), AdaptiveMaxPool2d(1)"),
        ("1, 9, 8", "Conv2d(5, Kernel = 2), AdaptiveMaxPool2d(Outputs = new[] { 3, 7 }), AdaptiveMaxPool2d(Outputs = new[] { 2, 0 })"),
        ("2, 11", "Conv1d(5, Kernel = 2), AdaptiveMaxPool1d(7), AdaptiveAvgPool1d(3)"),
        ("1, 7, 9", "Conv2d(33, Kernel = 2), ELU, MaxPool2d(2)"),
        ("1, 8, 10", "Conv2d(40, Kernel = 2), Tanh, MaxPool2d(2)"),
        ("2, 6, 7", "Conv2d(48, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(3, Stride = 2, Padding = 1)"),
        ("2, 14", "Conv1d(35, Kernel = 2), BatchNorm1d, LeakyReLU, MaxPool1d(2, Stride = 3)"),
        ("1, 4, 5, 6", "Conv3d(3, Kernel = 2), AdaptiveAvgPool3d(Outputs = new[] { 2, 1, 5 }), AdaptiveMaxPool3d(1)"),
    ];

    public override string Source { get; } = string.Join('\n',
    [
        .. Stacks.Select((stack, at) =>
            $"[Model, Input(\"x\", \"N, {stack.Shape}\"), {stack.Layers}, Flatten, Linear(2), MSELoss(\"y\")] "
            + $"public partial class Pool{at};"),
        "[Model, Input(\"x\", \"N, 2, H, W\"), Conv2d(5, Kernel = 2), AdaptiveAvgPool2d(1), Flatten, Linear(2), MSELoss(\"y\")] "
            + "public partial class AnyMean;",
        "[Model, Input(\"x\", \"N, 2, H, W\"), Conv2d(5, Kernel = 2), AdaptiveMaxPool2d(1), Flatten, Linear(2), MSELoss(\"y\")] "
            + "public partial class AnyLargest;",
        "[Model, Input(\"x\", \"N, 2, H, W\"), Conv2d(5, Kernel = 2), MaxPool2d(2, CeilMode = true), "
            + "AvgPool2d(3, Stride = 2, Padding = 1, CeilMode = true), AdaptiveAvgPool2d(1), Flatten, Linear(2), MSELoss(\"y\")] "
            + "public partial class AnyPools;",
        """
        [Model]
        public partial class PooledTriangle
        {
            [Conv1d(37, Kernel = 1)] readonly Layer before;
            [MaxPool1d(3)] readonly Layer pool;
            [Linear(2)] readonly Layer head;

            // The mask follows the channels, which lie together: each lane of a window has its own.
            Value Forward([Shape("N, 2, 40")] Value x) => head(pool(before(x).Triu() * 2).Flatten());

            Value Loss(Value output, [Shape("N, 2")] Value y) => output.Mse(y);
        }
        """,
    ]);
}
