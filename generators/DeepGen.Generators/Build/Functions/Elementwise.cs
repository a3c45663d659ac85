using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Functions;

/// <summary>Functions of values that are one formula for each element.</summary>
internal static class Elementwise
{
    public static ValueFunction[] All { get; } =
    [
        new Binary("Add", (x, y) => x + y),
        new Binary("Subtract", (x, y) => x - y),
        new Binary("Multiply", (x, y) => x * y),
        new Binary("Divide", (x, y) => x / y),
        new Unary("Negate", (x, _) => -x),
        new Unary("Exp", (x, _) => ScalarFunctions.Exp.Of(x)),
        new Unary("Log", (x, _) => ScalarFunctions.Log.Of(x)),
        new Unary("Sqrt", (x, _) => ScalarFunctions.Sqrt.Of(x)),
        new Unary("Abs", (x, _) => ScalarFunctions.Abs.Of(x)),
        new Unary("Pow", (x, call) => ScalarFunctions.Power.Of(x, call.Real("Exponent", 1))),
        new Unary("Clamp", Clamp),
    ];

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

    /// <summary>An operator of two values, or of a value and a number.</summary>
    private sealed class Binary(string name, Func<ScalarExpression, ScalarExpression, ScalarExpression> formula) : ValueFunction
    {
        public override string Name => name;

        public override bool TakesNumber(string argument) => true;

        public override Node Build(CallSite call)
        {
            var (left, right) = (call.Input(call.Inputs[0].Name), call.Input(call.Inputs[1].Name));
            var shape = Broadcast.Shapes(call, left.Shape, right.Shape);
            var inputs = new List<Node>();
            var value = formula(Operand(call.Graph, left, shape, inputs), Operand(call.Graph, right, shape, inputs));
            return call.Graph.Pointwise(value, shape, [.. inputs]);
        }

        /// <summary>A number becomes a literal of the formula; a value an argument.</summary>
        private static ScalarExpression Operand(GraphBuilder graph, Node x, Shape shape, List<Node> inputs)
        {
            if (x.Operator is PointwiseOperator { Formula: Literal literal } && x.Shape.Rank == 0) return literal;
            var aligned = Broadcast.Align(graph, x, shape.Rank);
            if (!inputs.Contains(aligned)) inputs.Add(aligned);
            return new Argument(inputs.IndexOf(aligned));
        }
    }
}
