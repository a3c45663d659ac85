using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Functions;

/// <summary>Values side by side along one axis.</summary>
internal sealed class Concat : ValueFunction
{
    public override string Name => "Concat";

    public override Node Build(CallSite call)
    {
        var nodes = call.Inputs.Select(input => input.Value.Node).ToArray();
        if (nodes.Length == 0) throw call.Invalid("Values", "one value or more");
        int axis = call.Axis("Dim", nodes[0].Shape.Rank);
        foreach (var (_, value) in call.Inputs)
        {
            var (first, shape) = (nodes[0].Shape, value.Node.Shape);
            if (value.Node.Type != DType.Float32) throw call.Error("DG1109", value.Step, "integers", Name, "floats");
            if (shape.Rank == first.Rank && shape.With(axis, 1).Equals(first.With(axis, 1))) continue;
            var why = $"they differ outside axis {axis}; they come from {call.History} and {value.History()}";
            throw call.Error("DG1105", Name, first.ToString(), shape.ToString(), why);
        }

        return call.Graph.Concat(axis, nodes);
    }
}

/// <summary>Values of one shape along a new axis.</summary>
internal sealed class Stack : ValueFunction
{
    public override string Name => "Stack";

    public override Node Build(CallSite call)
    {
        var nodes = call.Inputs.Select(input => input.Value.Node).ToArray();
        if (nodes.Length == 0) throw call.Invalid("Values", "one value or more");
        var shape = nodes[0].Shape;
        int axis = call.Axis("Dim", shape.Rank + 1);
        foreach (var (_, value) in call.Inputs)
        {
            if (value.Node.Type != DType.Float32) throw call.Error("DG1109", value.Step, "integers", Name, "floats");
            if (value.Node.Shape.Equals(shape)) continue;
            var why = $"stacked values have one shape; they come from {call.History} and {value.History()}";
            throw call.Error("DG1105", Name, shape.ToString(), value.Node.Shape.ToString(), why);
        }

        return call.Graph.Concat(axis, [.. nodes.Select(node => call.Graph.Reshape(node, shape.Insert(axis, 1)))]);
    }
}

/// <summary>The same value, cut off from the gradient.</summary>
internal sealed class Detach : ValueFunction
{
    public override string Name => "Detach";

    public override Node Build(CallSite call) => call.Graph.Detach(call.Input());
}
