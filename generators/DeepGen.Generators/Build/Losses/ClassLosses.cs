using DeepGen.Generators.Build.Functions;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Losses;

/// <summary>A loss against class indices: input [N, C] or [N, C, ...], target without the axis of the classes.</summary>
internal abstract class ClassLoss : LossFunction
{
    protected const int Axis = 1;
    private const string IgnoreIndex = "IgnoreIndex";

    public override Shape? TargetShape(Shape self, DType type) => new(self.Where((_, axis) => axis != Axis));

    protected override Node Loss(CallSite call)
    {
        var x = Scores(call);
        return Against(call, x, LabelOf(call, x, null), null);
    }

    /// <summary>The input, whose classes are known by number.</summary>
    protected static Node Scores(CallSite call)
    {
        var x = call.Input();
        if (x.Shape.Rank < 2) throw call.Error("DG1101", call.Title, "[N, C]", x.Shape.ToString(), call.History, "");
        if (!x.Shape[Axis].IsConstant) throw call.Error("DG1110", call.Title, "a number of classes", x.Shape.ToString(), call.History);
        return x;
    }

    /// <summary>The class indices with an axis of extent 1 in the place of the classes; what holds them is checked at the door.</summary>
    protected Node LabelOf(CallSite call, Node x, long? ignored)
    {
        var target = TargetOf(call, DType.Int32);
        call.Limit(target, x.Shape[Axis].Value, ignored);
        return call.Graph.Reshape(target, x.Shape.With(Axis, 1));
    }

    protected static long? Ignored(CallSite call)
        => call.Arguments.Find(IgnoreIndex) is { IsNumber: true } index ? (long)index.Number : null;

    protected static LossWeights? Weights(CallSite call, Node x)
        => LossWeights.Of(call, Weight, Shape.Of(x.Shape[Axis]));

    /// <summary>The loss of each element, reduced; <paramref name="weights"/> are those of the classes.</summary>
    protected abstract Node Against(CallSite call, Node x, Node label, LossWeights? weights);

    /// <summary>
    /// The sum over the classes of a formula where the class is the label's, and 0 elsewhere; NaN for a label that is no class, where no
    /// door has refused it.
    /// </summary>
    protected static Node AtLabel(GraphBuilder graph, ScalarExpression formula, Shape shape, Node label, params Node[] inputs)
    {
        var chosen = ScalarFunctions.Equal.Of(new Coordinate(Axis), new Argument(inputs.Length));
        return graph.Sum(graph.Pointwise(ScalarFunctions.Select.Of(chosen, formula, Elsewhere()), shape, [.. inputs, label]), Axis);

        ScalarExpression Elsewhere()
        {
            if (CallSite.IsLimited(label)) return 0;
            ScalarExpression at = new Argument(inputs.Length), last = shape[Axis].Value - 1;
            var upToLast = ScalarFunctions.Select.Of(ScalarFunctions.LessOrEqual.Of(at, last), 0, double.NaN);
            return ScalarFunctions.Select.Of(ScalarFunctions.Less.Of(at, 0), double.NaN, upToLast);
        }
    }

    /// <summary>Reduces losses that still have the axis of the classes, of extent 1.</summary>
    protected Node ReducedRows(CallSite call, Node losses, Node? weights = null)
    {
        bool stays = call.Member("Reduction") == "None";
        var reduced = Reduced(call, losses, weights);
        return stays ? call.Graph.Reshape(reduced, new Shape(reduced.Shape.Where((_, axis) => axis != Axis))) : reduced;
    }
}

/// <summary>A loss whose mean is over the weights of the labels; labels that are ignored count for nothing.</summary>
internal abstract class WeightedClassLoss : ClassLoss
{
    protected override Node Loss(CallSite call)
    {
        var x = Scores(call);
        return Against(call, x, LabelOf(call, x, Ignored(call)), Weights(call, x));
    }

