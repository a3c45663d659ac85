using DeepGen.Generators.Build;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Operators;

/// <summary>Methods with [Pointwise] as formulas, and the forms that these are rewritten to.</summary>
public sealed class PointwiseTests
{
    /// <summary>
    /// The usual activations as they are written first, and what they are. In float64 an exponential overflows from 710 on, where one in
    /// float32 does from 89 on: what holds here at 1000 holds there at 100.
    /// </summary>
    public static TheoryData<string, string> Naive => new()
    {
        { "1 / (1 + MathF.Exp(-x))", "sigmoid" },
        { "MathF.Exp(x) / (1 + MathF.Exp(x))", "sigmoid" },
        { "MathF.Exp(x) / (MathF.Exp(x) + 1)", "sigmoid" },
        { "1 - 1 / (MathF.Exp(x) + 1)", "sigmoid" },
        { "MathF.Pow(1 + MathF.Exp(-x), -1)", "sigmoid" },
        { "MathF.Log(1 + MathF.Exp(x))", "softplus" },
        { "MathF.Log(MathF.Exp(x) + 1)", "softplus" },
        { "float.LogP1(MathF.Exp(x))", "softplus" },
        { "-MathF.Log(1 / (1 + MathF.Exp(x)))", "softplus" },
        { "MathF.Log(1 / (1 + MathF.Exp(-x)))", "logsigmoid" },
        { "-MathF.Log(1 + MathF.Exp(-x))", "logsigmoid" },
        { "(MathF.Exp(x) - MathF.Exp(-x)) / (MathF.Exp(x) + MathF.Exp(-x))", "tanh" },
        { "(MathF.Exp(2 * x) - 1) / (MathF.Exp(2 * x) + 1)", "tanh" },
        { "(1 - MathF.Exp(-2 * x)) / (1 + MathF.Exp(-2 * x))", "tanh" },
        { "2 / (1 + MathF.Exp(-2 * x)) - 1", "tanh" },
        { "MathF.Sinh(x) / MathF.Cosh(x)", "tanh" },
        { "x / (1 + MathF.Exp(-x))", "silu" },
        { "x * (1 / (1 + MathF.Exp(-x)))", "silu" },
        { "x * MathF.Exp(x) / (1 + MathF.Exp(x))", "silu" },
        { "x * MathF.Tanh(MathF.Log(1 + MathF.Exp(x)))", "mish" },
        { "x * ((1 + MathF.Exp(x)) * (1 + MathF.Exp(x)) - 1) / ((1 + MathF.Exp(x)) * (1 + MathF.Exp(x)) + 1)", "mish" },
        { "x * (MathF.Pow(1 + MathF.Exp(x), 2) - 1) / (MathF.Pow(1 + MathF.Exp(x), 2) + 1)", "mish" },
        { "x * (MathF.Exp(2 * x) + 2 * MathF.Exp(x)) / (MathF.Exp(2 * x) + 2 * MathF.Exp(x) + 2)", "mish" },
        { "x > 0 ? x : MathF.Exp(x) - 1", "elu" },
        { "MathF.Log(MathF.Cosh(x))", "logcosh" },
        { "2 / (MathF.Exp(x) + MathF.Exp(-x))", "sech" },
        { "1 / MathF.Cosh(x)", "sech" },
        { "MathF.Exp(-x) / ((1 + MathF.Exp(-x)) * (1 + MathF.Exp(-x)))", "logistic" },
        { "MathF.Exp(-x) / MathF.Pow(1 + MathF.Exp(-x), 2)", "logistic" },
        { "x / (1 + MathF.Abs(x))", "softsign" },
        { "MathF.Exp(-x * x)", "gaussian" },
        { "0.5f * x * (1 + MathF.Tanh(0.75f * (x + 0.0625f * x * x * x)))", "gelu" },
        { "x * (1 - 1 / (1 + MathF.Exp(1.5f * (x + 0.0625f * x * x * x))))", "gelu" },
        { "MathF.Min(MathF.Max(x + 3, 0), 6) * x / 6", "hardswish" },
    };

