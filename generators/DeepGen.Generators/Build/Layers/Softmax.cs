using DeepGen.Generators.Build.Functions;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>exp(x) / sum(exp(x)) along an axis.</summary>
internal sealed class Softmax : LayerKind
{
    public override string Kind => "Softmax";

    public override string Function => Kind;

    public override Node Build(CallSite call, Node input)
    {
        var terms = Normalizer.Of(call.Graph, input, call.Axis("Dim", input.Shape.Rank));
        return call.Graph.Pointwise(new Argument(0) / new Argument(1), input.Shape, terms.Exponential, terms.Sum);
    }
}

/// <summary>x - log(sum(exp(x))) along an axis.</summary>
internal sealed class LogSoftmax : LayerKind
{
    public override string Kind => "LogSoftmax";

    public override string Function => Kind;

    public override Node Build(CallSite call, Node input)
    {
        var graph = call.Graph;
        var terms = Normalizer.Of(graph, input, call.Axis("Dim", input.Shape.Rank));
        var log = graph.Pointwise(ScalarFunctions.Log.Of(new Argument(0)), terms.Sum.Shape, terms.Sum);
        return graph.Pointwise(new Argument(0) - new Argument(1) - new Argument(2), input.Shape, input, terms.Maximum, log);
    }
}
