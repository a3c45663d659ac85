namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Each activation as a layer between linear ones, and as a function of values with its arguments by name.</summary>
internal sealed class ActivationModels : AgreementModels
{
    public static readonly string[] Layers =
    [
        "ReLU6", "RReLU", "RReLU(0.1, 0.9)", "SELU", "CELU", "CELU(0.3)", "GLU", "Mish", "Softplus", "Softplus(beta: 3, threshold: 2)",
        "Softsign", "Softshrink", "Softshrink(0.1)", "Hardshrink", "Hardshrink(0.1)", "Tanhshrink", "Hardtanh", "Hardtanh(-0.2, 0.3)",
        "Hardsigmoid", "Hardswish", "LogSigmoid", "Threshold(0.1, -0.5)", "Softmin(1)", "PReLU", "PReLU(18)", "PReLU(Init = -0.5)",
    ];

    private static readonly string[] Functions =
    [
        "x.Relu6() + x.Rrelu(upper: 0.5) - x.Selu()",
        "x.Celu(alpha: 0.4) * x.Mish() + x.Softplus(threshold: 1, beta: 2)",
        "x.Softsign() + x.Softshrink(lambd: 0.2) * x.Hardshrink(lambd: 0.1)",
        "x.Tanhshrink() + x.Hardtanh(maxVal: 0.4, minVal: -0.1) + x.Hardsigmoid()",
        "x.Hardswish() - x.LogSigmoid() + x.Threshold(value: 0.7, threshold: 0.2) + x.Softmin(-1)",
        "Value.Concat(1, x.Glu(), (-x).Glu(dim: 1))",
    ];

    public override string Source { get; } = string.Join('\n',
    [
        .. Layers.Select((text, at) =>
            $"[Model, Input(\"x\", \"N, 6\"), Linear(18), {text}, Linear(3), MSELoss(\"y\")] public partial class Layer{at};"),
        "[Model, Input(\"x\", \"N, 2, 5, 3\"), Conv2d(4, Kernel = 2), Softmax2d, Conv2d(3, Kernel = 1), PReLU(3), MSELoss(\"y\")] "
            + "public partial class Image;",
        .. Functions.Select((text, at) => $$"""
            [Model] public partial class Function{{at}}
            {
                [Linear(6)] readonly Layer embed;
                Value Forward([Shape("N, 4")] Value input) { var x = embed(input); return {{text}}; }
                Value Loss(Value output, [Shape("N, 6")] Value y) => output.Mse(y);
            }
            """),
    ]);
}
