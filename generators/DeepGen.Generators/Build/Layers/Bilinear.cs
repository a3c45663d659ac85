using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>y[o] = sum over i, j of x[i] weight[o, i, j] z[j], plus a bias: a product with the outer product of both inputs.</summary>
internal sealed class Bilinear : LayerKind
{
    public override string Kind => "Bilinear";

    public override int Inputs => 2;

    public override Node Build(CallSite call, Node input)
    {
        var graph = call.Graph;
        var other = call.Input("other");
        int last = input.Shape.Rank - 1;
        if (last < 1) call.RequireRank(input, 2, "[N, features]");
        long width = call.Width(input, last, "Inputs", "inputs");
        if (other.Shape.Rank != input.Shape.Rank || !other.Shape.With(last, 1).Equals(input.Shape.With(last, 1)))
        {
            var why = $"they differ before the last dim; they come from {call.History} and {call.Traced("other").History()}";
            throw call.Error("DG1105", call.Title, input.Shape.ToString(), other.Shape.ToString(), why);
        }

        if (!other.Shape[last].IsConstant)
        {
            throw call.Error(
                "DG1110", call.Title, "a number of other inputs", other.Shape.ToString(), call.Traced("other").History());
        }

        long features = call.Required("OutFeatures", "the number of outputs, at least 1"), width2 = other.Shape[last].Value;
        var rows = input.Shape.Take(last).Aggregate(Dim.One, (product, dim) => product * dim);
        var init = call.Member("Init");
        var initializer = init is "" or "Default" ? Initializers.Bias("", width) : Initializers.Weight(init);
        var weight = call.Parameter("weight", Shape.Of(features, width, width2), initializer);
        var outer = graph.Pointwise(
            new Argument(0) * new Argument(1), Shape.Of(rows, width, width2), graph.Reshape(input, Shape.Of(rows, width, 1)),
            graph.Reshape(other, Shape.Of(rows, 1, width2)));
        var y = graph.MatmulTransposed(
            graph.Reshape(outer, Shape.Of(rows, width * width2)), graph.Reshape(weight, Shape.Of(features, width * width2)));
        if (call.Boolean("Bias", true))
        {
            var bias = call.Parameter("bias", Shape.Of(features), Initializers.Bias(init, width));
            y = graph.Pointwise(new Argument(0) + new Argument(1), y.Shape, y, graph.Reshape(bias, Shape.Of(1, features)));
        }

        return graph.Reshape(y, input.Shape.With(last, features));
    }
}
