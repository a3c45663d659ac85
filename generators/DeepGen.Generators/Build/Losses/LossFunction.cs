using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Losses;

/// <summary>A loss: a number for each element or row, and a reduction of these.</summary>
internal abstract class LossFunction : ValueFunction
{
    protected const string Target = "target";
    protected const string Weight = "weight";
    private const string Reduction = "Reduction";

    /// <summary>What the input is to hold. A known range that differs is a mistake worth a warning.</summary>
    protected virtual ValueRange Takes => ValueRange.Unknown;

    /// <summary>Whether the sum of the losses may be taken over the number of samples: of <c>KlDiv</c> alone, as in PyTorch.</summary>
    protected virtual bool HasBatchMean => false;

    public override Shape? TargetShape(Shape self, DType type) => self;

    public sealed override Node Build(CallSite call)
    {
        Ranges.Check(call, Takes);
        return Loss(call);
    }

    protected abstract Node Loss(CallSite call);

    /// <summary>
    /// What the call's reduction makes of the single losses: their mean, sum, or themselves. A mean is taken over
    /// <paramref name="weights"/> where there are any: sum(losses) / sum(weights).
    /// </summary>
    protected Node Reduced(CallSite call, Node losses, Node? weights = null)
    {
        var graph = call.Graph;
        switch (call.Member(Reduction))
        {
            case "Sum":
                return SumOf(graph, losses);
            case "None":
                return losses;
            case "BatchMean":
                if (!HasBatchMean || losses.Shape.Rank == 0) throw call.Invalid(Reduction, "Mean, Sum or None");
                return graph.Pointwise(
                    new Argument(0) / GraphExtensions.NumberOf(losses.Shape[0]), Shape.Scalar, SumOf(graph, losses));
            default:
                return weights is null
                    ? graph.Reshape(graph.Mean(losses, Axes(losses)), Shape.Scalar)
                    : graph.Pointwise(
                        new Argument(0) / new Argument(1), Shape.Scalar, SumOf(graph, losses), SumOf(graph, weights));
        }
    }

    /// <summary>The target, which has the given type and the shape that belongs to the input's.</summary>
    protected Node TargetOf(CallSite call, DType type)
    {
        var (input, target) = (call.Input(), call.Traced(Target));
        var expected = TargetShape(input.Shape, type)!;
        if (target.Node.Type != type)
        {
            var (holds, needs) = type == DType.Int32 ? ("floats", "class indices, as a Value<int>") : ("class indices", "floats");
            throw call.Error("DG1109", target.Step, holds, Name, needs);
        }

        return target.Node.Shape.Equals(expected) ? target.Node : throw WrongTarget(call, input.Shape, expected);
    }

    protected BuildException WrongTarget(CallSite call, Shape input, Shape expected)
    {
        var target = call.Traced(Target);
        return call.Error("DG1106", target.Step, target.Node.Shape.ToString(), Name, input.ToString(), expected.ToString());
    }

    private static Node SumOf(GraphBuilder graph, Node x) => graph.Reshape(graph.Sum(x, Axes(x)), Shape.Scalar);

    private static int[] Axes(Node x) => [.. Enumerable.Range(0, x.Shape.Rank)];
}

/// <summary>Probabilities given as logits and the like: nothing that PyTorch notices, and no model that learns well.</summary>
internal static class Ranges
{
    public static void Check(CallSite call, ValueRange takes)
    {
        var input = call.Inputs.Count > 0 ? call.Inputs[0].Value.Source : null;
        string given = input?.Range switch
        {
            ValueRange.Probabilities => "probabilities",
            ValueRange.LogProbabilities => "logarithms of probabilities",
            _ => "any number",
        };
        switch (takes, input?.Range)
        {
            case (ValueRange.All, ValueRange.Probabilities):
                call.Warn("DG1131", call.Title, input!.Step);
                break;
            case (ValueRange.Probabilities, ValueRange.All or ValueRange.LogProbabilities):
                call.Warn("DG1132", call.Title, given, input!.Step);
                break;
            case (ValueRange.LogProbabilities, ValueRange.All or ValueRange.Probabilities):
                call.Warn("DG1133", call.Title, given, input!.Step);
                break;
        }
    }
}
