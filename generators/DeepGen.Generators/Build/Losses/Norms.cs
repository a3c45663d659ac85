using DeepGen.Generators.Build.Functions;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Losses;

/// <summary>Lengths of vectors along an axis, which stays with extent 1.</summary>
internal static class Norms
{
    /// <summary>(sum of |x|^p)^(1/p), with the gradient 0 at the zero vector, as in PyTorch.</summary>
    public static Node Of(CallSite call, Node x, int axis, double p)
        => p > 0 ? Norm.Of(call, x, [axis], p) : throw call.Invalid("P", "more than 0");

    public static Node SumOfSquares(GraphBuilder graph, Node x, int axis)
        => graph.Sum(graph.Pointwise(new Argument(0) * new Argument(0), x.Shape, x), axis);

    /// <summary>max(x, low), whose gradient passes as if nothing were bounded: PyTorch clamps such values outside of its tape.</summary>
    public static Node AtLeast(GraphBuilder graph, Node x, double low)
    {
        var missing = graph.Detach(graph.Pointwise(low - new Argument(0), x.Shape, x));
        var bounded = ScalarFunctions.Select.Of(
            ScalarFunctions.Less.Of(new Argument(0), low), new Argument(0) + new Argument(1), new Argument(0));
        return graph.Pointwise(bounded, x.Shape, x, missing);
    }
}

/// <summary>Values of two shapes as operands of one, and what losses of pairs share.</summary>
internal static class PairTerms
{
    /// <summary>max(0, x), with the gradient 1 at 0, as PyTorch's clamp has it.</summary>
    public static ScalarExpression Hinge(ScalarExpression x) => ScalarFunctions.Select.Of(ScalarFunctions.Less.Of(x, 0), 0, x);

    /// <summary>Both values, expanded in thought: with the rank of the shape that they broadcast to.</summary>
    public static (Node Left, Node Right, Shape Shape) Aligned(CallSite call, string left, string right)
    {
        var (a, b) = (call.Input(left), call.Input(right));
        var shape = Broadcast.Shapes(call, a.Shape, b.Shape);
        return (Broadcast.Align(call.Graph, a, shape.Rank), Broadcast.Align(call.Graph, b, shape.Rank), shape);
    }

    public static Node Without(GraphBuilder graph, Node x, int axis)
        => graph.Reshape(x, new Shape(x.Shape.Where((_, at) => at != axis)));
}
