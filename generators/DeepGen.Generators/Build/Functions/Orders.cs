using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Functions;

/// <summary>An axis in order: the positions, and the elements at them.</summary>
internal readonly record struct Order(int Axis, Node Positions)
{
    public static Order Of(CallSite call, Node x, bool descending)
    {
        int axis = call.Arguments.Find("Dim") is null ? x.Shape.Rank - 1 : call.Axis("Dim", x.Shape.Rank);
        if (axis < 0) throw call.Error("DG1101", call.Title, "one dim or more", "[]", call.History, "");
        return new(axis, call.Graph.Add(new ArgSortOperator(axis, descending), x));
    }

    /// <summary>A number of elements from a place in the order, with their positions.</summary>
    public (Node Values, Node Positions) Range(GraphBuilder graph, Node x, Dim start, Dim count)
    {
        var positions = graph.Slice(Positions, Axis, start, count);
        return (graph.Gather(x, Axis, positions), positions);
    }
}

internal sealed class ArgSort : ValueFunction
{
    public override string Name => "ArgSort";

    public override Node Build(CallSite call) => Order.Of(call, call.Input(), call.Boolean("Descending", false)).Positions;
}

internal sealed class Sort : MultiFunction
{
    public override string Name => "Sort";

    public override Node[] BuildAll(CallSite call)
    {
        var x = call.Input();
        var order = Order.Of(call, x, call.Boolean("Descending", false));
        return [call.Graph.Gather(x, order.Axis, order.Positions), order.Positions];
    }
}

/// <summary>The largest or smallest elements of an axis in their order, with their positions.</summary>
internal sealed class TopK : MultiFunction
{
    public override string Name => "TopK";

    public override Node[] BuildAll(CallSite call)
    {
        var x = call.Input();
        var order = Order.Of(call, x, call.Boolean("Largest", true));
        long count = call.Integer("K", 1);
        var (values, positions) = order.Range(call.Graph, x, 0, InOrder.Checked(call, x, order.Axis, count));
        return [values, positions];
    }
}

/// <summary>One element by its place in ascending order, counted from 1, with its position.</summary>
internal sealed class KthValue : MultiFunction
{
    public override string Name => "KthValue";

    public override Node[] BuildAll(CallSite call)
    {
        var x = call.Input();
        var order = Order.Of(call, x, descending: false);
        long place = InOrder.Checked(call, x, order.Axis, call.Integer("K", 1));
        var (values, positions) = order.Range(call.Graph, x, place - 1, 1);
        return [Reduction.DropAxes(call, values, [order.Axis]), Reduction.DropAxes(call, positions, [order.Axis])];
    }
}

/// <summary>The check of a number of elements against the axis that they are taken from.</summary>
internal static class InOrder
{
    public static long Checked(CallSite call, Node x, int axis, long count)
        => x.Shape[axis].IsConstant && count > x.Shape[axis].Value
            ? throw call.Invalid("K", $"at most {x.Shape[axis]}, the extent of dim {CallSite.Text(axis)} of {x.Shape}")
            : count;
}

/// <summary>Running sums of an axis.</summary>
internal sealed class CumSum : ValueFunction
{
    public override string Name => "CumSum";

    public override Node Build(CallSite call)
    {
        var x = call.Input();
        return call.Graph.Add(new ScanOperator(call.Axis("Dim", x.Shape.Rank)), x);
    }
}

/// <summary>
/// Running products of an axis: a recurrence without a term but at its start, whose gradient is exact where elements are 0.
/// </summary>
internal sealed class CumProd : ValueFunction
{
    public override string Name => "CumProd";

    public override Node Build(CallSite call)
    {
        var x = call.Input();
        int axis = call.Axis("Dim", x.Shape.Rank);
        var isFirst = ScalarFunctions.Equal.Of(new Coordinate(axis), 0);
        var first = call.Graph.Pointwise(ScalarFunctions.Select.Of(isFirst, new Argument(0), 0), x.Shape, x);
        return call.Graph.Add(new ScanOperator(axis), x, first);
    }
}
