using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Functions;

/// <summary>A reduction of all axes, or of those written.</summary>
internal abstract class Reduction : ValueFunction
{
    public override Node Build(CallSite call)
    {
        var x = call.Input();
        var axes = Axes(call, x.Shape.Rank);
        var reduced = Reduce(call.Graph, x, axes);
        return call.Boolean("KeepDim", false)
            ? reduced
            : call.Graph.Reshape(reduced, new Shape(reduced.Shape.Where((_, axis) => !axes.Contains(axis))));
    }

    protected abstract Node Reduce(GraphBuilder graph, Node x, int[] axes);

    private static int[] Axes(CallSite call, int rank)
    {
        if (call.Arguments.Find("Dim") is not null) return [call.Axis("Dim", rank)];
        if (call.Arguments.Find("Dims") is not { } written) return [.. Enumerable.Range(0, rank)];
        var axes = written.Integers.Items.Select(axis => (int)(axis < 0 ? axis + rank : axis)).ToArray();
        return axes.All(axis => axis >= 0 && axis < rank) && axes.Distinct().Count() == axes.Length
            ? axes
            : throw call.Invalid("Dims", $"different axes in [{-rank}, {rank - 1}]");
    }
}

internal sealed class Sum : Reduction
{
    public override string Name => "Sum";

    protected override Node Reduce(GraphBuilder graph, Node x, int[] axes) => graph.Sum(x, axes);
}

internal sealed class Mean : Reduction
{
    public override string Name => "Mean";

    protected override Node Reduce(GraphBuilder graph, Node x, int[] axes) => axes.Length == 0 ? x : graph.Mean(x, axes);
}
