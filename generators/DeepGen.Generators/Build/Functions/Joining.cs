using DeepGen.Generators.Declaration;
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

/// <summary>The same elements under another shape, of which one extent may be left open as -1.</summary>
internal sealed class Reshape : ValueFunction
{
    public override string Name => "Reshape";

    public override Node Build(CallSite call)
    {
        var x = call.Input();
        var written = call.Arguments.Find("Dims") is { Kind: ConstantKind.Integers } dims ? dims.Integers.Items : [];
        if (written.Count(extent => extent < 0) > 1 || written.Any(extent => extent is 0 or < -1))
        {
            throw call.Invalid("Dims", "a list of extents, of which one may be -1");
        }

        var known = Dim.Constant(written.Where(extent => extent > 0).Aggregate(1L, (product, extent) => product * extent));
        var open = x.Shape.ElementCount.DivideExactly(known);
        var shape = new Shape(written.Select(extent => extent < 0 ? open ?? Dim.Zero : Dim.Constant(extent)));
        return shape.ElementCount == x.Shape.ElementCount
            ? call.Graph.Reshape(x, shape)
            : throw call.Invalid("Dims", $"extents that multiply to {x.Shape.ElementCount}, the number of elements of {x.Shape}");
    }
}

/// <summary>The same value, cut off from the gradient.</summary>
internal sealed class Detach : ValueFunction
{
    public override string Name => "Detach";

    public override Node Build(CallSite call) => call.Graph.Detach(call.Input());
}
