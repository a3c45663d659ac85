using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Schedule;

/// <summary>
/// Finds the axes that windows slide along (convolution, pooling, zero borders) and spreads that knowledge along the axes of pointwise
/// work between them. Values with such axes are laid out channels-last: batch, windowed axes, then the others.
/// </summary>
internal sealed class SpatialAxes
{
    // A bit for each axis, since this is asked again and again. An axis beyond the 64th shares one: any order of axes is right.
    private readonly Dictionary<Node, ulong> marked;
    private bool changed;

    public SpatialAxes(IReadOnlyList<Node> order)
    {
        marked = new(order.Count);
        foreach (var node in order) Seed(node);
        changed = true;
        while (changed)
        {
            changed = false;

            // In both directions, so that what is found travels all the way at once.
            foreach (var node in order) Spread(node);
            for (int at = order.Count - 1; at >= 0; at--) Spread(order[at]);
        }
    }

    /// <summary>The axes of a value in the order in which they lie in memory, outermost first.</summary>
    public int[] PhysicalOrder(Node node)
    {
        var axes = Enumerable.Range(0, node.Shape.Rank).ToArray();
        return [.. axes.OrderBy(
            axis => IsMarked(node, axis) ? 1 : axis == 0 || !axes.Any(at => IsMarked(node, at)) ? 0 : 2)];
    }

    private bool IsMarked(Node node, int axis) => marked.TryGetValue(node, out ulong axes) && (axes & (1UL << axis)) != 0;

    private void Mark(Node node, int axis)
    {
        marked.TryGetValue(node, out ulong axes);
        if ((axes & (1UL << axis)) != 0) return;
        marked[node] = axes | (1UL << axis);
        changed = true;
    }

    private void Seed(Node node)
    {
        switch (node.Operator)
        {
            case ContractOperator contract:
                for (int input = 0; input < 2; input++)
                {
                    for (int axis = 0; axis < contract.Map(input).Length; axis++)
                    {
                        var index = contract.Map(input)[axis];
                        if (index.Terms.Length < 2) continue;
                        Mark(node.Inputs[input], axis);
                        // The first term is what slides, the others run through the window.
                        if (index.Terms[0].Loop < contract.OutputRank) Mark(node, index.Terms[0].Loop);
                    }
                }

                break;
            case WindowOperator window:
                foreach (var axis in window.Axes) Mark(node, axis.Axis);
                break;
            case WindowGatherOperator gather:
                foreach (var axis in gather.Axes) Mark(node, axis.Axis);
                break;
        }
    }

    private void Spread(Node node)
    {
        var inputs = node.Inputs;
        marked.TryGetValue(node, out ulong axes);
        for (int input = 0; input < inputs.Length; input++)
        {
            // Where neither has an axis that slides there is nothing to spread.
            if (axes == 0 && !marked.ContainsKey(inputs[input])) continue;
            if (inputs[input].Operator is LeafOperator { Kind: LeafKind.Parameter or LeafKind.State }) continue;
            for (int axis = 0; axis < node.Shape.Rank; axis++)
            {
                int from = node.Operator.InputAxis(node, input, axis);
                if (from < 0) continue;
                if (IsMarked(node, axis)) Mark(inputs[input], from);
                else if (IsMarked(inputs[input], from)) Mark(node, axis);
            }

            marked.TryGetValue(node, out axes);
        }
    }
}
