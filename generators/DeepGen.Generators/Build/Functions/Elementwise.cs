using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Functions;

/// <summary>Functions of values that are one formula for each element.</summary>
internal static class Elementwise
{
    private const double Ln2 = 0.69314718055994531;
    private const double Ln10 = 2.3025850929940457;

    public static ValueFunction[] All { get; } =
    [
        new Binary("Add", (x, y) => x + y),
        new Binary("Subtract", (x, y) => x - y),
        new Binary("Multiply", (x, y) => x * y),
        new Binary("Divide", (x, y) => x / y),
        new Pointwise("Pow", ["self", "exponent"], x => ScalarFunctions.Power.Of(x[0], x[1])),
        new Binary("Maximum", (x, y) => ScalarFunctions.Maximum.Of(x, y)),
        new Binary("Minimum", (x, y) => ScalarFunctions.Minimum.Of(x, y)),
        new Binary("Remainder", (x, y) => x - (y * ScalarFunctions.Floor.Of(x / y))),
        new Binary("Fmod", (x, y) => x - (y * ScalarFunctions.Trunc(x / y))),
        new Binary("LogAddExp", (x, y) => ScalarFunctions.LogAddExp.Of(x, y)),
        new Binary("Atan2", (x, y) => ScalarFunctions.Atan2.Of(x, y)),
        new Comparison("LessThan", (x, y) => Truth(ScalarFunctions.Less.Of(x, y))),
        new Comparison("LessThanOrEqual", (x, y) => Truth(ScalarFunctions.LessOrEqual.Of(x, y))),
        new Comparison("GreaterThan", (x, y) => Truth(ScalarFunctions.Less.Of(y, x))),
        new Comparison("GreaterThanOrEqual", (x, y) => Truth(ScalarFunctions.LessOrEqual.Of(y, x))),
        new Comparison("Equal", (x, y) => Truth(ScalarFunctions.Equal.Of(x, y))),
        new Comparison("NotEqual", (x, y) => Not(ScalarFunctions.Equal.Of(x, y))),
        new Comparison("LogicalAnd", (x, y) => ScalarFunctions.Select.Of(IsZero(x), 0, Not(IsZero(y)))),
        new Comparison("LogicalOr", (x, y) => ScalarFunctions.Select.Of(IsZero(x), Not(IsZero(y)), 1)),
        new Comparison("LogicalXor", (x, y) => ScalarFunctions.Select.Of(IsZero(x), Not(IsZero(y)), Truth(IsZero(y)))),
        new Unary("LogicalNot", (x, _) => Truth(IsZero(x))),
        new Unary("IsNaN", (x, _) => Not(ScalarFunctions.Equal.Of(x, x))),
        new Unary("IsInf", (x, _) => Truth(ScalarFunctions.Equal.Of(ScalarFunctions.Abs.Of(x), double.PositiveInfinity))),
        new Unary("IsFinite", (x, _) => Truth(ScalarFunctions.Less.Of(ScalarFunctions.Abs.Of(x), double.PositiveInfinity))),
        new Unary("Negate", (x, _) => -x),
        new Unary("Abs", (x, _) => ScalarFunctions.Abs.Of(x)),
        new Unary("Sign", (x, _) => ScalarFunctions.Select.Of(ScalarFunctions.Less.Of(x, 0), -1, Truth(ScalarFunctions.Less.Of(0, x)))),
        new Unary("Square", (x, _) => x * x),
        new Unary("Sqrt", (x, _) => ScalarFunctions.Sqrt.Of(x)),
        new Unary("Rsqrt", (x, _) => ScalarFunctions.Reciprocal(ScalarFunctions.Sqrt.Of(x))),
        new Unary("Reciprocal", (x, _) => ScalarFunctions.Reciprocal(x)),
        new Unary("Exp", (x, _) => ScalarFunctions.Exp.Of(x)),
        new Unary("Exp2", (x, _) => ScalarFunctions.Exp2.Of(x)),
        new Unary("Expm1", (x, _) => ScalarFunctions.Expm1.Of(x)),
        new Unary("Log", (x, _) => ScalarFunctions.Log.Of(x)),
        new Unary("Log2", (x, _) => (1 / Ln2) * ScalarFunctions.Log.Of(x)),
        new Unary("Log10", (x, _) => (1 / Ln10) * ScalarFunctions.Log.Of(x)),
        new Unary("Log1p", (x, _) => ScalarFunctions.Log1p.Of(x)),
        new Unary("Sin", (x, _) => ScalarFunctions.Sin.Of(x)),
        new Unary("Cos", (x, _) => ScalarFunctions.Cos.Of(x)),
        new Unary("Tan", (x, _) => ScalarFunctions.Tan.Of(x)),
        new Unary("Asin", (x, _) => ScalarFunctions.Asin.Of(x)),
        new Unary("Acos", (x, _) => ScalarFunctions.Acos.Of(x)),
        new Unary("Atan", (x, _) => ScalarFunctions.Atan.Of(x)),
        new Unary("Sinh", (x, _) => ScalarFunctions.Sinh.Of(x)),
        new Unary("Cosh", (x, _) => ScalarFunctions.Cosh.Of(x)),
        new Unary("Asinh", (x, _) => ScalarFunctions.Asinh.Of(x)),
        new Unary("Acosh", (x, _) => ScalarFunctions.Acosh.Of(x)),
        new Unary("Atanh", (x, _) => ScalarFunctions.Atanh.Of(x)),
        new Unary("Erf", (x, _) => ScalarFunctions.Erf.Of(x)),
        new Unary("Floor", (x, _) => ScalarFunctions.Floor.Of(x)),
        new Unary("Ceil", (x, _) => -ScalarFunctions.Floor.Of(-x)),
        new Unary("Round", (x, _) => ScalarFunctions.Round.Of(x)),
        new Unary("Trunc", (x, _) => ScalarFunctions.Trunc(x)),
        new Unary("Frac", (x, _) => x - ScalarFunctions.Trunc(x)),
        new Unary("Clamp", Clamp),
        new Pointwise("Where", ["condition", "whenTrue", "whenFalse"], x => ScalarFunctions.Select.Of(IsZero(x[0]), x[2], x[1])),
        new Pointwise("MaskedFill", ["self", "mask", "number"], x => ScalarFunctions.Select.Of(IsZero(x[1]), x[0], x[2])),
        new Pointwise("Lerp", ["self", "end", "weight"], x => x[0] + (x[2] * (x[1] - x[0]))),
    ];

