using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Operators;

internal enum ReduceKind
{
    Sum,
    Max,
}

/// <summary>Sum or maximum along axes, which stay with extent 1.</summary>
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
        if (Kind == ReduceKind.Max) values.AsSpan().Fill(double.NegativeInfinity);
        Evaluation.ForEach(evaluation.InputShapes[0], (at, flat) =>
        {
            ref double value = ref values[Evaluation.Flat(evaluation.Shape, at)];
            double x = evaluation.Inputs[0][flat];
            value = Kind == ReduceKind.Sum ? value + x : Math.Max(value, x);
        });
        return values;
    }

    /// <summary>A maximum shares its gradient evenly among equal elements, as PyTorch's amax does.</summary>
    public override Node?[] Gradients(GraphBuilder graph, Node node, Node gradient)
    {
        var x = node.Inputs[0];
        if (Kind == ReduceKind.Sum) return [graph.Expand(gradient, x.Shape)];
        var isMax = ScalarFunctions.Select.Of(ScalarFunctions.Equal.Of(new Argument(0), new Argument(1)), 1, 0);
        var mask = graph.Pointwise(isMax, x.Shape, x, node);
        var count = graph.Add(new ReduceOperator(ReduceKind.Sum, Axes), mask);
        return [graph.Pointwise(new Argument(0) * new Argument(1) / new Argument(2), x.Shape, gradient, mask, count)];
    }

    public override Cost CostOf(Node node) => new(Dim.Zero, node.Inputs[0].Shape.ElementCount);

    public override int InputAxis(Node node, int input, int axis) => axis;
}
