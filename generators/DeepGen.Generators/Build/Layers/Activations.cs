using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>Layers that are one formula for each element.</summary>
internal static class Activations
{
    public static LayerKind[] All { get; } =
    [
        new Activation("Identity", null, (x, _) => x),
        new Activation("ReLU", "Relu", (x, _) => ScalarFunctions.Relu.Of(x)),
        new Activation("LeakyReLU", "LeakyRelu", (x, call) => LeakyRelu(x, call.Real("NegativeSlope", 0.01))),
        new Activation("ELU", "Elu", (x, call) => Elu(x, call.Real("Alpha", 1))),
        new Activation("Sigmoid", "Sigmoid", (x, _) => ScalarFunctions.Sigmoid.Of(x)),
        new Activation("Tanh", "Tanh", (x, _) => ScalarFunctions.Tanh.Of(x)),
        new Activation("SiLU", "Silu", (x, _) => x * ScalarFunctions.Sigmoid.Of(x)),
        new Activation("GELU", "Gelu", (x, call) => call.Member("Approximate") == "Tanh" ? GeluByTanh(x) : Gelu(x)),
    ];

    private static ScalarExpression LeakyRelu(ScalarExpression x, double slope)
        => ScalarFunctions.Select.Of(ScalarFunctions.Less.Of(0, x), x, slope * x);

    /// <summary>Asks for x &lt;= 0 rather than x > 0, as PyTorch does: the gradient at NaN is then 1.</summary>
    private static ScalarExpression Elu(ScalarExpression x, double alpha)
        => ScalarFunctions.Select.Of(ScalarFunctions.LessOrEqual.Of(x, 0), alpha * ScalarFunctions.Expm1.Of(x), x);

    private static ScalarExpression Gelu(ScalarExpression x) => 0.5 * x * (1 + ScalarFunctions.Erf.Of(Math.Sqrt(0.5) * x));

    private static ScalarExpression GeluByTanh(ScalarExpression x)
        => 0.5 * x * (1 + ScalarFunctions.Tanh.Of(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * (x * x * x)))));

    private sealed class Activation(string kind, string? function, Func<ScalarExpression, CallSite, ScalarExpression> formula) : LayerKind
    {
        public override string Kind => kind;

        public override string? Function => function;

        public override Node Build(CallSite call, Node input)
        {
            var value = formula(new Argument(0), call);
            return value is Argument ? input : call.Graph.Pointwise(value, input.Shape, input);
        }
    }
}