    protected override Node Against(CallSite call, Node x, Node label, LossWeights? weights)
    {
        var graph = call.Graph;
        var weight = weights?.At(label, Axis, wide => AtLabel(graph, new Argument(0), x.Shape, label, wide));
        var losses = Single(call, x, label, weight, weights);
        if (Ignored(call) is not { } index) return ReducedRows(call, losses, weight);

        var isIgnored = ScalarFunctions.Equal.Of(new Argument(0), index);
        Node Counted(ScalarExpression value, params Node[] inputs)
            => graph.Pointwise(ScalarFunctions.Select.Of(isIgnored, 0, value), label.Shape, [label, .. inputs]);
        return ReducedRows(
            call, Counted(new Argument(1), losses), weight is null ? Counted(1) : Counted(new Argument(1), weight));
    }

    /// <summary>The loss of each element, with the axis of the classes at extent 1, times the weight of its label.</summary>
    protected abstract Node Single(CallSite call, Node x, Node label, Node? weight, LossWeights? weights);

    protected static ScalarExpression Times(ScalarExpression loss, Node? weight, List<Node> inputs)
    {
        if (weight is null) return loss;
        inputs.Add(weight);
        return new Argument(inputs.Count - 1) * loss;
    }
}

/// <summary>-x[label], of log-probabilities.</summary>
internal sealed class Nll : WeightedClassLoss
{
    public override string Name => "Nll";

    protected override ValueRange Takes => ValueRange.LogProbabilities;

    protected override Node Single(CallSite call, Node x, Node label, Node? weight, LossWeights? weights)
    {
        var chosen = AtLabel(call.Graph, -new Argument(0), x.Shape, label, x);
        return weight is null
            ? chosen
            : call.Graph.Pointwise(new Argument(0) * new Argument(1), chosen.Shape, weight, chosen);
    }
}

/// <summary>
/// log(sum(exp(x))) - x[label], with the maximum taken out first; smoothed, the same against every class with a share of the weight.
/// Probabilities in the place of labels weigh every class with its own.
/// </summary>
internal sealed class CrossEntropy : WeightedClassLoss
{
    public override string Name => "CrossEntropy";

    protected override ValueRange Takes => ValueRange.All;

    public override Shape? TargetShape(Shape self, DType type) => type == DType.Int32 ? base.TargetShape(self, type) : self;

    protected override Node Loss(CallSite call)
    {
        var x = Scores(call);
        if (x.Shape[Axis].IsOne) call.Warn("DG1134", x.Shape.ToString());
        if (call.Traced(Target).Node.Type == DType.Int32) return base.Loss(call);
        if (Ignored(call) is not null) throw call.Invalid("IgnoreIndex", "left out where the target holds class probabilities");
        var target = call.Traced(Target).Node;
        if (!target.Shape.Equals(x.Shape) && target.Shape.Equals(base.TargetShape(x.Shape, DType.Int32)))
        {
            throw call.Error("DG1130", call.Traced(Target).Step, target.Shape.ToString(), x.Shape.ToString());
        }

        return AgainstProbabilities(call, x, TargetOf(call, DType.Float32));
    }

    protected override Node Single(CallSite call, Node x, Node label, Node? weight, LossWeights? weights)
    {
        var graph = call.Graph;
        var shifted = Normalizer.Of(graph, x, Axis);
        var chosen = AtLabel(graph, new Argument(0) - new Argument(1), x.Shape, label, x, shifted.Maximum);
        var inputs = new List<Node> { shifted.Sum, chosen };
        var log = ScalarFunctions.Log.Of(new Argument(0));
        double smoothing = Smoothing(call);
        if (smoothing == 0) return graph.Pointwise(Times(log - new Argument(1), weight, inputs), chosen.Shape, [.. inputs]);

        inputs.Add(EveryClass(graph, x, shifted, weights));
        var share = smoothing / x.Shape[Axis].Value;
        var smoothed = ((1 - smoothing) * Times(log - new Argument(1), weight, inputs)) + (share * new Argument(2));
        return graph.Pointwise(smoothed, chosen.Shape, [.. inputs]);
    }

