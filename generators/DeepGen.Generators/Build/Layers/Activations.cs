using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>Layers that are one formula for each element.</summary>
internal static class Activations
{
    /// <summary>The constants at which a fixed point of mean 0 and variance 1 exists (Klambauer et al. 2017).</summary>
    private const double SeluAlpha = 1.6732632423543772848170429916717;
    private const double SeluScale = 1.0507009873554804934193349852946;

    public static LayerKind[] All { get; } =
    [
        new Activation("Identity", null, (x, _) => x),
        new Activation("ReLU", "Relu", (x, _) => ScalarFunctions.Relu.Of(x)),
        new Activation("LeakyReLU", "LeakyRelu", (x, call) => LeakyRelu(x, call.Real("NegativeSlope", 0.01))),
        new Activation("ELU", "Elu", (x, call) => Elu(x, call.Real("Alpha", 1))),
        new Activation("Sigmoid", "Sigmoid", (x, _) => ScalarFunctions.Sigmoid.Of(x), ValueRange.Probabilities),
        new Activation("Tanh", "Tanh", (x, _) => ScalarFunctions.Tanh.Of(x)),
        new Activation("SiLU", "Silu", (x, _) => x * ScalarFunctions.Sigmoid.Of(x)),
        new Activation("GELU", "Gelu", (x, call) => call.Member("Approximate") == "Tanh" ? GeluByTanh(x) : Gelu(x)),
        new Activation("ReLU6", "Relu6", (x, _) => Hardtanh(x, 0, 6)),
        new Activation("SELU", "Selu", (x, _) => SeluScale * Elu(x, SeluAlpha)),
        new Activation("CELU", "Celu", (x, call) => Celu(x, NonZero(call, "Alpha"))),
        new Activation("Mish", "Mish", (x, _) => x * ScalarFunctions.Tanh.Of(ScalarFunctions.Softplus.Of(x))),
        new Activation("Softplus", "Softplus", (x, call) => Softplus(x, NonZero(call, "Beta"), call.Real("Threshold", 20))),
        new Activation("Softsign", "Softsign", (x, _) => x / (1 + ScalarFunctions.Abs.Of(x))),
        new Activation("Softshrink", "Softshrink", (x, call) => Softshrink(x, Lambda(call))),
        new Activation("Hardshrink", "Hardshrink", (x, call) => Hardshrink(x, call.Real("Lambd", 0.5))),
        new Activation("Tanhshrink", "Tanhshrink", (x, _) => x - ScalarFunctions.Tanh.Of(x)),
        new Activation("Hardtanh", "Hardtanh", Hardtanh),
        new Activation("Hardsigmoid", "Hardsigmoid", (x, _) => Between(x, -3, 0, (x * (1.0 / 6)) + 0.5, 3, 1), ValueRange.Probabilities),
        new Activation("Hardswish", "Hardswish", (x, _) => Hardswish(x)),
        new Activation("LogSigmoid", "LogSigmoid", (x, _) => -ScalarFunctions.Softplus.Of(-x), ValueRange.LogProbabilities),
        new Activation("Threshold", "Threshold", Threshold),
    ];

    private static ScalarExpression LeakyRelu(ScalarExpression x, double slope)
        => ScalarFunctions.Select.Of(ScalarFunctions.Less.Of(0, x), x, slope * x);

    /// <summary>Asks for x &lt;= 0 rather than x > 0, as PyTorch does: the gradient at NaN is then 1.</summary>
    private static ScalarExpression Elu(ScalarExpression x, double alpha)
        => alpha == 1
            ? ScalarFunctions.Elu.Of(x)
            : ScalarFunctions.Select.Of(ScalarFunctions.LessOrEqual.Of(x, 0), alpha * ScalarFunctions.Expm1.Of(x), x);

    private static ScalarExpression Gelu(ScalarExpression x) => 0.5 * x * (1 + ScalarFunctions.Erf.Of(Math.Sqrt(0.5) * x));

