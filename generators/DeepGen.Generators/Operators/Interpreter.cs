using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Operators;

/// <summary>Evaluates a graph in float64, operator by operator.</summary>
/// <param name="dims">Values of the named dims.</param>
/// <param name="leaves">Row-major values of inputs, parameters and state, by name.</param>
/// <param name="uniform">The uniform number in [0, 1) of a random node's path and element; only models with dropout need it.</param>
internal sealed class Interpreter(
    IReadOnlyDictionary<string, long> dims, IReadOnlyDictionary<string, double[]> leaves, Func<uint, long, double>? uniform = null)
{
    private readonly Dictionary<Node, double[]> values = [];

    public long Extent(Dim dim) => dim.Evaluate(name => dims[name]);

    public long[] Extents(Shape shape) => [.. shape.Select(Extent)];

    public double[] Leaf(string name)
        => leaves.TryGetValue(name, out var value) ? value : throw new ArgumentException($"No value was given for '{name}'.");

    public double Uniform(uint path, long element)
        => (uniform ?? throw new ArgumentException("No source of random numbers was given."))(path, element);

    public double[] Evaluate(Node result)
    {
        foreach (var node in GraphOrder.Topological([result]))
        {
            if (values.ContainsKey(node)) continue;
            var evaluation = new Evaluation(
                node, [.. node.Inputs.Select(input => values[input])], [.. node.Inputs.Select(input => Extents(input.Shape))],
                Extents(node.Shape), this);
            var value = node.Operator.Evaluate(evaluation);
            if (value.Length != evaluation.Count)
                throw new InvalidOperationException($"{node} has {value.Length} values for {node.Shape}.");
            values.Add(node, value);
        }

        return values[result];
    }
}