    /// <summary>The sum over all classes of their losses, each times the weight of its class.</summary>
    private static Node EveryClass(GraphBuilder graph, Node x, Normalizer shifted, LossWeights? weights)
    {
        var inputs = new List<Node> { x, shifted.Maximum, shifted.Sum };
        var loss = Times(
            ScalarFunctions.Log.Of(new Argument(2)) - (new Argument(0) - new Argument(1)), weights?.Wide(x.Shape, Axis), inputs);
        return graph.Sum(graph.Pointwise(loss, x.Shape, [.. inputs]), Axis);
    }

    private Node AgainstProbabilities(CallSite call, Node x, Node target)
    {
        var graph = call.Graph;
        double smoothing = Smoothing(call);
        var shifted = Normalizer.Of(graph, x, Axis);
        var inputs = new List<Node> { x, shifted.Maximum, shifted.Sum, target };
        var probability = smoothing == 0
            ? new Argument(3)
            : ((1 - smoothing) * new Argument(3)) + (smoothing / x.Shape[Axis].Value);
        var loss = probability * (ScalarFunctions.Log.Of(new Argument(2)) - (new Argument(0) - new Argument(1)));
        var weighted = Times(loss, Weights(call, x)?.Wide(x.Shape, Axis), inputs);
        return ReducedRows(call, graph.Sum(graph.Pointwise(weighted, x.Shape, [.. inputs]), Axis));
    }

    private static double Smoothing(CallSite call)
        => call.Real("LabelSmoothing", 0) is var value and >= 0 and <= 1 ? value : throw call.Invalid("LabelSmoothing", "in [0, 1]");
}

/// <summary>The sum over the other classes of max(0, margin - x[label] + x[class])^p, over the number of classes.</summary>
internal sealed class MultiMargin : ClassLoss
{
    public override string Name => "MultiMargin";

    protected override Node Loss(CallSite call)
    {
        var x = Scores(call);
        call.RequireRank(x, 2, "[N, C]");
        return Against(call, x, LabelOf(call, x, null), Weights(call, x));
    }

    protected override Node Against(CallSite call, Node x, Node label, LossWeights? weights)
    {
        var graph = call.Graph;
        long power = call.Integer("P", 1);
        if (power > 2) throw call.Invalid("P", "1 or 2");
        var own = AtLabel(graph, new Argument(0), x.Shape, label, x);
        var excess = ScalarFunctions.Relu.Of(call.Real("Margin", 1) - new Argument(1) + new Argument(0));
        var isOwn = ScalarFunctions.Equal.Of(new Coordinate(Axis), new Argument(2));
        var terms = ScalarFunctions.Select.Of(isOwn, 0, power == 1 ? excess : excess * excess);
        var losses = graph.Sum(graph.Pointwise(terms, x.Shape, x, own, label), Axis);
        ScalarExpression share = 1.0 / x.Shape[Axis].Value;
        var weight = weights?.At(label, Axis, wide => AtLabel(graph, new Argument(0), x.Shape, label, wide));
        return ReducedRows(call, weight is null
            ? graph.Pointwise(share * new Argument(0), losses.Shape, losses)
            : graph.Pointwise(share * (new Argument(1) * new Argument(0)), losses.Shape, losses, weight));
    }
}

/// <summary>The mean over the classes of the binary cross-entropy of each class's logit.</summary>
internal sealed class MultiLabelSoftMargin : LossFunction
{
    public override string Name => "MultiLabelSoftMargin";

    protected override ValueRange Takes => ValueRange.All;

    protected override Node Loss(CallSite call)
    {
        var (x, target) = (call.Input(), TargetOf(call, DType.Float32));
        if (x.Shape.Rank < 1) throw call.Error("DG1101", Name, "[N, C]", x.Shape.ToString(), call.History, "");
        var inputs = new List<Node> { x, target };
        var loss = ScalarFunctions.Softplus.Of(new Argument(0)) - (new Argument(1) * new Argument(0));
        var weighted = new LossTerms(call, x.Shape, inputs).Weighted(loss);
        int last = x.Shape.Rank - 1;
        var mean = call.Graph.Mean(call.Graph.Pointwise(weighted, x.Shape, [.. inputs]), last);
        return Reduced(call, call.Graph.Reshape(mean, new Shape(x.Shape.Take(last))));
    }
}
