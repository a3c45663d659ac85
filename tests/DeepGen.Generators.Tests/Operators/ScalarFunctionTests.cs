using System.Reflection;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Tests.Operators;

/// <summary>The table of scalar functions: each derivative, also far out, and the identities that formulas are simplified by.</summary>
public sealed class ScalarFunctionTests
{
    private const double Step = 1e-6;

    // The difference quotient loses eps / Step = 2e-10 of a value of a few units.
    private const double Tolerance = 1e-8;

    // What overflows in float32 at 100 does so in float64 at 1000.
    private static readonly double[] Far = [-1000, -100, 100, 1000];

    private static readonly Dictionary<string, (double Low, double High)> Domains = new()
    {
        ["log"] = (0.1, 1e4),
        ["log1p"] = (-0.9, 1e4),
        ["sqrt"] = (0.1, 1e4),
        ["boundedLog"] = (0.1, 1e4),
        ["power"] = (0.1, 30),
        ["exp"] = (-1e4, 700),
        ["expm1"] = (-1e4, 700),
        ["divide"] = (0.1, 1e4),
        ["tan"] = (-1.2, 1.2),
        ["asin"] = (-0.95, 0.95),
        ["acos"] = (-0.95, 0.95),
        ["atanh"] = (-0.95, 0.95),
        ["acosh"] = (1.1, 1e4),
        ["atan2"] = (0.1, 1e4),
        ["sinh"] = (-700, 700),
        ["cosh"] = (-700, 700),
        ["exp2"] = (-1e4, 1000),
    };

    public static TheoryData<string> Names => [.. Table().Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_derivative_is_the_slope(string name)
    {
        var function = Table().Single(function => function.Name == name);
        var random = new Random(1);
        for (int trial = 0; trial < 40; trial++)
        {
            double low = Math.Max(-3, Low(name)), high = Math.Min(low + 3, High(name));
            double[] at = [.. Enumerable.Range(0, Arity(function)).Select(_ => low + (random.NextDouble() * (high - low)))];
            if (name == "select") at[0] = trial % 2;
            for (int operand = name == "select" ? 1 : 0; operand < at.Length; operand++)
            {
                double slope = Derivative(function, operand, at);
                double difference = (ValueAt(function, at, operand, Step) - ValueAt(function, at, operand, -Step)) / (2 * Step);
                double scale = Math.Max(1, Math.Abs(difference));
                Math.Abs(slope - difference).ShouldBeLessThan(Tolerance * scale, $"{name}({string.Join(", ", at)})");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Value_and_derivative_are_finite_far_out(string name)
    {
        var function = Table().Single(function => function.Name == name);
        if (Arity(function) > 1) return;
        foreach (double x in Far.Where(x => x >= Low(name) && x <= High(name)))
        {
            double.IsFinite(function.Evaluate([x])).ShouldBeTrue($"{name}({x})");
            double.IsFinite(Derivative(function, 0, [x])).ShouldBeTrue($"the derivative of {name} at {x}");
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    public void A_selections_derivative_is_one_selection(double condition)
    {
        // What is not selected overflows, and must not get into the derivative.
        var x = new Argument(0);
        var formula = ScalarFunctions.Select.Of(ScalarFunctions.Less.Of(0, new Argument(1)), x, 2 * ScalarFunctions.Exp.Of(x));
        var derivative = ScalarDerivative.Of(formula, 0).ShouldBeOfType<ScalarCall>();

        derivative.Function.Name.ShouldBe("select");
        derivative.Operands.Skip(1).ShouldAllBe(operand => !(operand is ScalarCall && ((ScalarCall)operand).Function.Name == "select"));
        double value = derivative.Evaluate(index => index == 0 ? 3 : condition, [], dim => dim.Value);
        value.ShouldBe(condition > 0 ? 1 : 2 * Math.Exp(3));
    }

    [Fact]
    public void Equal_terms_are_one_term() => (new Argument(0) + new Argument(0)).ShouldBe(2 * new Argument(0));

    [Theory]
    [InlineData(-5.0, -0.9999999999984626)]
    [InlineData(-2.5, -0.999593047982555)]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(2.4999, 0.9995928300996666)]
    [InlineData(2.5001, 0.9995932657565293)]
    [InlineData(30.0, 1.0)]
    public void The_error_function_is_exact_to_the_last_places(double x, double expected)
        => PreciseMath.Erf(x).ShouldBe(expected, 5e-16); // four units in the last place below 1

    private static IEnumerable<ScalarFunction> Table()
        => typeof(ScalarFunctions).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => property.GetValue(null)).OfType<ScalarFunction>().Where(function => function.Partials is not null);

    private static double Low(string name) => Domains.TryGetValue(name, out var domain) ? domain.Low : double.NegativeInfinity;

    private static double High(string name) => Domains.TryGetValue(name, out var domain) ? domain.High : double.PositiveInfinity;

    private static int Arity(ScalarFunction function) => Enumerable.Range(0, 4).Last(index => function.CSharp.Contains($"{{{index}}}")) + 1;

    private static double ValueAt(ScalarFunction function, double[] at, int operand, double step)
    {
        var moved = (double[])at.Clone();
        moved[operand] += step;
        return function.Evaluate(moved);
    }

    private static double Derivative(ScalarFunction function, int operand, double[] at)
    {
        var formula = function.Of([.. at.Select((_, index) => new Argument(index))]);
        return ScalarDerivative.Of(formula, operand)
            .Evaluate(index => index == Argument.Result ? function.Evaluate(at) : at[index], [], dim => dim.Value);
    }
}
