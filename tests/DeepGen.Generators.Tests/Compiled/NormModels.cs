namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Norms, dropouts of channels and padding, on odd shapes, between layers with parameters.</summary>
internal sealed class NormModels : AgreementModels
{
    private static readonly (string Shape, string Layers)[] Stacks =
    [
        ("7", "Linear(19), LayerNorm, ReLU"),
        ("3, 5", "Linear(6), LayerNorm(Dims = 2, Bias = false), Tanh"),
        ("2, 5, 4", "Conv2d(5, Kernel = 2), LayerNorm(Dims = 3), ReLU, Conv2d(2, Kernel = 1)"),
        ("9", "Linear(17), RMSNorm, Linear(3)"),
        ("2, 5, 4", "Conv2d(6, Kernel = 2), GroupNorm(3), ReLU, Conv2d(4, Kernel = 2), GroupNorm(1, Affine = false)"),
        ("9", "Linear(12), GroupNorm(4), Tanh"),
        ("2, 7", "Conv1d(5, Kernel = 2, Bias = false), InstanceNorm1d(Affine = true), ReLU"),
        ("2, 5, 6", "Conv2d(5, Kernel = 2, Bias = false), InstanceNorm2d(TrackRunningStats = true, Momentum = 0.4), ReLU"),
        ("2, 3, 4, 3", "Conv3d(5, Kernel = 2, Bias = false), InstanceNorm3d(Affine = true, TrackRunningStats = true), ReLU"),
        ("2, 5, 6", "Conv2d(7, Kernel = 2), LocalResponseNorm(3, Alpha = 0.5), ReLU"),
        ("2, 7", "Conv1d(5, Kernel = 2), Dropout1d(0.4), ReLU"),
        ("2, 5, 6", "Conv2d(5, Kernel = 2), Dropout2d(0.4), ReLU"),
        ("2, 3, 4, 3", "Conv3d(5, Kernel = 2), Dropout3d(0.3), ReLU"),
        ("7", "Linear(19), AlphaDropout(0.3)"),
        ("2, 5, 6", "Conv2d(5, Kernel = 2), FeatureAlphaDropout(0.3), ReLU"),
        ("2, 5, 6", "Conv2d(5, Kernel = 2), ReflectionPad2d(2), ReLU, ConstantPad2d(1, 0.5), Conv2d(2, Kernel = 3)"),
        ("2, 5, 6", "Conv2d(5, Kernel = 2), CircularPad2d(Paddings = new[] { 1, 2, 3, 0 }), Tanh, ReplicationPad2d(1), ZeroPad2d(-2)"),
        ("2, 5", "Conv1d(3, Kernel = 2), ZeroPad1d(2), Tanh, ReplicationPad1d(3), ReflectionPad1d(Paddings = new[] { 0, 4 })"),
    ];

    /// <summary>A norm over one or two values has variances near zero, which magnify rounding without end.</summary>
    public override int[] Batches => [3, 17];

    public override string Source { get; } = string.Join('\n', Stacks.Select((stack, at) =>
        $"[Model, Input(\"x\", \"N, {stack.Shape}\"), {stack.Layers}, Flatten, Linear(2), MSELoss(\"y\")] public partial class Norm{at};")
        .Append("[Model, Input(\"x\", \"N, 2, H, W\"), Conv2d(6, Kernel = 1), GroupNorm(2), Tanh, Conv2d(3, Kernel = 1), Dropout2d, "
            + "AdaptiveAvgPool2d(1), Flatten, MSELoss(\"y\")] public partial class AnyNorm;")
        .Append("[Model, Input(\"x\", \"N, 2, 3, 4, 3\"), Conv3d(5, Kernel = 2), BatchNorm3d, ReLU, Flatten, Linear(2), MSELoss(\"y\")] "
            + "public partial class Norm3d;"));
}
