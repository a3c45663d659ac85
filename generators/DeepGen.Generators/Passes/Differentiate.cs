using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Passes;

/// <summary>
/// Reverse-mode differentiation: adds the gradient of the loss with respect to every parameter as more nodes of the same graph.
/// Broadcasting is undone here, once, and in no operator's rule.
/// </summary>
internal static class Differentiate
{
    public static ModelGraph Apply(ModelGraph model, CancellationToken cancellation)
    {
        if (model.Loss is null) return model;
        var graph = model.Builder;
        var order = GraphOrder.Topological([model.Loss]);
        var needed = Needed(order, model.Parameters.Select(parameter => parameter.Node));
        var gradients = new Dictionary<Node, Node> { [model.Loss] = graph.Constant(1, model.Loss.Shape) };
        foreach (var node in order.Reverse())
        {
            cancellation.ThrowIfCancellationRequested();
            if (!needed.Contains(node) || !gradients.TryGetValue(node, out var gradient)) continue;
            graph.Label = GradientLabel(node.Label);
            var contributions = node.Operator.Gradients(graph, node, gradient);
            for (int index = 0; index < contributions.Length; index++)
            {
                var input = node.Inputs[index];
                if (contributions[index] is { } contribution && needed.Contains(input)) Accumulate(graph, gradients, input, contribution);
            }
        }

        return model with
        {
            Gradients = [.. model.Parameters.Select(parameter => new NamedNode(parameter.Name, GradientOf(graph, gradients, parameter)))],
        };
    }

    /// <summary>What belongs to the backward pass of a layer is named so.</summary>
    private static string GradientLabel(string label)
        => label.EndsWith(".gradient", StringComparison.Ordinal) ? label : label + ".gradient";

    /// <summary>The nodes whose value depends on a parameter.</summary>
    private static HashSet<Node> Needed(ImmutableArray<Node> order, IEnumerable<Node> parameters)
    {
        var needed = new HashSet<Node>(parameters);
        foreach (var node in order)
        {
            if (node.Operator is not DetachOperator && node.Inputs.Any(needed.Contains)) needed.Add(node);
        }

        return needed;
    }

    private static void Accumulate(GraphBuilder graph, Dictionary<Node, Node> gradients, Node input, Node contribution)
    {
        var reduced = UndoBroadcast(graph, contribution, input.Shape);
        gradients[input] = gradients.TryGetValue(input, out var sum)
            ? graph.Pointwise(new Argument(0) + new Argument(1), input.Shape, sum, reduced)
            : reduced;
    }

    private static Node UndoBroadcast(GraphBuilder graph, Node contribution, Shape shape)
    {
        var axes = Enumerable.Range(0, shape.Rank).Where(axis => shape[axis].IsOne && !contribution.Shape[axis].IsOne).ToArray();
        return graph.Expand(graph.Sum(contribution, axes), shape);
    }

    /// <summary>A parameter that the loss does not depend on has a gradient of zero.</summary>
    private static Node GradientOf(GraphBuilder graph, Dictionary<Node, Node> gradients, OwnedTensor parameter)
    {
        graph.Label = GradientLabel(parameter.Name);
        return gradients.TryGetValue(parameter.Node, out var gradient) ? gradient : graph.Constant(0, parameter.Shape);
    }
}
