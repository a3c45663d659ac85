using System.Collections.Immutable;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build;

/// <summary>
/// The parameters, the state and the settings of a model; a layer that is called twice gets the same ones again.
/// </summary>
internal sealed class OwnedTensors(GraphBuilder graph)
{
    private readonly Dictionary<string, (Place At, OwnedTensor Tensor)> parameters = [];
    private readonly Dictionary<string, (Place At, OwnedTensor Tensor)> state = [];
    private readonly Dictionary<string, (Node Node, SettingRange Range)> settings = [];
    private readonly Dictionary<string, Node> updates = [];
    private readonly Dictionary<string, Place> counters = [];

    /// <summary>In the order of the layers' declarations, as PyTorch lists them, whatever the order of the calls.</summary>
    public ImmutableArray<OwnedTensor> Parameters => InOrder(parameters.Values);

    public ImmutableArray<OwnedTensor> State => InOrder(state.Values);

    public ImmutableArray<NamedNode> Settings => [.. settings.Select(setting => new NamedNode(setting.Key, setting.Value.Node))];

    /// <summary>The layers that count their batches, in the order of their declarations.</summary>
    public EquatableArray<string> BatchCounters
        => counters.OrderBy(counter => counter.Value.Order).Select(counter => counter.Key).ToEquatableArray();

    /// <summary>What each setting may be, in the order of <see cref="Settings"/>.</summary>
    public EquatableArray<SettingRange> SettingRanges => settings.Values.Select(setting => setting.Range).ToEquatableArray();

    public ImmutableArray<NamedNode> Updates
        => [.. State.Where(tensor => updates.ContainsKey(tensor.Name)).Select(tensor => new NamedNode(tensor.Name, updates[tensor.Name]))];

    public IEnumerable<OwnedTensor> ParametersOf(int layer)
        => parameters.Values.Where(entry => entry.At == Place.OfLayer(layer)).Select(entry => entry.Tensor);

    /// <summary>The parameter of this name, made at its first use; its shape may differ from the one asked for.</summary>
    public Node Parameter(int layer, string name, Shape shape, string initializer, bool isFrozen)
        => Find(parameters, LeafKind.Parameter, Place.OfLayer(layer), new(name, shape, initializer, isFrozen));

    /// <summary>A running statistic: what it holds before the step, or what an earlier call in the same step made of it.</summary>
    public Node StateOf(int layer, string name, Shape shape, string initializer)
    {
        var leaf = Find(state, LeafKind.State, Place.OfLayer(layer), new(name, shape, initializer, IsFrozen: false));
        return updates.TryGetValue(name, out var updated) ? updated : leaf;
    }

    public void CountBatches(int layer, string name) => counters[name] = Place.OfLayer(layer);

    /// <summary>A parameter or a buffer of the user's own.</summary>
    public Node Member(MemberDeclaration member, Shape shape, string initializer)
    {
        var (all, kind) = member.Kind == MemberKind.Parameter ? (parameters, LeafKind.Parameter) : (state, LeafKind.State);
        return Find(all, kind, Place.Ahead(member.Before), new(member.Name, shape, initializer, member.IsFrozen));
    }

    public Node Setting(string name, SettingRange range)
    {
        var node = graph.Add(new LeafOperator(LeafKind.Setting, name, Shape.Scalar));
        settings.Add(name, (node, range));
        return node;
    }

    /// <summary>What a setting may be; null where the node is none.</summary>
    public SettingRange? RangeOf(Node node)
        => node.Operator is LeafOperator { Kind: LeafKind.Setting } leaf ? settings[leaf.Path].Range : null;

    /// <summary>Allows of a setting only what a function takes that reads it.</summary>
    public void Narrow(Node node, SettingRange range) => settings[((LeafOperator)node.Operator).Path] = (node, range);

    public void Update(string name, Node value) => updates[name] = value;

    private Node Find(Dictionary<string, (Place At, OwnedTensor Tensor)> owned, LeafKind kind, Place at, Wanted wanted)
    {
        if (!owned.TryGetValue(wanted.Name, out var entry))
        {
            var node = graph.Add(new LeafOperator(kind, wanted.Name, wanted.Shape));
            entry = (at, new OwnedTensor(wanted.Name, wanted.Shape, wanted.Initializer, node) { IsFrozen = wanted.IsFrozen });
            owned.Add(wanted.Name, entry);
        }

        return entry.Tensor.Node;
    }

    private static ImmutableArray<OwnedTensor> InOrder(IEnumerable<(Place At, OwnedTensor Tensor)> owned)
        => [.. owned.OrderBy(entry => entry.At.Order).ThenBy(entry => entry.Tensor.Node.Id).Select(entry => entry.Tensor)];

    private readonly record struct Wanted(string Name, Shape Shape, string Initializer, bool IsFrozen);

    /// <summary>A place among the layers: that of a layer's tensors, or ahead of it, where those of its module stand.</summary>
    private readonly record struct Place(int Order)
    {
        public static Place OfLayer(int layer) => new((2 * layer) + 1);

        public static Place Ahead(int layer) => new(2 * layer);
    }
}
