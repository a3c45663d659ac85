using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Operators;

/// <summary>The same elements in row-major order under another shape.</summary>
internal sealed record ReshapeOperator(Shape Shape) : Operator
{
    public override string Name => "Reshape";

    public override Signature Infer(IReadOnlyList<Node> inputs)
        => inputs[0].Shape.ElementCount == Shape.ElementCount
            ? new(Shape, inputs[0].Type)
            : throw new ShapeException($"{inputs[0].Shape} has {inputs[0].Shape.ElementCount} elements, {Shape} has {Shape.ElementCount}");

    public override double[] Evaluate(Evaluation evaluation) => evaluation.Inputs[0];

    public override Node?[] Gradients(GraphBuilder graph, Node node, Node gradient) => [graph.Reshape(gradient, node.Inputs[0].Shape)];

    /// <summary>Axes that survive whole: those before the first and after the last one that is merged or split.</summary>
    public override int InputAxis(Node node, int input, int axis)
    {
        var from = node.Inputs[0].Shape;
        int leading = 0;
        while (leading < from.Rank && leading < Shape.Rank && from[leading] == Shape[leading]) leading++;
        if (axis < leading) return axis;
        int trailing = 0;
        while (trailing < from.Rank - leading && trailing < Shape.Rank - leading
            && from[from.Rank - 1 - trailing] == Shape[Shape.Rank - 1 - trailing]) trailing++;
        return axis >= Shape.Rank - trailing ? axis - Shape.Rank + from.Rank : -1;
    }
}

/// <summary>Axis i of the result is axis <c>Axes[i]</c> of the input.</summary>
internal sealed record PermuteOperator(EquatableArray<int> Axes) : Operator
{
    public override string Name => "Permute";

    public override Signature Infer(IReadOnlyList<Node> inputs)
        => new(new Shape(Axes.Items.Select(axis => inputs[0].Shape[axis])), inputs[0].Type);

    public override double[] Evaluate(Evaluation evaluation)
    {
        var values = new double[evaluation.Count];
        var from = new long[evaluation.Shape.Length];
        Evaluation.ForEach(evaluation.Shape, (at, flat) =>
        {
            for (int axis = 0; axis < at.Length; axis++) from[Axes[axis]] = at[axis];
            values[flat] = evaluation.Inputs[0][Evaluation.Flat(evaluation.InputShapes[0], from)];
        });
        return values;
    }

    public override Node?[] Gradients(GraphBuilder graph, Node node, Node gradient)
        => [graph.Permute(gradient, [.. Enumerable.Range(0, Axes.Length).Select(axis => Axes.Items.IndexOf(axis))])];

    public override int InputAxis(Node node, int input, int axis) => Axes[axis];
}

/// <summary>
/// Every <paramref name="Step"/>-th of <paramref name="Extent"/> elements along one axis; a negative step goes backwards.
/// </summary>
internal sealed record SliceOperator(int Axis, Dim Start, Dim Extent, long Step) : Operator
{
    public override string Name => "Slice";

    public override Signature Infer(IReadOnlyList<Node> inputs) => new(inputs[0].Shape.With(Axis, Extent), inputs[0].Type);

    public override double[] Evaluate(Evaluation evaluation)
    {
        var values = new double[evaluation.Count];
        long start = evaluation.Interpreter.Extent(Start);
        Evaluation.ForEach(evaluation.Shape, (at, flat) =>
        {
            var from = (long[])at.Clone();
            from[Axis] = start + (at[Axis] * Step);
            long index = 0;
            for (int axis = 0; axis < from.Length; axis++) index = (index * evaluation.InputShapes[0][axis]) + from[axis];
            values[flat] = evaluation.Inputs[0][index];
        });
        return values;
    }

    public override Node?[] Gradients(GraphBuilder graph, Node node, Node gradient)
    {
        var x = node.Inputs[0];
        var axes = new PadAxis[x.Shape.Rank];
        if (Step < 0) gradient = graph.Slice(gradient, Axis, Extent - 1, Extent, -1);
        var covered = ((Extent - 1) * Math.Abs(Step)) + 1;
        var low = Step < 0 ? Start - covered + 1 : Start;
        axes[Axis] = new PadAxis(low, x.Shape[Axis] - covered - low, Math.Abs(Step) - 1);
        return [graph.Pad(gradient, axes)];
    }

