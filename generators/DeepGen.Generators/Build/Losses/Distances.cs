using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Losses;

/// <summary>x y / (|x| |y|) along an axis, with lengths of at least eps.</summary>
internal sealed class CosineSimilarity : ValueFunction
{
    public override string Name => "CosineSimilarity";

    public override Node Build(CallSite call)
    {
        var (x, y, shape) = PairTerms.Aligned(call, "self", "other");
        int axis = call.Arguments.Find("Dim") is null ? 1 : call.Axis("Dim", shape.Rank);
        if (axis >= shape.Rank) throw call.Error("DG1101", Name, "two dims or more", shape.ToString(), call.History, "; write the dim");
        double eps = call.Real("Eps", 1e-8);
        var cosine = Of(call.Graph, x, y, shape, axis, length => Norms.AtLeast(call.Graph, length, eps * eps));
        return PairTerms.Without(call.Graph, cosine, axis);
    }

    /// <param name="bound">Keeps a sum of squares from 0.</param>
    public static Node Of(GraphBuilder graph, Node x, Node y, Shape shape, int axis, Func<Node, Node> bound)
    {
        var (a, b) = (graph.Expand(x, shape), graph.Expand(y, shape));
        var product = graph.Sum(graph.Pointwise(new Argument(0) * new Argument(1), shape, a, b), axis);
        var (left, right) = (bound(Norms.SumOfSquares(graph, a, axis)), bound(Norms.SumOfSquares(graph, b, axis)));
        var lengths = ScalarFunctions.Sqrt.Of(new Argument(1)) * ScalarFunctions.Sqrt.Of(new Argument(2));
        return graph.Pointwise(new Argument(0) / lengths, product.Shape, product, left, right);
    }
}

/// <summary>The length of x - y + eps along the last axis.</summary>
internal sealed class PairwiseDistance : ValueFunction
{
    public override string Name => "PairwiseDistance";

    public override Node Build(CallSite call)
    {
        var distance = Of(call, "self", "other", call.Real("P", 2), call.Real("Eps", 1e-6));
        return call.Boolean("KeepDim", false) ? distance : PairTerms.Without(call.Graph, distance, distance.Shape.Rank - 1);
    }

    /// <summary>The distance with its axis at extent 1.</summary>
    public static Node Of(CallSite call, string left, string right, double p, double eps)
    {
        var (x, y, shape) = PairTerms.Aligned(call, left, right);
        if (shape.Rank == 0) throw call.Error("DG1101", call.Title, "[N, D]", shape.ToString(), call.History, "");
        var difference = call.Graph.Pointwise(new Argument(0) - new Argument(1) + eps, shape, x, y);
        return Norms.Of(call, difference, shape.Rank - 1, p);
    }
}

/// <summary>x over its length along an axis, which is at least eps.</summary>
internal sealed class Normalize : ValueFunction
{
    public override string Name => "Normalize";

    public override Node Build(CallSite call)
    {
        var x = call.Input();
        int axis = call.Arguments.Find("Dim") is null ? 1 : call.Axis("Dim", x.Shape.Rank);
        if (axis >= x.Shape.Rank) throw call.Error("DG1101", Name, "two dims or more", x.Shape.ToString(), call.History, "; write the dim");
        var length = Norms.Of(call, x, axis, call.Real("P", 2));
        double eps = call.Real("Eps", 1e-12);
        var bounded = ScalarFunctions.Select.Of(ScalarFunctions.Less.Of(new Argument(0), eps), eps, new Argument(0));
        return call.Graph.Pointwise(
            new Argument(0) / new Argument(1), x.Shape, x, call.Graph.Pointwise(bounded, length.Shape, length));
    }
}
