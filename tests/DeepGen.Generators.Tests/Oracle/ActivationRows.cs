namespace DeepGen.Generators.Tests.Oracle;

/// <summary>The activations, with every option, at their kinks and far out.</summary>
internal sealed class ActivationRows : RowModels
{
    private static readonly (string Row, string Layer, int Width)[] Elementwise =
    [
        ("ReLU6", "ReLU6", 10),
        ("SELU", "SELU", 9),
        ("CELU", "CELU", 9),
        ("CELUSteep", "CELU(0.25)", 9),
        ("CELUNegative", "CELU(-2)", 10),
        ("Mish", "Mish", 9),
        ("Softplus", "Softplus", 10),
        ("SoftplusSharp", "Softplus(beta: 3, threshold: 2)", 10),
        ("Softsign", "Softsign", 9),
        ("Softshrink", "Softshrink", 10),
        ("SoftshrinkWide", "Softshrink(1.25)", 10),
        ("Hardshrink", "Hardshrink", 10),
        ("HardshrinkWide", "Hardshrink(1.25)", 10),
        ("Tanhshrink", "Tanhshrink", 9),
        ("Hardtanh", "Hardtanh", 10),
        ("HardtanhUneven", "Hardtanh(-0.25, 1.5)", 10),
        ("Hardsigmoid", "Hardsigmoid", 10),
        ("Hardswish", "Hardswish", 10),
        ("LogSigmoid", "LogSigmoid", 9),
        ("Threshold", "Threshold(0.5, -2)", 10),
        ("RReLUFixed", "RReLU(0.2, 0.2)", 9),
        ("PReLU", "PReLU", 9),
        ("PReLUInit", "PReLU(Init = 0.7)", 9),
        ("Softmin", "Softmin(1)", 9),
    ];

    public override string File => "activations";

    public override string Source { get; } = $"""
        {string.Join('\n', Elementwise.Select(row => Model(row.Row, $"N, {row.Width}", row.Layer)))}
        {Model("GLU", "N, 3, 4", "GLU")}
        {Model("GLUChannels", "N, 4, 3", "GLU(1)")}
        {Model("Softmax2d", "N, 3, 2, 2", "Softmax2d")}
        {Model("PReLUChannels", "N, 3, 2", "PReLU(3)")}
        """;

    private static string Model(string row, string shape, string layer) => $$"""
        [Model] public partial class {{row}} { [{{layer}}] readonly Layer layer; Value Forward([Shape("{{shape}}")] Value x) => layer(x); }
        """;
}
