using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>a sigmoid(b), of the two halves a and b of an axis.</summary>
internal sealed class GLU : LayerKind
{
    public override string Kind => "GLU";

    public override string Function => "Glu";

    public override Node Build(CallSite call, Node input)
    {
        int rank = input.Shape.Rank;
        int axis = call.Arguments.Find("Dim") is null ? rank - 1 : call.Axis("Dim", rank);
        if (axis < 0 || input.Shape[axis].DivideExactly(Dim.Constant(2)) is not { } half)
        {
            var dim = axis < 0 ? "" : $" in dim {CallSite.Text(axis)}";
            throw call.Error("DG1101", call.Title, $"an even number of values{dim}", input.Shape.ToString(), call.History, "");
        }

        var value = call.Graph.Slice(input, axis, Dim.Zero, half);
        var gate = call.Graph.Slice(input, axis, half, half);
        return call.Graph.Pointwise(
            new Argument(0) * ScalarFunctions.Sigmoid.Of(new Argument(1)), value.Shape, value, gate);
    }
}
