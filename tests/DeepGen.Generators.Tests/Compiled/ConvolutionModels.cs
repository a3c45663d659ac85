namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Convolutions of every rank, on odd shapes, between layers with parameters.</summary>
internal sealed class ConvolutionModels : AgreementModels
{
    private static readonly (string Shape, string Layers)[] Stacks =
    [
        ("2, 11", "Conv1d(5, Kernel = 3), ReLU, Conv1d(3, Kernel = 4, Stride = 2, Padding = 3, Dilation = 2)"),
        ("4, 9", "Conv1d(6, Kernel = 3, Groups = 2, Same = true), Tanh, Conv1d(6, Kernel = 5, Groups = 6, Padding = 2)"),
        ("1, 33", "Conv1d(17, Kernel = 8, Same = true), ReLU, Conv1d(3, Kernel = 1)"),
        ("2, 7, 9", "Conv2d(4, Kernels = new[] { 2, 3 }, Strides = new[] { 1, 2 }, Paddings = new[] { 1, 0 }), ReLU, Conv2d(3, Kernel = 2, Same = true)"),
        ("3, 5, 4", "Conv2d(4, Kernels = new[] { 4, 1 }, Same = true), Sigmoid, Conv2d(2, Kernel = 3, Dilations = new[] { 2, 1 })"),
        ("2, 4, 5, 3", "Conv3d(5, Kernel = 3, Padding = 1), ReLU, Conv3d(3, Kernels = new[] { 2, 1, 3 }, Strides = new[] { 2, 1, 1 })"),
        ("1, 3, 6, 5", "Conv3d(4, Kernel = 2, Same = true), Tanh, Conv3d(4, Kernel = 2, Groups = 2, Stride = 2, Padding = 1)"),
    ];

    public override string Source { get; } = string.Join('\n', Stacks.Select((stack, at) =>
        $"[Model, Input(\"x\", \"N, {stack.Shape}\"), {stack.Layers}, Flatten, Linear(2), MSELoss(\"y\")] public partial class Conv{at};"));
}