    [Theory]
    [MemberData(nameof(Naive))]
    public void A_naive_formula_is_what_it_stands_for_wherever_it_is(string text, string meaning)
    {
        var formula = Formula($"static float F(float x) => {text};");
        var derivative = ScalarDerivative.Of(formula, 0);
        foreach (double x in (double[])[-1000, -100, -89, -20, -2.5, -0.7, -1e-3, 1e-3, 0.4, 2, 19, 89, 100, 1000])
        {
            double value = At(formula, x), slope = At(derivative, x, value);

            // A few roundings of numbers that may be as large as x, and of exponentials of their differences.
            double scale = 1e-12 * Math.Max(1, Math.Abs(x));
            value.ShouldBe(Safe(meaning, x), scale, $"{text} at {x}");
            slope.ShouldBe(Slope(meaning, x), scale, $"the derivative of {text} at {x}");
        }
    }

    [Theory]
    [InlineData("static float F(float x) { float a = x * 2; if (a > 3) return a; a += 1; return -a; }", 1.0, -3.0)]
    [InlineData("static float F(float x) { float a = x * 2; if (a > 3) return a; a += 1; return -a; }", 2.0, 4.0)]
    [InlineData("static float F(float x) { var y = 0f; if (x > 0) y = x; else { y = -x; y *= 2; } return y + 1; }", -3.0, 7.0)]
    [InlineData("static float F(float x) => x > 0 && x < 1 || x == 5 ? 1 : 0;", 5.0, 1.0)]
    [InlineData("static float F(float x) => x > 0 && x < 1 || x == 5 ? 1 : 0;", 1.0, 0.0)]
    [InlineData("static float F(float x) { bool inside = !(x < -1) && x <= 1; return inside ? x : x != 2 ? 7 : 9; }", 2.0, 9.0)]
    [InlineData("static float F(float x) { bool inside = !(x < -1) && x <= 1; return inside ? x : x != 2 ? 7 : 9; }", -1.0, -1.0)]
    [InlineData("static float F(float x) => Math.Clamp(x, -1, 2) + MathF.Truncate(x) + MathF.Ceiling(x);", -2.5, -5.0)]
    [InlineData("static float F(float x) => Scale / 2 * G(G(x)); [Pointwise] static float G(float y) => y * y; const float Scale = 4;",
        3.0, 162.0)]
    [InlineData("static float F(float x) => MathF.FusedMultiplyAdd(x, 2, MathF.PI) - MathF.PI;", 3.0, 6.0)]
    [InlineData("static float F(float x) => MathF.Log2(8 * x) + MathF.Log10(100 * x) + MathF.Log(9 * x, 3);", 1.0, 7.0)]
    public void The_language_means_what_it_means_in_Csharp(string method, double x, double expected)
        => At(Formula(method), x).ShouldBe(expected, 1e-6); // constants are floats

    [Fact]
    public void NaN_passes_as_in_Csharp()
    {
        At(Formula("static float F(float x) => x > 0 ? 1 : 2;"), double.NaN).ShouldBe(2);
        At(Formula("static float F(float x) => x <= 0 ? 1 : 2;"), double.NaN).ShouldBe(2);
        At(Formula("static float F(float x) => 1 / (1 + MathF.Exp(-x));"), double.NaN).ShouldBe(double.NaN);
    }

    [Fact]
    public void Every_function_of_the_language_is_built() => FormulaBuilder.Known.Except(["Negate"])
        .ShouldBe(FormulaFunctions.Methods.Concat(FormulaFunctions.Arithmetic), ignoreOrder: true);

