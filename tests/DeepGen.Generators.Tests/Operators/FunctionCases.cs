using DeepGen.Generators.Declaration;
using DeepGen.Generators.Tests.Build;

namespace DeepGen.Generators.Tests.Operators;

/// <summary>An entry for each function of values that is not a layer too.</summary>
internal static class FunctionCases
{
    public static IEnumerable<(string Name, GradientCase Case)> All
        => [.. Elementwise(), .. Pairs(), .. Reductions(), .. Products(), .. Views(), .. Indexing()];

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

    private static IEnumerable<(string Name, GradientCase Case)> Views()
    {
        yield return ("View", new(_ => Declare.Function("View", ["N, 2, 6"], ("dims", new[] { -1, 3, 4 }))));
        yield return ("Reshape by text", new(
            _ => Declare.Function("Reshape", ["N, 2, 6"], ("shape", ConstantValue.OfText("N*3, 2, -1")))));
        yield return ("Permute", Of("Permute", "N, 2, 3", ("dims", new[] { 2, 0, 1 })));
        yield return ("Transpose of two dims", Of("Transpose", "N, 2, 3", ("dim0", 0), ("dim1", -1)));
        yield return ("Squeeze", Of("Squeeze", "N, 1, 3"));
        yield return ("Unsqueeze", Of("Unsqueeze", "N, 3", ("dim", -1)));
        yield return ("Expand", Of("Expand", "N, 1, 3", ("dims", new[] { 2, -1, 4, 3 })));
        yield return ("Repeat", Of("Repeat", "N, 3", ("repeats", new[] { 2, 1, 3 })));
        yield return ("Tile", Of("Tile", "N, 3", ("repeats", new[] { 2 })));
        yield return ("RepeatInterleave", Of("RepeatInterleave", "N, 3", ("repeats", 2), ("dim", 1)));
        yield return ("Stack", new(_ => Declare.Function("Stack", ["N, 3", "N, 3"], ("dim", 1))));
        yield return ("Split", Of("Split", "N, 5", ("size", 2), ("dim", 1)));
        yield return ("Chunk", Of("Chunk", "N, 5", ("chunks", 2), ("dim", 1)));
        yield return ("Unbind", Of("Unbind", "N, 5", ("dim", 1)));
        yield return ("Slice", new(random => Declare.Function(
            "Slice", ["N, 7"], ("dim", 1), ("start", random.Next(3)), ("end", -random.Next(1, 3)), ("step", random.Next(1, 4)))));
        yield return ("Slice from a named place", new(_ => Declare.Function(
            "Slice", ["N, 3"], ("dim", 0), ("start", ConstantValue.OfText("N/2")), ("end", ConstantValue.OfText("N")))));
        yield return ("Map", Of("Map", "N, 5", ("function", ConstantValue.OfFormula(Bent()))));
        yield return ("Narrow", Of("Narrow", "N, 5", ("dim", 1), ("start", 1), ("length", 3)));
        yield return ("Select", Of("Select", "N, 5", ("dim", 0), ("index", -1)));
        yield return ("Index", Of("Index", "N, 3, 5", ("at", ConstantValue.OfText("^1, .., 1..^1"))));
        yield return ("Flip", Of("Flip", "N, 3, 5", ("dims", new[] { 0, 2 })));
        yield return ("Roll", new(random => Declare.Function("Roll", ["N, 5"], ("shift", random.Next(-7, 8)), ("dim", 1))));
        yield return ("Diagonal", new(random => Declare.Function(
            "Diagonal", ["N, 3, 4"], ("offset", random.Next(-2, 3)), ("dim1", 1), ("dim2", 2))));
        yield return ("Tril", new(random => Declare.Function("Tril", ["N, 3, 4"], ("diagonal", random.Next(-2, 3)))));
        yield return ("Triu", new(random => Declare.Function("Triu", ["N, 3, 4"], ("diagonal", random.Next(-2, 3)))));
    }

    private static IEnumerable<(string Name, GradientCase Case)> Indexing()
    {
        yield return ("Gather", new(random => Declare.Function(
            "Gather",
            GradientCases.Pick(random, new[] { new[] { "N, 4", "int index: N, 5" }, ["N, 4, 3", "int index: N, 7, 2"] }), ("dim", 1))));
        yield return ("IndexSelect", new(random => Declare.Function(
            "IndexSelect", ["3, 3, 4", "int index: N"], ("dim", random.Next(3)))));
        yield return ("Lookup", new(_ => Declare.Function("Lookup", ["4, 3", "int indices: N, 2"])));
        yield return ("ScatterAdd", new(_ => Declare.Function("ScatterAdd", ["N, 3", "int index: N, 5", "source: N, 5"], ("dim", 1))));
        yield return ("OneHot", new(_ => Declare.Function("OneHot", ["int self: N, 2"], ("classes", 4))));
        foreach (string name in new[] { "Sort", "ArgSort" })
        {
            yield return (name, new(random => Declare.Function(
                name, ["N, 3, 4"], ("dim", random.Next(3)), ("descending", random.Next(2) == 0))));
        }

        yield return ("TopK", new(random => Declare.Function(
            "TopK", ["N, 5, 4"], ("k", random.Next(1, 4)), ("dim", random.Next(1, 3)), ("largest", random.Next(2) == 0))));
        yield return ("KthValue", new(random => Declare.Function("KthValue", ["N, 5, 4"], ("k", random.Next(1, 4)), ("dim", 1))));
        yield return ("CumSum", new(random => Declare.Function("CumSum", ["N, 3, 4"], ("dim", random.Next(3)))));
        yield return ("CumProd", new(random => Declare.Function("CumProd", ["N, 3, 4"], ("dim", random.Next(3)))));
    }

    /// <summary>x tanh(exp(x)), as a function of the user's own.</summary>
    private static FormulaDeclaration Bent()
    {
        var x = new ReferenceExpression("x", 0);
        FunctionCall Call(string name, params Expression[] operands) =>
            new(name, operands.Select(operand => new NamedArgument("x", operand)).ToEquatableArray(), 0);
        return new("Bent", ["x"], [], Call("Multiply", x, Call("Tanh", Call("Exp", x))));
    }

    private static GradientCase Of(string name, string shape, params (string, object)[] settings)
        => new(_ => Declare.Function(name, [shape], settings));

    private static GradientCase Unary(string name, double low = -1.5, double high = 1.5)
        => new(random => Declare.Function(name, [GradientCases.Rows(random)]), low, high);
}
