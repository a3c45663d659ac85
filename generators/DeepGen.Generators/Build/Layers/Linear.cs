using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>y = x weight^T + bias over the last axis; of an image, where PyTorch would mix its columns, it asks for a Flatten.</summary>
internal sealed class Linear : LayerKind
{
    public override string Kind => "Linear";

    public override Node Build(CallSite call, Node input)
    {
        var graph = call.Graph;
        if (input.Shape.Rank < 2 || call.Traced("self").IsImage) call.RequireRank(input, 2, "[N, features]");
        int last = input.Shape.Rank - 1;
        long width = call.Width(input, last, "Inputs", "inputs");
        long features = call.Required("OutFeatures", "the number of outputs, at least 1");
        var rows = input.Shape.Take(last).Aggregate(Dim.One, (product, dim) => product * dim);
        var weight = call.Parameter("weight", Shape.Of(features, width), Initializers.Weight(call.Member("Init")));
        var y = graph.MatmulTransposed(graph.Reshape(input, Shape.Of(rows, width)), weight);
        if (call.Boolean("Bias", true))
        {
            var bias = call.Parameter("bias", Shape.Of(features), Initializers.Bias(call.Member("Init"), width));
            y = graph.Pointwise(new Argument(0) + new Argument(1), y.Shape, y, graph.Reshape(bias, Shape.Of(1, features)));
        }

        return graph.Reshape(y, input.Shape.With(last, features));
    }
}
