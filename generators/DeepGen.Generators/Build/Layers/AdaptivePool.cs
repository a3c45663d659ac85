using DeepGen.Generators.Build.Functions;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>
/// Pooling to a given extent: window i of O over an axis of L begins at floor(i L / O) and ends before ceil((i + 1) L / O).
/// </summary>
internal abstract class AdaptivePool(int rank) : SpatialPool(rank)
{
    protected override Node Over(CallSite call, Node input)
    {
        var written = Spatial.PerAxis(call, AxisCount, "Output", -1, 0);
        if (written[0] < 0) throw call.Invalid("Output", "the extent of the output, at least 1, or 0 to keep the input's");
        var x = input;
        var axes = Spatial.Axes(AxisCount);
        if (written.All(extent => extent == 1)) return Whole(call, x, axes);

        // From the last axis on: of equal values the first one in PyTorch's order is then found by finding the first along each axis.
        var even = new List<WindowAxis>();
        foreach (int axis in axes.OrderByDescending(axis => axis))
        {
            var extent = x.Shape[axis];
            long outputs = written[axis - Spatial.First];
            if (outputs == 0 || extent == Dim.Constant(outputs)) continue;
            if (extent.IsConstant && extent.Value % outputs == 0)
            {
                even.Insert(0, new WindowAxis(axis, extent.Value / outputs, extent.Value / outputs, 1, 0, 0));
                continue;
            }

            x = Even(call.Graph, x, even);
            even.Clear();
            x = outputs == 1 ? Whole(call, x, [axis])
                : extent.IsConstant ? Uneven(call.Graph, x, axis, outputs)
                : throw call.Error("DG1110", call.Title, "for several outputs along an axis an extent", x.Shape.ToString(), call.History);
        }

        return Even(call.Graph, x, even);
    }

    /// <summary>One value for whole axes, which stay with extent 1.</summary>
    protected abstract Node Whole(CallSite call, Node x, int[] axes);

    /// <summary>Windows of one size side by side.</summary>
    protected abstract Node SideBySide(GraphBuilder graph, Node x, EquatableArray<WindowAxis> windows);

    private Node Even(GraphBuilder graph, Node x, List<WindowAxis> windows)
        => windows.Count == 0 ? x : SideBySide(graph, x, windows.ToEquatableArray());

    /// <summary>Windows whose sizes differ by one, which may share elements.</summary>
    protected abstract Node Uneven(GraphBuilder graph, Node x, int axis, long extent);
}

internal abstract class AdaptiveAvgPool(int rank) : AdaptivePool(rank)
{
    protected override Node Whole(CallSite call, Node x, int[] axes) => call.Graph.Mean(x, axes);

    protected override Node SideBySide(GraphBuilder graph, Node x, EquatableArray<WindowAxis> windows)
    {
        var sum = graph.Add(new WindowOperator(WindowKind.Sum, windows), x);
        return graph.Pointwise(new Argument(0) * (1.0 / windows.Items.Aggregate(1L, (size, window) => size * window.Size)), sum.Shape, sum);
    }

    /// <summary>
    /// A product with the matrix that holds 1 / size where window o covers element l: o L &lt; (l + 1) O and l O &lt; (o + 1) L, which
    /// whole numbers decide exactly.
    /// </summary>
    protected override Node Uneven(GraphBuilder graph, Node x, int axis, long extent)
    {
        double length = x.Shape[axis].Value, outputs = extent;
        ScalarExpression window = new Coordinate(0), element = new Coordinate(1);
        var begun = ScalarFunctions.Less.Of(window * length, (element + 1) * outputs);
        var open = ScalarFunctions.Less.Of(element * outputs, (window + 1) * length);
        var covers = graph.Pointwise(
            ScalarFunctions.Select.Of(begun, ScalarFunctions.Select.Of(open, 1, 0), 0), Shape.Of(extent, x.Shape[axis]));
        var mean = graph.Pointwise(new Argument(0) / new Argument(1), covers.Shape, covers, graph.Sum(covers, 1));
        return AxisProduct.Of(graph, x, axis, mean);
    }
}

internal abstract class AdaptiveMaxPool(int rank) : AdaptivePool(rank)
{
    protected override Node Whole(CallSite call, Node x, int[] axes)
    {
        if (!axes.All(axis => x.Shape[axis].IsConstant)) return FirstLargest(call, x, axes);
        return SideBySide(
            call.Graph, x, axes.Select(axis => new WindowAxis(axis, x.Shape[axis].Value, x.Shape[axis].Value, 1, 0, 0)).ToEquatableArray());
    }

    protected override Node SideBySide(GraphBuilder graph, Node x, EquatableArray<WindowAxis> windows)
        => graph.Add(new WindowOperator(WindowKind.Max, windows), x);

    /// <summary>The largest of each row and then of each column is the largest of all, and the first one in PyTorch's order too.</summary>
    protected override Node Uneven(GraphBuilder graph, Node x, int axis, long extent)
    {
        long length = x.Shape[axis].Value;
        Node Window(long at)
        {
            long first = at * length / extent, end = (((at + 1) * length) + extent - 1) / extent;
            return SideBySide(graph, graph.Slice(x, axis, first, end - first), [new WindowAxis(axis, end - first, end - first, 1, 0, 0)]);
        }

        return graph.Concat(axis, [.. Enumerable.Range(0, (int)extent).Select(at => Window(at))]);
    }

    /// <summary>
    /// The element at the first position that holds the maximum, or at the last that holds NaN, as a sum of which all others are zero:
    /// only that one gets the gradient. Positions are counted down where the first is wanted, since there is a maximum and no minimum.
    /// </summary>
    private static Node FirstLargest(CallSite call, Node x, int[] axes)
    {
        var graph = call.Graph;
        Extreme.CheckPositions(call, x.Shape.Count(axes));
        var constant = graph.Detach(x);
        var largest = graph.Max(constant, axes);
        var position = axes.Aggregate(
            (ScalarExpression)0, (flat, axis) => (flat * GraphExtensions.NumberOf(x.Shape[axis])) + new Coordinate(axis));
        ScalarExpression value = new Argument(0), most = new Argument(1), rank = Rank(position, value, most);
        var chosen = graph.Max(graph.Pointwise(rank, x.Shape, constant, largest), axes);
        var isChosen = ScalarFunctions.Equal.Of(Rank(position, value, new Argument(2)), most);
        return graph.Sum(graph.Pointwise(ScalarFunctions.Select.Of(isChosen, value, 0), x.Shape, x, chosen, largest), axes);
    }

    private static ScalarExpression Rank(ScalarExpression position, ScalarExpression value, ScalarExpression largest)
        => ScalarFunctions.Select.Of(
            ScalarFunctions.Equal.Of(value, largest), -position,
            ScalarFunctions.Select.Of(ScalarFunctions.LessOrEqual.Of(value, double.PositiveInfinity), double.NegativeInfinity, position));
}

internal sealed class AdaptiveAvgPool1d() : AdaptiveAvgPool(1);

internal sealed class AdaptiveAvgPool2d() : AdaptiveAvgPool(2);

internal sealed class AdaptiveAvgPool3d() : AdaptiveAvgPool(3);

internal sealed class AdaptiveMaxPool1d() : AdaptiveMaxPool(1);

internal sealed class AdaptiveMaxPool2d() : AdaptiveMaxPool(2);

internal sealed class AdaptiveMaxPool3d() : AdaptiveMaxPool(3);
