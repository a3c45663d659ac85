using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build;

/// <summary>The parameters and running statistics of a model; a layer that is called twice gets the same ones again.</summary>
internal sealed class OwnedTensors(GraphBuilder graph)
{
    private readonly Dictionary<string, (int Layer, OwnedTensor Tensor)> parameters = [];
    private readonly Dictionary<string, (int Layer, OwnedTensor Tensor)> state = [];
    private readonly Dictionary<string, Node> updates = [];

    /// <summary>In the order of the layers' declarations, as PyTorch lists them, whatever the order of the calls.</summary>
    public ImmutableArray<OwnedTensor> Parameters => InOrder(parameters.Values);

    public ImmutableArray<OwnedTensor> State => InOrder(state.Values);

    public ImmutableArray<NamedNode> Updates
        => [.. State.Where(tensor => updates.ContainsKey(tensor.Name)).Select(tensor => new NamedNode(tensor.Name, updates[tensor.Name]))];

    public IEnumerable<OwnedTensor> ParametersOf(int layer)
        => parameters.Values.Where(entry => entry.Layer == layer).Select(entry => entry.Tensor);

    /// <summary>The parameter of this name, made at its first use; its shape may differ from the one asked for.</summary>
    public Node Parameter(int layer, string name, Shape shape, string initializer)
        => Find(parameters, LeafKind.Parameter, layer, name, shape, initializer);

    /// <summary>A running statistic: what it holds before the step, or what an earlier call in the same step made of it.</summary>
    public Node StateOf(int layer, string name, Shape shape, string initializer)
    {
        var leaf = Find(state, LeafKind.State, layer, name, shape, initializer);
        return updates.TryGetValue(name, out var updated) ? updated : leaf;
    }

    public void Update(string name, Node value) => updates[name] = value;

    private Node Find(
        Dictionary<string, (int Layer, OwnedTensor Tensor)> owned, LeafKind kind, int layer, string name, Shape shape, string initializer)
    {
        if (!owned.TryGetValue(name, out var entry))
        {
            entry = (layer, new OwnedTensor(name, shape, initializer, graph.Add(new LeafOperator(kind, name, shape))));
            owned.Add(name, entry);
        }

        return entry.Tensor.Node;
    }

    private static ImmutableArray<OwnedTensor> InOrder(IEnumerable<(int Layer, OwnedTensor Tensor)> owned)
        => [.. owned.OrderBy(entry => entry.Layer).ThenBy(entry => entry.Tensor.Node.Id).Select(entry => entry.Tensor)];
}