    public override int InputAxis(Node node, int input, int axis) => axis;
}

/// <summary>Zeros before, after and between the elements along one axis; the default value adds none.</summary>
internal readonly record struct PadAxis
{
    private readonly Dim? low;
    private readonly Dim? high;

    public PadAxis(Dim low, Dim high, long interior)
    {
        this.low = low == Dim.Zero ? null : low;
        this.high = high == Dim.Zero ? null : high;
        Interior = interior;
    }

    public Dim Low => low ?? Dim.Zero;

    public Dim High => high ?? Dim.Zero;

    public long Interior { get; }

    /// <summary>The same zeros before and after.</summary>
    public static PadAxis Both(long zeros) => new(zeros, zeros, 0);

    public Dim Extent(Dim extent) => ((extent - 1) * (Interior + 1)) + 1 + Low + High;
}

/// <summary>The input with zeros around and between its elements.</summary>
internal sealed record PadOperator(EquatableArray<PadAxis> Axes) : Operator
{
    public override string Name => "Pad";

    public override Signature Infer(IReadOnlyList<Node> inputs)
        => new(new Shape(Axes.Items.Select((pad, axis) => pad.Extent(inputs[0].Shape[axis]))), inputs[0].Type);

    public override double[] Evaluate(Evaluation evaluation)
    {
        var values = new double[evaluation.Count];
        long[] lows = [.. Axes.Items.Select(pad => evaluation.Extent(pad.Low))];
        var to = new long[evaluation.Shape.Length];
        Evaluation.ForEach(evaluation.InputShapes[0], (at, flat) =>
        {
            for (int axis = 0; axis < at.Length; axis++) to[axis] = lows[axis] + (at[axis] * (Axes[axis].Interior + 1));
            values[Evaluation.Flat(evaluation.Shape, to)] = evaluation.Inputs[0][flat];
        });
        return values;
    }

    public override Node?[] Gradients(GraphBuilder graph, Node node, Node gradient)
    {
        var x = node.Inputs[0];
        for (int axis = 0; axis < Axes.Length; axis++)
        {
            gradient = graph.Slice(gradient, axis, Axes[axis].Low, x.Shape[axis], Axes[axis].Interior + 1);
        }

        return [gradient];
    }

    public override int InputAxis(Node node, int input, int axis) => axis;
}

/// <summary>The inputs one after another along an axis.</summary>
internal sealed record ConcatOperator(int Axis) : Operator
{
    public override string Name => "Concat";

    public override Signature Infer(IReadOnlyList<Node> inputs)
    {
        var first = inputs[0].Shape;
        foreach (var input in inputs)
        {
            if (input.Shape.Rank != first.Rank || !input.Shape.With(Axis, 1).Equals(first.With(Axis, 1)))
            {
                throw new ShapeException($"{first} and {input.Shape} differ outside axis {Axis}");
            }
        }

        return new(first.With(Axis, inputs.Aggregate(Dim.Zero, (sum, input) => sum + input.Shape[Axis])), inputs[0].Type);
    }

    public override double[] Evaluate(Evaluation evaluation)
    {
        var values = new double[evaluation.Count];
        long start = 0;
        for (int index = 0; index < evaluation.Inputs.Count; index++)
        {
            var input = evaluation.Inputs[index];
            Evaluation.ForEach(evaluation.InputShapes[index], (at, flat) =>
            {
                var to = (long[])at.Clone();
                to[Axis] += start;
                values[Evaluation.Flat(evaluation.Shape, to)] = input[flat];
            });
            start += evaluation.InputShapes[index][Axis];
        }

        return values;
    }

    public override Node?[] Gradients(GraphBuilder graph, Node node, Node gradient)
    {
        var gradients = new Node?[node.Inputs.Length];
        var start = Dim.Zero;
        for (int index = 0; index < gradients.Length; index++)
        {
            var extent = node.Inputs[index].Shape[Axis];
            gradients[index] = graph.Slice(gradient, Axis, start, extent);
            start += extent;
        }

        return gradients;
    }

    public override int InputAxis(Node node, int input, int axis) => axis;
}
