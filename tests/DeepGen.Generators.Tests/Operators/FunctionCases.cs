using DeepGen.Generators.Declaration;
using DeepGen.Generators.Tests.Build;

namespace DeepGen.Generators.Tests.Operators;

/// <summary>An entry for each function of values that is not a layer too.</summary>
internal static class FunctionCases
{
    public static IEnumerable<(string Name, GradientCase Case)> All
        => [.. Elementwise(), .. Pairs(), .. Reductions(), .. Products()];

    private static IEnumerable<(string Name, GradientCase Case)> Elementwise()
    {
        foreach (string name in new[] { "Square", "Sin", "Cos", "Exp2", "Expm1", "Sinh", "Cosh", "Asinh", "Atan", "Erf" })
        {
            yield return (name, Unary(name));
        }

        foreach (string name in new[] { "Tan", "Asin", "Acos", "Atanh" }) yield return (name, Unary(name, -0.9, 0.9));
        foreach (string name in new[] { "Rsqrt", "Reciprocal", "Log2", "Log10", "Log1p" }) yield return (name, Unary(name, 0.2, 2));
        foreach (string name in new[]
        {
            "Sign", "Floor", "Ceil", "Round", "Trunc", "Frac", "IsNaN", "IsInf", "IsFinite", "LogicalNot",
        })
        {
            // Between the steps, where the slope is that of a constant, or of the number itself.
            yield return (name, Unary(name, 0.1, 0.4));
        }

        yield return ("Acosh", Unary("Acosh", 1.1, 3));
        yield return ("ToFloat", new(random => Declare.Function("ToFloat", ["int self: N, 3"])));
    }

    private static IEnumerable<(string Name, GradientCase Case)> Pairs()
    {
        foreach (string name in new[]
        {
            "Maximum", "Minimum", "LogAddExp", "LessThan", "LessThanOrEqual", "GreaterThan", "GreaterThanOrEqual", "Equal", "NotEqual",
            "LogicalAnd", "LogicalOr", "LogicalXor",
        })
        {
            yield return (name, new(random => Declare.Function(name, GradientCases.Broadcast(random))));
        }

        yield return ("Atan2", new(random => Declare.Function("Atan2", GradientCases.Broadcast(random)), 0.3, 2));

        // Quotients of a and b in (1, 1.9): the steps of both remainders stay away.
        foreach (string name in new[] { "Remainder", "Fmod" })
        {
            yield return (name, new(random => Declare.Function(name, ["N, 3"], ("other", 0.7)), 0.8, 1.3));
        }

        yield return ("Pow of values", new(random => Declare.Function("Pow", ["N, 3", "exponent: 3"]), 0.3, 2));
        yield return ("Where", new(
            random => Declare.Function("Where", ["condition: N, 1", "whenTrue: 3", "whenFalse: N, 3"], []), -1, 1));
        yield return ("MaskedFill", new(random => Declare.Function("MaskedFill", ["N, 3", "mask: 3"], ("number", 2.5))));
        yield return ("Lerp", new(random => Declare.Function("Lerp", ["N, 3", "end: 3", "weight: N, 1"])));
    }

    private static IEnumerable<(string Name, GradientCase Case)> Reductions()
    {
        foreach (string name in new[] { "Prod", "Var", "Std", "Max", "Min", "LogSumExp", "Any", "All" })
        {
            yield return (name, Reduction(name));
        }

        foreach (double p in new[] { 1, 2, 2.5, 0, double.PositiveInfinity, double.NegativeInfinity })
        {
            yield return (p == 2 ? "Norm" : $"Norm of {p}", Reduction("Norm", ("p", p)));
        }

        yield return ("Max over one dim", new(random => Declare.Function("Max", ["N, 3, 4"], ("dim", random.Next(3)))));
        foreach (string name in new[] { "ArgMax", "ArgMin", "MaxWithIndices", "MinWithIndices" })
        {
            yield return (name, new(random => Declare.Function(name, ["N, 3, 4"], ("dim", random.Next(3)))));
        }
    }

    private static GradientCase Reduction(string name, params (string, object)[] settings) => new(random => Declare.Function(
        name, [GradientCases.Image(random)],
        [("dims", new[] { 0, random.Next(1, 3), -1 }), ("keepDim", random.Next(2) == 0), .. settings]));

    private static IEnumerable<(string Name, GradientCase Case)> Products()
    {
        yield return ("Matmul of batches", new(random => Declare.Function("Matmul", GradientCases.Pick(random, new[]
        {
            new[] { "N, 2, 3", "N, 3, 4" }, ["N, 1, 2, 3", "5, 3, 1"], ["3", "N, 3, 2"], ["N, 2, 3", "3"], ["N", "N"], ["3", "3, N"],
        }))));
        yield return ("Bmm", new(random => Declare.Function("Bmm", ["N, 2, 3", "N, 3, 4"])));
        yield return ("Dot", new(random => Declare.Function("Dot", ["N", "N"])));
        yield return ("Outer", new(random => Declare.Function("Outer", ["N", "3"])));
        yield return ("Einsum", new(random =>
        {
            var (equation, shapes) = GradientCases.Pick(random, new (string, string[])[]
            {
                ("nij,njk->nik", ["N, 2, 3", "N, 3, 4"]), ("ni,oij,nj->no", ["N, 2", "4, 2, 3", "N, 3"]), ("ni,ni->n", ["N, 3", "N, 3"]),
                ("ab,bc,ca", ["N, 2", "2, 3", "3, N"]), ("nij->j", ["N, 2, 3"]),
            });
            return Declare.Function("Einsum", shapes, ("equation", ConstantValue.OfText(equation)));
        }));
    }

    private static GradientCase Unary(string name, double low = -1.5, double high = 1.5)
        => new(random => Declare.Function(name, [GradientCases.Rows(random)]), low, high);
}