    private static ScalarExpression GeluByTanh(ScalarExpression x)
        => 0.5 * x * (1 + ScalarFunctions.Tanh.Of(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * (x * x * x)))));

    /// <summary>alpha (exp(x / alpha) - 1) below zero, whose slope is 1 at zero for every alpha.</summary>
    private static ScalarExpression Celu(ScalarExpression x, double alpha)
        => alpha == 1
            ? Elu(x, 1)
            : ScalarFunctions.Select.Of(ScalarFunctions.LessOrEqual.Of(x, 0), alpha * ScalarFunctions.Expm1.Of((1 / alpha) * x), x);

    private static ScalarExpression Softplus(ScalarExpression x, double beta, double threshold)
        => ScalarFunctions.Select.Of(
            ScalarFunctions.Less.Of(threshold, beta * x), x, (1 / beta) * ScalarFunctions.Softplus.Of(beta * x));

    private static ScalarExpression Softshrink(ScalarExpression x, double lambda)
        => ScalarFunctions.Select.Of(
            ScalarFunctions.Less.Of(lambda, x), x - lambda,
            ScalarFunctions.Select.Of(ScalarFunctions.Less.Of(x, -lambda), x + lambda, 0));

    private static ScalarExpression Hardshrink(ScalarExpression x, double lambda)
        => ScalarFunctions.Select.Of(
            ScalarFunctions.LessOrEqual.Of(-lambda, x), ScalarFunctions.Select.Of(ScalarFunctions.LessOrEqual.Of(x, lambda), 0, x), x);

    private static ScalarExpression Hardtanh(ScalarExpression x, CallSite call)
    {
        double low = call.Real("MinVal", -1), high = call.Real("MaxVal", 1);
        return low < high ? Hardtanh(x, low, high) : throw call.Invalid("MinVal", "less than the maximum");
    }

    private static ScalarExpression Hardtanh(ScalarExpression x, double low, double high) => Between(x, low, low, x, high, high);

    /// <summary>The gradient is -1/2 at -3 and 1 at 3, as in PyTorch's vector code (its scalar code has 3/2 at 3).</summary>
    private static ScalarExpression Hardswish(ScalarExpression x)
        => ScalarFunctions.Select.Of(
            ScalarFunctions.Less.Of(x, -3), 0,
            ScalarFunctions.Select.Of(ScalarFunctions.LessOrEqual.Of(3, x), x, (1.0 / 6) * (x * (x + 3))));

    private static ScalarExpression Threshold(ScalarExpression x, CallSite call)
        => ScalarFunctions.Select.Of(ScalarFunctions.LessOrEqual.Of(x, call.Real("Threshold", 0)), call.Real("Value", 0), x);

    /// <summary>A formula between two bounds, constants from the bounds on: at a bound itself the gradient is 0, as in PyTorch.</summary>
    private static ScalarExpression Between(
        ScalarExpression x, double low, double below, ScalarExpression formula, double high, double above)
        => ScalarFunctions.Select.Of(
            ScalarFunctions.LessOrEqual.Of(x, low), below,
            ScalarFunctions.Select.Of(ScalarFunctions.LessOrEqual.Of(high, x), above, formula));

    private static double NonZero(CallSite call, string name)
        => call.Real(name, 1) is var value && value != 0 ? value : throw call.Invalid(name, "other than 0");

    private static double Lambda(CallSite call)
        => call.Real("Lambd", 0.5) is var value && value >= 0 ? value : throw call.Invalid("Lambd", "at least 0");

    private sealed class Activation(
        string kind, string? function, Func<ScalarExpression, CallSite, ScalarExpression> formula, ValueRange range = ValueRange.Unknown)
        : LayerKind
    {
        public override ValueRange Range => range;

        public override string Kind => kind;

        public override string? Function => function;

        public override Node Build(CallSite call, Node input)
        {
            var value = formula(new Argument(0), call);
            return value is Argument ? input : call.Graph.Pointwise(value, input.Shape, input);
        }
    }
}
