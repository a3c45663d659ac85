using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Losses;

/// <summary>
/// Weights of a loss: a value that broadcasts to it, or numbers written in an attribute, one for each place of an axis. They are
/// constants to differentiation, as in PyTorch.
/// </summary>
internal sealed class LossWeights
{
    private const int Most = 64;
    private readonly GraphBuilder graph;
    private readonly Node? value;
    private readonly IReadOnlyList<double>? numbers;

    private LossWeights(GraphBuilder graph, Node? value, IReadOnlyList<double>? numbers)
        => (this.graph, this.value, this.numbers) = (graph, value, numbers);

    /// <summary>The weights of this argument, or null where it was not written.</summary>
    /// <param name="shape">What they must broadcast to, aligned at the last axis.</param>
    public static LossWeights? Of(CallSite call, string name, Shape shape)
    {
        var graph = call.Graph;
        if (call.Has(name))
        {
            var given = call.Input(name);
            bool fits = given.Shape.Rank <= shape.Rank && Enumerable.Range(1, given.Shape.Rank).All(
                back => given.Shape[given.Shape.Rank - back].IsOne || given.Shape[given.Shape.Rank - back] == shape[shape.Rank - back]);
            if (!fits) throw Unfit(call, name, given.Shape.ToString(), shape);
            return new(graph, graph.Detach(Functions.Broadcast.Align(graph, given, shape.Rank)), null);
        }

        var setting = char.ToUpperInvariant(name[0]) + name.Substring(1);
        if (call.Arguments.Find(setting) is not { Kind: ConstantKind.Reals } written) return null;
        var numbers = written.Reals.Items;
        if (numbers.Length > Most)
        {
            throw call.Invalid(setting, $"at most {CallSite.Text(Most)} numbers; give more of them in a graph, as a [Buffer]");
        }

        var extent = shape.Rank == 0 ? Dim.One : shape[shape.Rank - 1];
        bool matches = numbers.Length == 1 || extent == Dim.Constant(numbers.Length);
        return matches && numbers.Length > 0
            ? new(graph, null, numbers)
            : throw Unfit(call, setting, $"[{CallSite.Text(numbers.Length)}]", shape);
    }

    /// <summary>The weight of each element, as a factor over the inputs, to which a value is added.</summary>
    public ScalarExpression Factor(int axis, List<Node> inputs)
    {
        if (value is null) return Choose(new Coordinate(axis));
        inputs.Add(value);
        return new Argument(inputs.Count - 1);
    }

    /// <summary>The weight of the class that each label names, 0 where it names none.</summary>
    /// <param name="pick">Takes the labelled class out of a value [1, C, 1, ...].</param>
    public Node At(Node label, int axis, Func<Node, Node> pick)
        => numbers is not null
            ? graph.Pointwise(Choose(new Argument(0)), label.Shape, label)
            : pick(Wide(label.Shape, axis));

    /// <summary>The weights as a value [1, C, 1, ...] of the rank of another.</summary>
    public Node Wide(Shape like, int axis)
    {
        var extent = value is null ? Dim.Constant(numbers!.Count) : value.Shape[value.Shape.Rank - 1];
        var wide = new Shape(like.Select((_, at) => at == axis ? extent : Dim.One));
        return value is null ? graph.Pointwise(Choose(new Coordinate(axis)), wide) : graph.Reshape(value, wide);
    }

    private ScalarExpression Choose(ScalarExpression index)
    {
        ScalarExpression chosen = numbers!.Count == 1 ? numbers[0] : 0;
        for (int at = numbers.Count - 1; at >= 0 && numbers.Count > 1; at--)
        {
            chosen = ScalarFunctions.Select.Of(ScalarFunctions.Equal.Of(index, at), numbers[at], chosen);
        }

        return chosen;
    }

    private static BuildException Unfit(CallSite call, string name, string found, Shape shape)
        => call.ErrorAt(name, "DG1135", name, call.Title, found, shape.ToString());
}
