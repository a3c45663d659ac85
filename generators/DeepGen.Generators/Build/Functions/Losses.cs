using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Functions;

/// <summary>log(sum(exp(x))) - x[label], with the maximum taken out first.</summary>
internal sealed class CrossEntropy : IndexLoss
{
    public override string Name => "CrossEntropy";

    protected override Node Build(GraphBuilder graph, Node x, Node label)
    {
        var shifted = Normalizer.Of(graph, x, Axis);
        var chosen = AtLabel(graph, new Argument(0) - new Argument(1), x.Shape, label, x, shifted.Maximum);
        return graph.Pointwise(ScalarFunctions.Log.Of(new Argument(0)) - new Argument(1), chosen.Shape, shifted.Sum, chosen);
    }
}

/// <summary>-x[label], of log-probabilities.</summary>
internal sealed class Nll : IndexLoss
{
    public override string Name => "Nll";

    protected override Node Build(GraphBuilder graph, Node x, Node label)
        => AtLabel(graph, -new Argument(0), x.Shape, label, x);
}

/// <summary>The mean of one formula over an input (argument 0) and a target of its shape (argument 1).</summary>
internal abstract class ElementLoss(string name, Func<ScalarExpression, ScalarExpression, ScalarExpression> formula) : LossFunction
{
    public override string Name => name;

    public override Node Build(CallSite call)
    {
        var (x, target) = (call.Input(), TargetOf(call, DType.Float32));
        return MeanOf(call.Graph, call.Graph.Pointwise(formula(new Argument(0), new Argument(1)), x.Shape, x, target));
    }
}

internal sealed class Mse() : ElementLoss("Mse", (x, target) => ScalarFunctions.Power.Of(x - target, 2));

/// <summary>-target log(x) - (1 - target) log(1 - x), with logarithms of at least -100.</summary>
internal sealed class Bce() : ElementLoss(
    "Bce", (x, target) => -((target * ScalarFunctions.BoundedLog.Of(x)) + ((1 - target) * ScalarFunctions.BoundedLog.Of(1 - x))));

/// <summary>softplus(x) - target x, which is the above of a sigmoid, without its overflow.</summary>
internal sealed class BceWithLogits() : ElementLoss("BceWithLogits", (x, target) => ScalarFunctions.Softplus.Of(x) - (target * x));
