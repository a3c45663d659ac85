using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace DeepGen.Generators.Graph;

/// <summary>A tensor that the model owns: a parameter or a running statistic.</summary>
/// <param name="Name">PyTorch's name for it, such as <c>conv1.weight</c>.</param>
/// <param name="Initializer">The C# expression of its initialiser, such as <c>Initializer.LinearWeight(784)</c>.</param>
internal sealed record OwnedTensor(string Name, Shape Shape, string Initializer, Node Node)
{
    /// <summary>Whether training leaves it as it is.</summary>
    public bool IsFrozen { get; init; }
}

/// <summary>A named value at the boundary of the model.</summary>
internal sealed record NamedNode(string Name, Node Node);

/// <summary>Everything that one mode of a model computes: its boundary, and the values behind it.</summary>
internal sealed record ModelGraph
{
    public required GraphBuilder Builder { get; init; }

    public required ImmutableArray<NamedNode> Inputs { get; init; }

    public required ImmutableArray<NamedNode> Targets { get; init; }

    public required ImmutableArray<OwnedTensor> Parameters { get; init; }

    public required ImmutableArray<OwnedTensor> State { get; init; }

    /// <summary>Single numbers that may change between two calls.</summary>
    public ImmutableArray<NamedNode> Settings { get; init; } = [];

    /// <summary>What every door returns.</summary>
    public required ImmutableArray<NamedNode> Outputs { get; init; }

    /// <summary>What is there for the loss alone: a step shows it, and prediction leaves it out.</summary>
    public ImmutableArray<NamedNode> Auxiliaries { get; init; } = [];

    /// <summary>The scalar that training minimises; null for a model without a loss.</summary>
    public Node? Loss { get; init; }

    /// <summary>New values of the running statistics, by name; only in training.</summary>
    public ImmutableArray<NamedNode> StateUpdates { get; init; } = [];

    /// <summary>The gradient of the loss with respect to each trained parameter, by name; filled by differentiation.</summary>
    public ImmutableArray<NamedNode> Gradients { get; init; } = [];

    /// <summary>The names of the inputs that the loss is differentiated by too.</summary>
    public ImmutableArray<string> DifferentiatedInputs { get; init; } = [];

    /// <summary>The gradients with respect to these inputs, in their order; filled by differentiation.</summary>
    public ImmutableArray<NamedNode> InputGradients { get; init; } = [];

    /// <summary>The parameters that are trained.</summary>
    public IEnumerable<OwnedTensor> TrainedParameters => Parameters.Where(parameter => !parameter.IsFrozen);

    /// <summary>Every value that leaves the program.</summary>
    public IEnumerable<Node> Results
        => Outputs.Concat(Auxiliaries).Concat(StateUpdates).Concat(Gradients).Concat(InputGradients).Select(named => named.Node)
            .Concat(Loss is null ? [] : [Loss]);

    /// <summary>All nodes that the results need, inputs before users.</summary>
    public ImmutableArray<Node> Topological() => GraphOrder.Topological(Results);
}

internal static class GraphOrder
{
    /// <summary>Ids grow along edges, so sorting what can be reached is a topological order.</summary>
    public static ImmutableArray<Node> Topological(IEnumerable<Node> results)
    {
        var reached = new HashSet<Node>();
        var pending = new Stack<Node>(results);
        while (pending.Count > 0)
        {
            var node = pending.Pop();
            if (!reached.Add(node)) continue;
            foreach (var input in node.Inputs) pending.Push(input);
        }

        Node[] nodes = [.. reached];
        Array.Sort(Array.ConvertAll(nodes, static node => node.Id), nodes);
        return ImmutableCollectionsMarshal.AsImmutableArray(nodes);
    }
}

/// <summary>The nodes that read each node, each of them once, in their order.</summary>
internal sealed class NodeUsers
{
    private static readonly List<Node> None = [];

    private readonly Dictionary<Node, List<Node>> users;

    /// <param name="order">The nodes, inputs before users.</param>
    public NodeUsers(IReadOnlyCollection<Node> order)
    {
        users = new(order.Count);
        foreach (var user in order)
        {
            foreach (var input in user.Inputs)
            {
                if (!users.TryGetValue(input, out var readers)) users.Add(input, readers = new List<Node>(2));
                if (readers.Count == 0 || readers[readers.Count - 1] != user) readers.Add(user);
            }
        }
    }

    public IReadOnlyList<Node> this[Node node] => users.TryGetValue(node, out var readers) ? readers : None;
}
