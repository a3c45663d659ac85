namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Convolutions of every rank, on odd shapes, between layers with parameters.</summary>
internal sealed class ConvolutionModels : AgreementModels
{
    private static readonly (string Shape, string Layers)[] Stacks =
    [
        ("2, 11", "Conv1d(5, Kernel = 3), ReLU, Conv1d(3, Kernel = 4, Stride = 2, Padding = 3, Dilation = 2)"),
        ("4, 9", "Conv1d(6, Kernel = 3, Groups = 2, Same = true), Tanh, Conv1d(6, Kernel = 5, Groups = 6, Padding = 2)"),
        ("1, 33", "Conv1d(17, Kernel = 8, Same = true), ReLU, Conv1d(3, Kernel = 1)"),
        ("2, 7, 9", "Conv2d(4, Kernels = new[] { 2, 3 }, Strides = new[] { 1, 2 }, Paddings = new[] { 1, 0 }), ReLU, "
            + "Conv2d(3, Kernel = 2, Same = true)"),
        ("3, 5, 4", "Conv2d(4, Kernels = new[] { 4, 1 }, Same = true), Sigmoid, Conv2d(2, Kernel = 3, Dilations = new[] { 2, 1 })"),
        ("2, 4, 5, 3", "Conv3d(5, Kernel = 3, Padding = 1), ReLU, Conv3d(3, Kernels = new[] { 2, 1, 3 }, Strides = new[] { 2, 1, 1 })"),
        ("1, 3, 6, 5", "Conv3d(4, Kernel = 2, Same = true), Tanh, Conv3d(4, Kernel = 2, Groups = 2, Stride = 2, Padding = 1)"),
        ("2, 5, 4", "Conv2d(4, Kernel = 3, Padding = 2, PaddingMode = PaddingMode.Reflect), ReLU, Conv2d(3, Kernel = 2, "
            + "Same = true, PaddingMode = PaddingMode.Circular)"),
        ("2, 7", "Conv1d(4, Kernel = 3, Padding = 2, PaddingMode = PaddingMode.Replicate), ReLU, Conv1d(3, "
            + "Kernel = 3, Padding = 4, PaddingMode = PaddingMode.Circular)"),
        ("2, 3, 3, 4", "Conv3d(3, Kernel = 2, Padding = 1, PaddingMode = PaddingMode.Reflect), Tanh, Conv3d(2, Kernel = 1)"),
        ("2, 5", "ConvTranspose1d(5, Kernel = 3, Stride = 2, OutputPadding = 1), ReLU, ConvTranspose1d(4, Kernel = 4, "
            + "Padding = 1, Dilation = 2)"),
        ("3, 4, 5", "ConvTranspose2d(8, Kernel = 2, Stride = 2), ReLU, ConvTranspose2d(3, Kernel = 3, Stride = 2, "
            + "Padding = 1, OutputPadding = 1)"),
        ("4, 3, 4", "ConvTranspose2d(6, Kernel = 3, Stride = 3, Padding = 3, Groups = 2), Tanh, ConvTranspose2d(2, "
            + "Kernel = 1, Stride = 2)"),
        ("2, 2, 3, 2", "ConvTranspose3d(3, Kernel = 2, Stride = 2, Padding = 1), ReLU, ConvTranspose3d(2, Kernels = new[] { 1, 2, 3 })"),
        ("3, 7, 10", "Conv2d(4, Kernel = 3, Stride = 2, Padding = 1), ReLU, Conv2d(3, Kernel = 1, Stride = 2)"),
        ("2, 19", "Conv1d(3, Kernel = 1), Tanh, Conv1d(5, Kernel = 2, Stride = 3, Dilation = 2)"),
        ("2, 17", "Conv1d(4, Kernel = 2), Tanh, Conv1d(6, Kernel = 3, Stride = 4, Dilation = 2, Padding = 2, Groups = 2)"),
        ("2, 9, 8", "Conv2d(4, Kernel = 1), ReLU, Conv2d(17, Kernels = new[] { 2, 5 }, Strides = new[] { 3, 2 }, Padding = 1)"),
        ("2, 5, 4", "Conv2d(4, Kernel = 1), ConvTranspose2d(16, Kernel = 2, Stride = 3, OutputPadding = 1), ReLU, "
            + "ConvTranspose2d(4, Kernel = 3, Strides = new[] { 1, 4 }, Dilations = new[] { 2, 3 }, Groups = 2)"),
        ("2, 4, 3, 5", "Conv3d(4, Kernel = 1), ReLU, Conv3d(3, Kernel = 2, Strides = new[] { 1, 2, 3 })"),
    ];

    private static readonly string[] OfAnySize =
    [
        "Conv2d(3, Kernel = 3, Padding = 1, PaddingMode = PaddingMode.Reflect)",
        "Conv2d(3, Kernel = 3, Padding = 1, PaddingMode = PaddingMode.Replicate)",
        "Conv2d(3, Kernel = 3, Padding = 2, PaddingMode = PaddingMode.Circular)",
        "Conv2d(3, Kernels = new[] { 2, 3 }, Same = true)",
        "ConvTranspose2d(3, Kernel = 3, Stride = 2, Padding = 1, OutputPadding = 1)",
    ];

    public override string Source { get; } = string.Join('\n',
    [
        .. Stacks.Select((stack, at) =>
            $"[Model, Input(\"x\", \"N, {stack.Shape}\"), {stack.Layers}, Flatten, Linear(2), MSELoss(\"y\")] "
            + $"public partial class Conv{at};"),
        .. OfAnySize.Select((layer, at) =>
            $"[Model, Input(\"x\", \"N, 2, H, W\"), Conv2d(3, Kernel = 1), {layer}, Tanh, AdaptiveAvgPool2d(1), Flatten, MSELoss(\"y\")] "
            + $"public partial class AnyConv{at};"),
    ]);
}
