using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Functions;

/// <summary>The largest element along an axis and where it first stands; NaN is larger than all others.</summary>
internal readonly record struct Extreme(Node Value, Node Index)
{
    /// <summary>Both keep the axis. The gradient goes to the element at the index alone, as PyTorch's does.</summary>
    /// <param name="sign">1, or -1 for the smallest element.</param>
    public static Extreme Of(CallSite call, Node x, int axis, int sign)
    {
        var graph = call.Graph;
        CheckPositions(call, x.Shape[axis]);
        ScalarExpression element = sign * new Argument(0), at = new Coordinate(axis);
        var largest = graph.Max(graph.Pointwise(element, x.Shape, x), axis);

        // The first of those that equal the largest one is the largest of their negated positions; where that is NaN, none equals it.
        var isNumber = ScalarFunctions.Equal.Of(new Argument(0), new Argument(0));
        var candidates = ScalarFunctions.Select.Of(
            ScalarFunctions.Equal.Of(element, new Argument(1)), -at,
            ScalarFunctions.Select.Of(isNumber, double.NegativeInfinity, -at));
        var first = graph.Max(graph.Pointwise(candidates, x.Shape, x, largest), axis);
        var index = graph.Add(new PointwiseOperator(-new Argument(0), first.Shape, DType.Int32), first);
        var chosen = ScalarFunctions.Select.Of(ScalarFunctions.Equal.Of(at, new Argument(1)), new Argument(0), 0);
        return new(graph.Sum(graph.Pointwise(chosen, x.Shape, x, index), axis), index);
    }

    /// <summary>Positions are compared as floats, which hold every integer up to this one.</summary>
    public static void CheckPositions(CallSite call, Dim count)
    {
        const long Largest = 1L << 24;
        if (!count.IsConstant || count.Value <= Largest) return;
        throw call.Error(
            "DG1101", call.Title, $"at most {CallSite.Text(Largest)} elements to choose from", call.Inputs[0].Value.Node.Shape.ToString(),
            call.History, "");
    }
}

/// <summary>
/// The largest or smallest element. Over one dim its gradient goes to the first such element; over all or several it is shared evenly
/// among equal ones: PyTorch's rules for <c>max(dim)</c>, <c>max()</c> and <c>amax</c>.
/// </summary>
internal abstract class ExtremeReduction(string name, int sign) : Reduction
{
    public override string Name => name;

    protected override Node Reduce(CallSite call, Node x, int[] axes)
    {
        if (call.Arguments.Find("Dim") is not null) return Extreme.Of(call, x, axes[0], sign).Value;
        ScalarExpression element = sign * new Argument(0);
        return axes.Length == 0 ? x : Map(call, call.Graph.Max(Map(call, x, element), axes), element);
    }
}

internal sealed class Max() : ExtremeReduction("Max", 1);

internal sealed class Min() : ExtremeReduction("Min", -1);

/// <summary>The largest or smallest element along a dim, with its index.</summary>
internal abstract class ExtremeWithIndex(string name, int sign) : MultiFunction
{
    public override string Name => name;

    public override Node[] BuildAll(CallSite call)
    {
        var x = call.Input();
        int axis = call.Axis("Dim", x.Shape.Rank);
        var found = Extreme.Of(call, x, axis, sign);
        return [Reduction.DropAxes(call, found.Value, [axis]), Reduction.DropAxes(call, found.Index, [axis])];
    }
}

internal sealed class MaxWithIndices() : ExtremeWithIndex("MaxWithIndices", 1);

internal sealed class MinWithIndices() : ExtremeWithIndex("MinWithIndices", -1);

/// <summary>Where the largest or smallest element first stands: along a dim, or in row-major order of all.</summary>
internal abstract class ExtremeIndex(string name, int sign) : ValueFunction
{
    public override string Name => name;

    public override Node Build(CallSite call)
    {
        var (graph, x) = (call.Graph, call.Input());
        if (call.Arguments.Find("Dim") is null)
        {
            var flat = graph.Reshape(x, Shape.Of(x.Shape.ElementCount));
            return graph.Reshape(Extreme.Of(call, flat, 0, sign).Index, Shape.Scalar);
        }

        int axis = call.Axis("Dim", x.Shape.Rank);
        return Reduction.DropAxes(call, Extreme.Of(call, x, axis, sign).Index, [axis]);
    }
}

internal sealed class ArgMax() : ExtremeIndex("ArgMax", 1);

internal sealed class ArgMin() : ExtremeIndex("ArgMin", -1);
