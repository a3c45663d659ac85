using System.Collections.Immutable;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Graph;

/// <summary>Makes nodes; equal requests give the same node.</summary>
internal sealed class GraphBuilder
{
    private readonly Dictionary<Key, Node> nodes = [];
    private readonly List<Node> order = [];

    /// <summary>The name that new nodes get for reading: the layer being built.</summary>
    public string Label { get; set; } = "";

    /// <summary>How many nodes there are.</summary>
    public int Count => order.Count;

    /// <summary>The nodes that were made since there were so many.</summary>
    public IEnumerable<Node> Since(int count) => order.GetRange(count, order.Count - count);

    /// <exception cref="ShapeException">The operator cannot take these inputs.</exception>
    public Node Add(Operator @operator, params Node[] inputs)
    {
        var key = new Key(@operator, [.. inputs]);
        if (nodes.TryGetValue(key, out var existing)) return existing;
        var node = new Node(order.Count, @operator, key.Inputs, @operator.Infer(inputs), Label);
        nodes.Add(key, node);
        order.Add(node);
        return node;
    }

    private sealed class Key(Operator @operator, ImmutableArray<Node> inputs) : IEquatable<Key>
    {
        public ImmutableArray<Node> Inputs { get; } = inputs;

        private Operator Operator { get; } = @operator;

        private readonly int hash = inputs.Aggregate(
            @operator.GetHashCode(), static (hash, input) => unchecked((hash * 31) + input.Id));

        public bool Equals(Key? other)
            => other is not null && hash == other.hash && Inputs.SequenceEqual(other.Inputs) && Operator.Equals(other.Operator);

        public override bool Equals(object? obj) => Equals(obj as Key);

        public override int GetHashCode() => hash;
    }
}

/// <summary>An operator was given inputs that it cannot take; the message says found and expected.</summary>
internal sealed class ShapeException(string message) : Exception(message);
