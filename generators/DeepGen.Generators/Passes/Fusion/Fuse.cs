using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Passes.Fusion;

/// <summary>
/// Lowers a graph to kernels, fusing as it goes. Values are taken in topological order; each joins the latest group of the list that
/// comes after all it depends on and can take it, or opens a new one. Groups run in the order of the list, so no cycle can arise.
/// </summary>
internal static class Fuse
{
    public static KernelProgram Apply(ModelGraph model, CancellationToken cancellation)
    {
        var order = model.Topological();
        var inliner = new Inliner(model, order);
        var groups = new List<Group>();
        var given = new List<Group>();
        var home = new Dictionary<Node, int>();
        foreach (var node in order)
        {
            cancellation.ThrowIfCancellationRequested();
            if (node.Operator is LeafOperator || !inliner.IsStored(node)) continue;
            if (IsViewOfLeaf(node))
            {
                // There from the start, as the leaf is: it holds no kernel back.
                given.Add(Group.Open(node, inliner));
                continue;
            }

            var candidate = Group.Open(node, inliner);
            int earliest = candidate.Reads.Select(read => home.TryGetValue(read, out int at) ? at : -1).DefaultIfEmpty(-1).Max();
            int joined = -1;
            for (int at = groups.Count - 1; at >= Math.Max(earliest, 0) && joined < 0; at--)
            {
                if (groups[at].TryJoin(candidate)) joined = at;
            }

            if (joined < 0)
            {
                groups.Add(candidate);
                joined = groups.Count - 1;
            }

            home.Add(node, joined);
        }

        return new KernelProgram(model, [.. given.Concat(groups).Select(group => group.ToKernel())]);
    }

    private static bool IsViewOfLeaf(Node node)
        => node.Operator is ReshapeOperator or PermuteOperator or SliceOperator
            && (node.Inputs[0].Operator is LeafOperator || IsViewOfLeaf(node.Inputs[0]));
}

/// <summary>Names kernels after the layers whose work they do.</summary>
internal static class KernelTitle
{
    private const int MostLayers = 3;

    public static string For(IEnumerable<Node> nodes)
    {
        var labels = nodes.Select(node => node.Label).Where(label => label.Length > 0).Distinct().ToArray();
        bool backward = labels.Length > 0 && labels.All(label => label.EndsWith(".gradient", StringComparison.Ordinal));
        var words = labels.Select(label => label.Replace(".gradient", "")).Distinct().Take(MostLayers).Select(Pascal);
        string name = string.Concat(words);
        return (name.Length == 0 ? "Kernel" : name) + (backward ? "Backward" : "");
    }

    private static string Pascal(string label)
        => string.Concat(label.Split('.', '_', ' ').Where(word => word.Length > 0)
            .Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
}
