using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Operators;

/// <summary>A window of <paramref name="Size"/> elements, <paramref name="Dilation"/> apart, that slides along one axis.</summary>
internal readonly record struct WindowAxis(int Axis, long Size, long Stride, long Dilation, long PadLow, long PadHigh)
{
    public Dim Extent(Dim extent) => (extent + PadLow + PadHigh - (Dilation * (Size - 1)) - 1).FloorDivide(Stride) + 1;
}

internal enum WindowKind
{
    /// <summary>The largest element; NaN wins, and of several the last, as in PyTorch.</summary>
    Max,

    /// <summary>The position within the window (row-major) of the first largest element, as an integer.</summary>
    ArgMax,

    /// <summary>The sum; what lies outside counts as zero.</summary>
    Sum,
}

/// <summary>Pooling: one value for each position of a window.</summary>
internal sealed record WindowOperator(WindowKind Kind, EquatableArray<WindowAxis> Axes) : Operator
{
    public override string Name => "Window" + Kind;

    public override Signature Infer(IReadOnlyList<Node> inputs)
    {
        var shape = inputs[0].Shape;
        foreach (var window in Axes)
        {
            var extent = window.Extent(shape[window.Axis]);
            if (extent.IsConstant && extent.Value < 1)
            {
                throw new ShapeException($"a window of {window.Size} does not fit into {shape[window.Axis]} elements");
            }

            shape = shape.With(window.Axis, extent);
        }

        return new(shape, Kind == WindowKind.ArgMax ? DType.Int32 : DType.Float32);
    }

    public override double[] Evaluate(Evaluation evaluation)
    {
        var values = new double[evaluation.Count];
        Evaluation.ForEach(evaluation.Shape, (at, flat) =>
        {
            double best = double.NegativeInfinity, sum = 0, bestPosition = 0;
            bool any = false;
            foreach (var (position, from) in Positions(at, evaluation.InputShapes[0]))
            {
                double x = evaluation.Inputs[0][Evaluation.Flat(evaluation.InputShapes[0], from)];
                sum += x;
                if (any && !(x > best) && !double.IsNaN(x)) continue;
                (any, best, bestPosition) = (true, x, position);
            }

            values[flat] = Kind switch { WindowKind.Max => best, WindowKind.ArgMax => bestPosition, _ => sum };
        });
        return values;
    }

    /// <summary>The gradient gathers: each input element sums the windows that cover it and, for a maximum, chose it.</summary>
    public override Node?[] Gradients(GraphBuilder graph, Node node, Node gradient)
    {
        var x = node.Inputs[0];
        var gather = new WindowGatherOperator(Axes, x.Shape);
        return Kind switch
        {
            WindowKind.Max => [graph.Add(gather, gradient, graph.Add(new WindowOperator(WindowKind.ArgMax, Axes), x))],
            WindowKind.Sum => [graph.Add(gather, gradient)],
            _ => [null],
        };
    }

    public override Cost CostOf(Node node)
        => new(Dim.Zero, Axes.Items.Aggregate(node.Shape.ElementCount, (product, axis) => product * axis.Size));

    public override int InputAxis(Node node, int input, int axis) => axis;

    /// <summary>
    /// The elements inside the tensor that the window at a coordinate covers, with their row-major positions in the window.
    /// </summary>
    private IEnumerable<(long Position, long[] From)> Positions(long[] at, long[] shape)
    {
        var sizes = Axes.Items.Select(axis => axis.Size).ToArray();
        long count = sizes.Aggregate(1L, (product, size) => product * size);
        for (long position = 0; position < count; position++)
        {
            var from = (long[])at.Clone();
            long rest = position;
            for (int index = sizes.Length - 1; index >= 0; index--)
            {
                var axis = Axes[index];
                from[axis.Axis] = (at[axis.Axis] * axis.Stride) - axis.PadLow + (rest % sizes[index] * axis.Dilation);
                rest /= sizes[index];
            }

            if (Axes.Items.All(axis => from[axis.Axis] >= 0 && from[axis.Axis] < shape[axis.Axis])) yield return (position, from);
        }
    }
}

/// <summary>
/// The transpose of pooling: each element of <paramref name="Shape"/> sums the first input over the windows that cover it, of which,
/// where a second input holds chosen positions, only those that chose it. Gathering keeps the order of summation fixed.
/// </summary>
internal sealed record WindowGatherOperator(EquatableArray<WindowAxis> Axes, Shape Shape) : Operator
{
    public override string Name => "WindowGather";

    public override Signature Infer(IReadOnlyList<Node> inputs) => new(Shape, DType.Float32);

    public override double[] Evaluate(Evaluation evaluation)
    {
        var values = new double[evaluation.Count];
        var windows = evaluation.InputShapes[0];
        var sizes = new long[evaluation.Shape.Length];
        sizes.AsSpan().Fill(1);
        foreach (var axis in Axes) sizes[axis.Axis] = axis.Size;
        Evaluation.ForEach(windows, (at, window) => Evaluation.ForEach(sizes, (offset, position) =>
        {
            if (evaluation.Inputs.Count > 1 && evaluation.Inputs[1][window] != position) return;
            var to = (long[])at.Clone();
            foreach (var axis in Axes)
            {
                to[axis.Axis] = (at[axis.Axis] * axis.Stride) - axis.PadLow + (offset[axis.Axis] * axis.Dilation);
            }

            if (Axes.Items.All(axis => to[axis.Axis] >= 0 && to[axis.Axis] < evaluation.Shape[axis.Axis]))
            {
                values[Evaluation.Flat(evaluation.Shape, to)] += evaluation.Inputs[0][window];
            }
        }));
        return values;
    }

    public override Node?[] Gradients(GraphBuilder graph, Node node, Node gradient)
        => throw new ShapeException("the gradient of a pooling gradient is not supported");

    public override int InputAxis(Node node, int input, int axis) => axis;
}
