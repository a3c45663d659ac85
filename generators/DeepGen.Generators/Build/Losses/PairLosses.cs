using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Losses;

/// <summary>A loss of two inputs, and a target of 1 and -1 that says whether they belong together or which one is the larger.</summary>
internal abstract class PairLoss : LossFunction
{
    protected const string Self = "self";
    protected const string Other = "other";

    /// <summary>The target where it has the shape expected of it.</summary>
    protected Node TargetOf(CallSite call, Shape input, Shape expected)
    {
        var target = call.Input(Target);
        return target.Shape.Equals(expected) ? target : throw WrongTarget(call, input, expected);
    }
}

/// <summary>1 - cos(x, y) where the target is 1, max(0, cos(x, y) - margin) where it is -1.</summary>
internal sealed class CosineEmbedding : PairLoss
{
    private const double Eps = 1e-12;

    public override string Name => "CosineEmbedding";

    public override Shape? TargetShape(Shape self, DType type) => new(self.Take(self.Rank - 1));

    protected override Node Loss(CallSite call)
    {
        var graph = call.Graph;
        var (x, y, shape) = PairTerms.Aligned(call, Self, Other);
        if (shape.Rank is not (1 or 2)) throw call.Error("DG1101", Name, "[N, D] or [D]", shape.ToString(), call.History, "");
        int axis = shape.Rank - 1;
        var target = TargetOf(call, shape, new Shape(shape.Take(axis)));
        var cosine = CosineSimilarity.Of(
            graph, x, y, shape, axis, length => graph.Pointwise(new Argument(0) + Eps, length.Shape, length));
        var similar = ScalarFunctions.Select.Of(ScalarFunctions.Equal.Of(new Argument(1), 1), 1 - new Argument(0), 0);
        var different = ScalarFunctions.Select.Of(
            ScalarFunctions.Equal.Of(new Argument(1), -1), PairTerms.Hinge(new Argument(0) - call.Real("Margin", 0)), 0);
        return Reduced(call, graph.Pointwise(similar + different, target.Shape, PairTerms.Without(graph, cosine, axis), target));
    }
}

/// <summary>max(0, -t (x - y) + margin).</summary>
internal sealed class MarginRanking : PairLoss
{
    public override string Name => "MarginRanking";

    protected override Node Loss(CallSite call)
    {
        var (x, y, shape) = PairTerms.Aligned(call, Self, Other);
        var target = TargetOf(call, shape, shape);
        var loss = PairTerms.Hinge(-(new Argument(2) * (new Argument(0) - new Argument(1))) + call.Real("Margin", 0));
        return Reduced(call, call.Graph.Pointwise(loss, shape, x, y, target));
    }
}

/// <summary>max(0, margin + |a - p| - |a - n|), or with the distance of p and n where that is the smaller one.</summary>
internal sealed class TripletMargin : PairLoss
{
    private const string Positive = "positive";
    private const string Negative = "negative";

    public override string Name => "TripletMargin";

    protected override Node Loss(CallSite call)
    {
        var graph = call.Graph;
        double p = call.Real("P", 2), eps = call.Real("Eps", 1e-6), margin = call.Real("Margin", 1);
        Node Distance(string left, string right) => PairwiseDistance.Of(call, left, right, p, eps);
        var (near, far) = (Distance(Self, Positive), Distance(Self, Negative));
        var inputs = new List<Node> { near, far };
        ScalarExpression apart = new Argument(1);
        if (call.Boolean("Swap", false))
        {
            inputs.Add(Distance(Positive, Negative));
            apart = ScalarFunctions.Minimum.Of(apart, new Argument(2));
        }

        foreach (var input in inputs.Skip(1))
        {
            if (!input.Shape.Equals(near.Shape)) throw Unequal(call);
        }

        var losses = graph.Pointwise(PairTerms.Hinge(margin + new Argument(0) - apart), near.Shape, [.. inputs]);
        return Reduced(call, PairTerms.Without(graph, losses, losses.Shape.Rank - 1));
    }

    private static BuildException Unequal(CallSite call) => call.Error(
        "DG1105", call.Title, call.Input(Positive).Shape.ToString(), call.Input(Negative).Shape.ToString(),
        $"both must be of the anchor's shape; they come from {call.Traced(Positive).History()} and {call.Traced(Negative).History()}");
}

/// <summary>(log(v) + (x - t)^2 / v) / 2, with a variance v of at least eps; in full, with the constant log(2 pi) / 2.</summary>
internal sealed class GaussianNll : PairLoss
{
    private const string Variance = "variance";

    public override string Name => "GaussianNll";

    protected override Node Loss(CallSite call)
    {
        var x = call.Input();
        var target = TargetOf(call, x.Shape, x.Shape);
        double eps = call.Real("Eps", 1e-6);
        if (!(eps > 0)) throw call.Invalid("Eps", "more than 0");
        var variance = Norms.AtLeast(call.Graph, VarianceOf(call, x), eps);
        var square = ScalarFunctions.Power.Of(new Argument(0) - new Argument(1), 2);
        var loss = 0.5 * (ScalarFunctions.Log.Of(new Argument(2)) + (square / new Argument(2)));
        if (call.Boolean("Full", false)) loss += 0.5 * Math.Log(2 * Math.PI);
        return Reduced(call, call.Graph.Pointwise(loss, x.Shape, x, target, variance));
    }

    /// <summary>One variance for each element, or for each row.</summary>
    private static Node VarianceOf(CallSite call, Node x)
    {
        var given = call.Input(Variance);
        if (x.Shape.Rank == 0 || given.Shape.Equals(x.Shape)) return given;
        var rows = x.Shape.With(x.Shape.Rank - 1, 1);
        return given.Shape.Equals(rows) || given.Shape.Equals(new Shape(x.Shape.Take(x.Shape.Rank - 1)))
            ? call.Graph.Reshape(given, rows)
            : throw call.Error("DG1135", Variance, call.Title, given.Shape.ToString(), x.Shape.ToString());
    }
}
