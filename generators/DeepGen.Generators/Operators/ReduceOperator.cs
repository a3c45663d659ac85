using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Operators;

internal enum ReduceKind
{
    Sum,
    Max,
    Product,
}

/// <summary>Sum, maximum or product along axes, which stay with extent 1.</summary>
internal sealed record ReduceOperator(ReduceKind Kind, EquatableArray<int> Axes) : Operator
{
    public override string Name => "Reduce" + Kind;

    public override Signature Infer(IReadOnlyList<Node> inputs)
    {
        var shape = inputs[0].Shape;
        if (Axes.Items.Any(axis => axis < 0 || axis >= shape.Rank))
            throw new ShapeException($"{shape} has no axis {string.Join(", ", Axes)}");
        return new(Axes.Items.Aggregate(shape, (result, axis) => result.With(axis, 1)), DType.Float32);
    }

    public override double[] Evaluate(Evaluation evaluation)
    {
        var values = new double[evaluation.Count];
        values.AsSpan().Fill(Kind switch { ReduceKind.Max => double.NegativeInfinity, ReduceKind.Product => 1, _ => 0 });
        Evaluation.ForEach(evaluation.InputShapes[0], (at, flat) =>
        {
            ref double value = ref values[Evaluation.Flat(evaluation.Shape, at)];
            double x = evaluation.Inputs[0][flat];
            value = Kind switch { ReduceKind.Sum => value + x, ReduceKind.Product => value * x, _ => Math.Max(value, x) };
        });
        return values;
    }

    /// <summary>A maximum shares its gradient evenly among equal elements, as PyTorch's amax does.</summary>
    public override Node?[] Gradients(GraphBuilder graph, Node node, Node gradient)
    {
        var x = node.Inputs[0];
        if (Kind == ReduceKind.Sum) return [graph.Expand(gradient, x.Shape)];
        if (Kind == ReduceKind.Product) return [ProductGradient(graph, x, gradient)];
        var isMax = ScalarFunctions.Select.Of(ScalarFunctions.Equal.Of(new Argument(0), new Argument(1)), 1, 0);
        var mask = graph.Pointwise(isMax, x.Shape, x, node);
        var count = graph.Add(new ReduceOperator(ReduceKind.Sum, Axes), mask);
        return [graph.Pointwise(new Argument(0) * new Argument(1) / new Argument(2), x.Shape, gradient, mask, count)];
    }

    /// <summary>
    /// The product of all others: the whole divided by the element where none is zero. Where one is, only that one has a gradient, the
    /// product of the rest.
    /// </summary>
    private Node ProductGradient(GraphBuilder graph, Node x, Node gradient)
    {
        var isZero = ScalarFunctions.Equal.Of(new Argument(0), 0);
        var zeros = graph.Sum(graph.Pointwise(ScalarFunctions.Select.Of(isZero, 1, 0), x.Shape, x), [.. Axes.Items]);
        var rest = graph.Add(this, graph.Pointwise(ScalarFunctions.Select.Of(isZero, 1, new Argument(0)), x.Shape, x));
        ScalarExpression element = new Argument(1), count = new Argument(2), others = new Argument(3);
        var slope = ScalarFunctions.Select.Of(
            ScalarFunctions.Equal.Of(element, 0),
            ScalarFunctions.Select.Of(ScalarFunctions.Equal.Of(count, 1), others, 0),
            ScalarFunctions.Select.Of(ScalarFunctions.Equal.Of(count, 0), others / element, 0));
        return graph.Pointwise(new Argument(0) * slope, x.Shape, gradient, x, zeros, rest);
    }

    public override Cost CostOf(Node node) => new(Dim.Zero, node.Inputs[0].Shape.ElementCount);

    public override int InputAxis(Node node, int input, int axis) => axis;
}