    /// <summary>1 where a truth value holds, else 0.</summary>
    private static ScalarExpression Truth(ScalarExpression predicate) => ScalarFunctions.Select.Of(predicate, 1, 0);

    private static ScalarExpression Not(ScalarExpression predicate) => ScalarFunctions.Select.Of(predicate, 0, 1);

    private static ScalarExpression IsZero(ScalarExpression x) => ScalarFunctions.Equal.Of(x, 0);

    /// <summary>Written with selections rather than a minimum of a maximum: the gradient at a bound itself is 1, as in PyTorch.</summary>
    private static ScalarExpression Clamp(ScalarExpression x, CallSite call)
    {
        double low = call.Real("Minimum", double.NegativeInfinity), high = call.Real("Maximum", double.PositiveInfinity);
        if (low > high) throw call.Invalid("Minimum", "at most the maximum");
        return ScalarFunctions.Select.Of(
            ScalarFunctions.Less.Of(x, low), low, ScalarFunctions.Select.Of(ScalarFunctions.Less.Of(high, x), high, x));
    }

    private sealed class Unary(string name, Func<ScalarExpression, CallSite, ScalarExpression> formula) : ValueFunction
    {
        public override string Name => name;

        public override Node Build(CallSite call)
        {
            var x = call.Input();
            return call.Graph.Pointwise(formula(new Argument(0), call), x.Shape, x);
        }
    }

    /// <summary>One formula of several values, any of which may be a number.</summary>
    private class Pointwise(string name, string[] operands, Func<ScalarExpression[], ScalarExpression> formula) : ValueFunction
    {
        public override string Name => name;

        /// <summary>Whether integers are taken as well: where they are compared, and no result of theirs is kept.</summary>
        protected virtual bool TakesIntegers => false;

        public override bool TakesNumber(string argument) => operands.Contains(argument);

        public override Node Build(CallSite call)
        {
            Node[] values = [.. operands.Select(operand => TakesIntegers ? call.Tensor(operand) : call.Input(operand))];
            if (values.Select(value => value.Type).Distinct().Count() > 1 && !values.Any(IsNumber))
            {
                int odd = values[0].Type == DType.Int32 ? 0 : 1;
                throw call.Error("DG1109", call.Traced(operands[odd]).Step, "integers", Name, "floats beside floats; write ToFloat()");
            }

            var shape = values.Skip(1).Aggregate(values[0].Shape, (shape, value) => Broadcast.Shapes(call, shape, value.Shape));
            var inputs = new List<Node>();
            var result = formula([.. values.Select(value => Operand(call.Graph, value, shape, inputs))]);
            return call.Graph.Pointwise(result, shape, [.. inputs]);
        }

        private static bool IsNumber(Node x) => x.Operator is PointwiseOperator { Formula: Literal } && x.Shape.Rank == 0;

        /// <summary>A number becomes a literal of the formula; a value an argument.</summary>
        private static ScalarExpression Operand(GraphBuilder graph, Node x, Shape shape, List<Node> inputs)
        {
            if (x.Operator is PointwiseOperator { Formula: Literal literal } && x.Shape.Rank == 0) return literal;
            var aligned = Broadcast.Align(graph, x, shape.Rank);
            if (!inputs.Contains(aligned)) inputs.Add(aligned);
            return new Argument(inputs.IndexOf(aligned));
        }
    }

    /// <summary>An operator or a function of two values, or of a value and a number.</summary>
    private class Binary(string name, Func<ScalarExpression, ScalarExpression, ScalarExpression> formula)
        : Pointwise(name, ["self", "other"], x => formula(x[0], x[1]));

    /// <summary>Gives 1 or 0.</summary>
    private sealed class Comparison(string name, Func<ScalarExpression, ScalarExpression, ScalarExpression> formula) : Binary(name, formula)
    {
        protected override bool TakesIntegers => true;
    }

    /// <summary>Integers as floats.</summary>
    private sealed class ToFloat : ValueFunction
    {
        public override string Name => nameof(ToFloat);

        public override Node Build(CallSite call)
        {
            var x = call.Integers("self");
            return call.Graph.Pointwise(new Argument(0), x.Shape, x);
        }
    }
}
