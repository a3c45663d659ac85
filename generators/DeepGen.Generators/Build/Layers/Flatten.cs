using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>All axes but the first as one.</summary>
internal sealed class Flatten : LayerKind
{
    public override string Kind => "Flatten";

    public override string Function => Kind;

    public override Node Build(CallSite call, Node input)
    {
        if (input.Shape.Rank == 0) throw call.Error("DG1101", call.Title, "[N, ...]", input.Shape.ToString(), call.History, "");
        var width = input.Shape.Skip(1).Aggregate(Dim.One, (product, dim) => product * dim);
        return call.Graph.Reshape(input, Shape.Of(input.Shape[0], width));
    }
}