    [Fact]
    public void A_mapped_method_is_one_fused_operation_with_its_name()
    {
        var model = new Compiled.CompiledGraph(Reading.Of("""
            [Model] public partial class M
            {
                [Linear(4)] readonly Layer a;
                Value Forward([Shape("N, 3")] Value x) => (a(x) * 2).Map(Activations.Mish);
            }
            static class Activations
            {
                [Pointwise] public static float Mish(float x) => x * MathF.Tanh(MathF.Log(1 + MathF.Exp(x)));
            }
            """)).Evaluation;
        Fusion.PlanText.Of(ModelCompiler.Lower(model, default))
            .ShouldBe(["AMish: contract + (add multiply softplus tanh) (1 of 2 stored)"]);
    }

    private static ScalarExpression Formula(string method)
    {
        var declaration = Reading.Of(
            $"[Model] partial class M {{ [Pointwise] {method} Value Forward([Shape(\"N, 3\")] Value x) => x.Map(F); }}");
        var output = ModelBuilder.Build(declaration, BuildMode.Evaluate).Graph.ShouldNotBeNull().Outputs[0].Node;
        return ((PointwiseOperator)output.Operator).Formula;
    }

    private static double At(ScalarExpression formula, double x, double result = 0)
        => formula.Evaluate(index => index == Argument.Result ? result : x, [], dim => dim.Value);

    private static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    private static double Softplus(double x) => Math.Max(x, 0) + PreciseMath.Log1p(Math.Exp(-Math.Abs(x)));

    private static double Inner(double x) => 1.5 * (x + (0.0625 * x * x * x));

    private static double Sech(double x) => 2 * Math.Exp(-Math.Abs(x)) / (1 + Math.Exp(-2 * Math.Abs(x)));

    private static double Safe(string meaning, double x) => meaning switch
    {
        "sigmoid" => Sigmoid(x),
        "softplus" => Softplus(x),
        "logsigmoid" => -Softplus(-x),
        "tanh" => Math.Tanh(x),
        "silu" => x * Sigmoid(x),
        "mish" => x * Math.Tanh(Softplus(x)),
        "elu" => x > 0 ? x : PreciseMath.Expm1(x),
        "logcosh" => Math.Abs(x) + PreciseMath.Log1p(Math.Exp(-2 * Math.Abs(x))) - Math.Log(2),
        "sech" => Sech(x),
        "logistic" => Sigmoid(x) * Sigmoid(-x),
        "softsign" => x / (1 + Math.Abs(x)),
        "gaussian" => Math.Exp(-x * x),
        "gelu" => x * Sigmoid(Inner(x)),
        _ => Math.Min(Math.Max(x + 3, 0), 6) * x / 6,
    };

    private static double Slope(string meaning, double x) => meaning switch
    {
        "sigmoid" => Sigmoid(x) * Sigmoid(-x),
        "softplus" => Sigmoid(x),
        "logsigmoid" => Sigmoid(-x),
        "tanh" => Sech(x) * Sech(x),
        "silu" => Sigmoid(x) + (x * Sigmoid(x) * Sigmoid(-x)),
        "mish" => Math.Tanh(Softplus(x)) + (x * Sech(Softplus(x)) * Sech(Softplus(x)) * Sigmoid(x)),
        "elu" => x > 0 ? 1 : Math.Exp(x),
        "logcosh" => Math.Tanh(x),
        "sech" => -Sech(x) * Math.Tanh(x),
        "logistic" => Sigmoid(x) * Sigmoid(-x) * (Sigmoid(-x) - Sigmoid(x)),
        "softsign" => 1 / Math.Pow(1 + Math.Abs(x), 2),
        "gaussian" => -2 * x * Math.Exp(-x * x),
        "gelu" => Sigmoid(Inner(x)) + (x * Sigmoid(Inner(x)) * Sigmoid(-Inner(x)) * 1.5 * (1 + (0.1875 * x * x))),
        _ => x < -3 ? 0 : x > 3 ? 1 : ((2 * x) + 3) / 6,
    };
}
