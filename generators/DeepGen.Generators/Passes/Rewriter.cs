using System.Collections.Immutable;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Passes;

/// <summary>Rebuilds a graph from its inputs to its results, giving each node's replacement by a rule.</summary>
internal sealed class Rewriter(GraphBuilder graph, Func<GraphBuilder, Node, Node[], Node> rule)
{
    private readonly Dictionary<Node, Node> replaced = [];

    /// <param name="model">The graph.</param>
    /// <param name="order">Its nodes, inputs before users.</param>
    public ModelGraph Apply(ModelGraph model, ImmutableArray<Node> order, CancellationToken cancellation)
    {
        foreach (var node in order)
        {
            cancellation.ThrowIfCancellationRequested();
            graph.Label = node.Label;
            var inputs = new Node[node.Inputs.Length];
            for (int input = 0; input < inputs.Length; input++) inputs[input] = replaced[node.Inputs[input]];
            replaced.Add(node, rule(graph, node, inputs));
        }

        NamedNode Map(NamedNode named) => named with { Node = Of(named.Node) };
        return model with
        {
            Builder = graph,
            Inputs = [.. model.Inputs.Select(Map)],
            Targets = [.. model.Targets.Select(Map)],
            Settings = [.. model.Settings.Select(Map)],
            Outputs = [.. model.Outputs.Select(Map)],
            Auxiliaries = [.. model.Auxiliaries.Select(Map)],
            StateUpdates = [.. model.StateUpdates.Select(Map)],
            Gradients = [.. model.Gradients.Select(Map)],
            InputGradients = [.. model.InputGradients.Select(Map)],
            Parameters = [.. model.Parameters.Select(owned => owned with { Node = Of(owned.Node) })],
            State = [.. model.State.Select(owned => owned with { Node = Of(owned.Node) })],
            Loss = model.Loss is null ? null : Of(model.Loss),
        };
    }

    /// <summary>A leaf that nothing uses keeps its place at the boundary.</summary>
    private Node Of(Node node) => replaced.TryGetValue(node, out var known) ? known : graph.Add(node.Operator);
}
