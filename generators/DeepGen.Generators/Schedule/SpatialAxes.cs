using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Schedule;

/// <summary>
/// Finds the axes that windows slide along (convolution, pooling, zero borders) and spreads that knowledge along the axes of pointwise
/// work between them. Values with such axes are laid out channels-last: batch, windowed axes, then the others.
/// </summary>
internal sealed class SpatialAxes
{
    private readonly HashSet<(Node Node, int Axis)> marked = [];

    public SpatialAxes(IReadOnlyList<Node> order)
    {
        foreach (var node in order) Seed(node);
        bool changed = true;
        while (changed)
        {
            int before = marked.Count;

            // In both directions, so that what is found travels all the way at once.
            foreach (var node in order) Spread(node);
            for (int at = order.Count - 1; at >= 0; at--) Spread(order[at]);
            changed = marked.Count != before;
        }
    }

    /// <summary>The axes of a value in the order in which they lie in memory, outermost first.</summary>
    public int[] PhysicalOrder(Node node)
    {
        var axes = Enumerable.Range(0, node.Shape.Rank).ToArray();
        return [.. axes.OrderBy(
            axis => marked.Contains((node, axis)) ? 1 : axis == 0 || !axes.Any(at => marked.Contains((node, at))) ? 0 : 2)];
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
                        marked.Add((node.Inputs[input], axis));
                        // The first term is what slides, the others run through the window.
                        if (index.Terms[0].Loop < contract.OutputRank) marked.Add((node, index.Terms[0].Loop));
                    }
                }

                break;
            case WindowOperator window:
                foreach (var axis in window.Axes) marked.Add((node, axis.Axis));
                break;
            case WindowGatherOperator gather:
                foreach (var axis in gather.Axes) marked.Add((node, axis.Axis));
                break;
        }
    }

    private void Spread(Node node)
    {
        for (int axis = 0; axis < node.Shape.Rank; axis++)
        {
            for (int input = 0; input < node.Inputs.Length; input++)
            {
                int from = node.Operator.InputAxis(node, input, axis);
                if (from < 0 || node.Inputs[input].Operator is LeafOperator { Kind: LeafKind.Parameter or LeafKind.State }) continue;
                if (marked.Contains((node, axis))) marked.Add((node.Inputs[input], from));
                else if (marked.Contains((node.Inputs[input], from))) marked.Add((node, axis));
            }
        }
    }
}
