using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Passes;

/// <summary>
/// Reverse-mode differentiation: adds the gradient of the loss with respect to every trained parameter, and to the inputs that
/// ask for one, as more nodes of the same graph. What only frozen parameters need is not computed.
/// Broadcasting is undone here, once, and in no operator's rule.
/// </summary>
internal static class Differentiate
{
    public static ModelGraph Apply(ModelGraph model, CancellationToken cancellation)
    {
        if (model.Loss is null) return model;
        var graph = model.Builder;
        var order = GraphOrder.Topological([model.Loss]);
        var inputs = model.DifferentiatedInputs.Select(name => model.Inputs.First(input => input.Name == name)).ToArray();
        var needed = Needed(order, model.TrainedParameters.Select(parameter => parameter.Node).Concat(inputs.Select(input => input.Node)));
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
            Gradients = [.. model.TrainedParameters
                .Select(parameter => new NamedNode(parameter.Name, GradientOf(graph, gradients, parameter.Name, parameter.Node)))],
            InputGradients = [.. inputs
                .Select(input => new NamedNode(input.Name, GradientOf(graph, gradients, input.Name, input.Node)))],
        };
    }

    /// <summary>What belongs to the backward pass of a layer is named so.</summary>
    private static string GradientLabel(string label)
        => label.EndsWith(".gradient", StringComparison.Ordinal) ? label : label + ".gradient";

    /// <summary>The nodes whose value depends on one of the leaves.</summary>
    private static HashSet<Node> Needed(ImmutableArray<Node> order, IEnumerable<Node> leaves)
    {
        var needed = new HashSet<Node>(leaves);
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

    /// <summary>What the loss does not depend on has a gradient of zero.</summary>
    private static Node GradientOf(GraphBuilder graph, Dictionary<Node, Node> gradients, string name, Node leaf)
    {
        graph.Label = GradientLabel(name);
        return gradients.TryGetValue(leaf, out var gradient) ? gradient : graph.Constant(0, leaf.Shape);
    }
}
