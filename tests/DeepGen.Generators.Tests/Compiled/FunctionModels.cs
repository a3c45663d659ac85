namespace DeepGen.Generators.Tests.Compiled;

/// <summary>One model for each of the first activations, functions and losses of the language.</summary>
internal sealed class FunctionModels : AgreementModels
{
    private static readonly string[] Activations =
    [
        "ReLU", "LeakyReLU", "LeakyReLU(0.3)", "ELU", "ELU(0.5)", "Sigmoid", "Tanh", "GELU", "GELU(Approximate = Approximate.Tanh)", "SiLU",
        "Softmax(1)", "LogSoftmax(1)", "Dropout(0.4)", "Identity", "Dropout(0)",
    ];

    private static readonly string[] Losses =
    [
        "CrossEntropyLoss(\"y\")", "MSELoss(\"y\")", "Sigmoid, BCELoss(\"y\")", "BCEWithLogitsLoss(\"y\")", "LogSoftmax(1), NLLLoss(\"y\")",
    ];

    /// <summary>Pooling of what is itself made by loops of windows, or of random numbers.</summary>
    private static readonly string[] Pools =
    [
        "Dropout(0.4), MaxPool2d(2)", "MaxPool2d(2), Dropout(0.4), AvgPool2d(2, Stride = 1)",
        "AvgPool2d(2, Stride = 1), AvgPool2d(3, Stride = 2)",
        "MaxPool2d(2, Stride = 1), MaxPool2d(3)", "AvgPool2d(3, Stride = 2, Padding = 1, CountIncludePad = false), ReLU, MaxPool2d(2)",
    ];

    /// <summary>Expressions of a value x [N, 5], with the shapes of their results.</summary>
    private static readonly (string Text, string Shape)[] Functions =
    [
        ("x.Relu() + x.LeakyRelu() - x.Elu() * x.Sigmoid()", "N, 5"),
        ("x.Tanh() / (2 + x.Gelu() + x.Silu())", "N, 5"),
        ("x.Exp()", "N, 5"),
        ("(x * x + 0.5).Log()", "N, 5"),
        ("(x * x + 0.5).Sqrt()", "N, 5"),
        ("x.Abs() * 3 - 1 / (x.Abs() + 1) + (-x)", "N, 5"),
        ("x.Pow(3) + (x * x + 0.1).Pow(0.7)", "N, 5"),
        ("x.Clamp(-0.3, 0.4)", "N, 5"),
        ("x * x.Sum(1, keepDim: true)", "N, 5"),
        ("x - x.Mean(0, keepDim: true)", "N, 5"),
        ("x * x.Mean()", "N, 5"),
        ("x.Mean([0, 1], keepDim: true) + x", "N, 5"),
        ("x.Matmul(x.Transpose()).Matmul(x)", "N, 5"),
        ("Value.Concat(1, x, x.Exp(), x)", "N, 15"),
        ("x * x.Exp().Detach()", "N, 5"),
        ("x.Softmax(0) + x.LogSoftmax(1)", "N, 5"),
        ("x.Transpose().Exp().Transpose()", "N, 5"),
    ];

    public override string Source { get; } = string.Join('\n',
    [
        .. Activations.Select((text, at) =>
            $"[Model, Input(\"x\", \"N, 6\"), Linear(19), {text}, Linear(3), MSELoss(\"y\")] public partial class Activation{at};"),
        .. Losses.Select((text, at) => $"[Model, Input(\"x\", \"N, 6\"), Linear(4), {text}] public partial class Loss{at};"),
        .. Losses.Select((text, at) =>
            $"[Model, Input(\"x\", \"N, 2, 5, 3\"), Conv2d(4, Kernel = 2), {text}] public partial class ImageLoss{at};"),
        .. Pools.Select((text, at) =>
            $"[Model, Input(\"x\", \"N, 1, 9, 7\"), Conv2d(3, Kernel = 2), {text}, Flatten, Linear(2), MSELoss(\"y\")] "
            + $"public partial class Pool{at};"),
        .. Functions.Select((function, at) => $$"""
            [Model] public partial class Function{{at}}
            {
                [Linear(5)] readonly Layer embed;
                Value Forward([Shape("N, 4")] Value input) { var x = embed(input); return {{function.Text}}; }
                Value Loss(Value output, [Shape("{{function.Shape}}")] Value y) => output.Mse(y);
            }
            """),
    ]);
}
