using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Functions;

/// <summary>
/// exp(x - max) and its sum along an axis. The maximum is detached: the quotient does not depend on it, so its gradient is zero, and
/// the derivation would only find that out by cancellation.
/// </summary>
internal readonly record struct Normalizer(Node Maximum, Node Exponential, Node Sum)
{
    public static Normalizer Of(GraphBuilder graph, Node x, int axis)
    {
        var maximum = graph.Detach(graph.Max(x, axis));
        var exponential = graph.Pointwise(ScalarFunctions.Exp.Of(new Argument(0) - new Argument(1)), x.Shape, x, maximum);
        return new(maximum, exponential, graph.Sum(exponential, axis));
    }
}
