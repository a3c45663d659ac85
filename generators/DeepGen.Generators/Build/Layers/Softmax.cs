using DeepGen.Generators.Build.Functions;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>exp(x) / sum(exp(x)) along an axis.</summary>
internal sealed class Softmax : LayerKind
{
    public override string Kind => "Softmax";

    public override ValueRange Range => ValueRange.Probabilities;

    public override string Function => Kind;

    public override Node Build(CallSite call, Node input) => Of(call.Graph, input, call.Axis("Dim", input.Shape.Rank));

    public static Node Of(GraphBuilder graph, Node input, int axis)
    {
        var terms = Normalizer.Of(graph, input, axis);
        return graph.Pointwise(new Argument(0) / new Argument(1), input.Shape, terms.Exponential, terms.Sum);
    }
}

/// <summary>The softmax of -x.</summary>
internal sealed class Softmin : LayerKind
{
    public override string Kind => "Softmin";

    public override ValueRange Range => ValueRange.Probabilities;

    public override string Function => Kind;

    public override Node Build(CallSite call, Node input)
    {
        int axis = call.Axis("Dim", input.Shape.Rank);
        return Softmax.Of(call.Graph, call.Graph.Pointwise(-new Argument(0), input.Shape, input), axis);
    }
}

/// <summary>The softmax over the channels of an image.</summary>
internal sealed class Softmax2d : LayerKind
{
    private const int ChannelAxis = 1;

    public override string Kind => "Softmax2d";

    public override ValueRange Range => ValueRange.Probabilities;

    public override Node Build(CallSite call, Node input)
    {
        call.RequireRank(input, 4, "[N, C, H, W]");
        return Softmax.Of(call.Graph, input, ChannelAxis);
    }
}

/// <summary>x - log(sum(exp(x))) along an axis.</summary>
internal sealed class LogSoftmax : LayerKind
{
    public override string Kind => "LogSoftmax";

    public override ValueRange Range => ValueRange.LogProbabilities;

    public override string Function => Kind;

    public override Node Build(CallSite call, Node input)
    {
        var graph = call.Graph;
        var terms = Normalizer.Of(graph, input, call.Axis("Dim", input.Shape.Rank));
        var log = graph.Pointwise(ScalarFunctions.Log.Of(new Argument(0)), terms.Sum.Shape, terms.Sum);
        return graph.Pointwise(new Argument(0) - new Argument(1) - new Argument(2), input.Shape, input, terms.Maximum, log);
    }
}
