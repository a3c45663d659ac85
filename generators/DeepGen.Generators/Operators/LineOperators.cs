using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Operators;

/// <summary>
/// A function of whole lines along one axis, each line apart from all others: what no formula of one element and no reduction can say.
/// Along the other axes an input of extent 1 is read at 0.
/// </summary>
internal abstract record LineOperator(int Axis) : Operator
{
    public override int InputAxis(Node node, int input, int axis) => axis == Axis ? -1 : axis;

    protected void RequireShape(Node input, Shape shape, bool mayBroadcast)
    {
        bool fits = input.Shape.Rank == shape.Rank && Axis >= 0 && Axis < shape.Rank
            && Enumerable.Range(0, shape.Rank).All(
                axis => axis == Axis || input.Shape[axis] == shape[axis] || (mayBroadcast && input.Shape[axis].IsOne));
        if (!fits) throw new ShapeException($"{Name} along axis {Axis} cannot take {input.Shape} beside {shape}");
    }

    protected static void RequireIndices(Node index)
    {
        if (index.Type != DType.Int32) throw new ShapeException($"indices must be integers, not {index.Type} {index.Shape}");
    }

    /// <summary>Calls the body with the first coordinate of each line; the body may move it along the axis.</summary>
    protected void ForEachLine(long[] shape, Action<long[]> body)
    {
        var firsts = (long[])shape.Clone();
        firsts[Axis] = Math.Min(shape[Axis], 1);
        Evaluation.ForEach(firsts, (at, _) => body((long[])at.Clone()));
    }
}

/// <summary>
/// result[.., k, ..] = x[.., index[.., k, ..], ..]. An index outside of the axis gives NaN, or -1 of integers: it is never memory that
/// belongs to something else.
/// </summary>
internal sealed record GatherOperator(int Axis) : LineOperator(Axis)
{
    public override string Name => "Gather";

    public override Signature Infer(IReadOnlyList<Node> inputs)
    {
        RequireIndices(inputs[1]);
        RequireShape(inputs[1], inputs[0].Shape, mayBroadcast: true);
        return new(inputs[0].Shape.With(Axis, inputs[1].Shape[Axis]), inputs[0].Type);
    }

    public override double[] Evaluate(Evaluation evaluation)
    {
        var values = new double[evaluation.Count];
        double missing = evaluation.Node.Type == DType.Int32 ? -1 : double.NaN;
        Evaluation.ForEach(evaluation.Shape, (at, flat) =>
        {
            var from = (long[])at.Clone();
            from[Axis] = (long)evaluation.Inputs[1][Evaluation.Flat(evaluation.InputShapes[1], at)];
            bool isInside = from[Axis] >= 0 && from[Axis] < evaluation.InputShapes[0][Axis];
            values[flat] = isInside ? evaluation.Inputs[0][Evaluation.Flat(evaluation.InputShapes[0], from)] : missing;
        });
        return values;
    }

    public override Node?[] Gradients(GraphBuilder graph, Node node, Node gradient)
        => [graph.Add(new ScatterAddOperator(Axis, node.Inputs[0].Shape[Axis]), gradient, node.Inputs[1]), null];
}

/// <summary>
/// The transpose of a gather: result[.., v, ..] is the sum of x[.., k, ..] over all k with index[.., k, ..] = v, in the order of k, so
/// that it has the same bits for any number of threads. What an index outside of the axis stands for is lost.
/// </summary>
internal sealed record ScatterAddOperator(int Axis, Dim Extent) : LineOperator(Axis)
{
    public override string Name => "ScatterAdd";

    public override Signature Infer(IReadOnlyList<Node> inputs)
    {
        RequireIndices(inputs[1]);
        RequireShape(inputs[1], inputs[0].Shape, mayBroadcast: true);
        if (inputs[0].Shape[Axis] != inputs[1].Shape[Axis])
            throw new ShapeException($"{inputs[1].Shape} has no index for each element of {inputs[0].Shape}");
        return new(inputs[0].Shape.With(Axis, Extent), DType.Float32);
    }

    public override double[] Evaluate(Evaluation evaluation)
    {
        var values = new double[evaluation.Count];
        Evaluation.ForEach(evaluation.InputShapes[0], (at, flat) =>
        {
            var to = (long[])at.Clone();
            to[Axis] = (long)evaluation.Inputs[1][Evaluation.Flat(evaluation.InputShapes[1], at)];
            if (to[Axis] >= 0 && to[Axis] < evaluation.Shape[Axis])
                values[Evaluation.Flat(evaluation.Shape, to)] += evaluation.Inputs[0][flat];
        });
        return values;
    }

    public override Node?[] Gradients(GraphBuilder graph, Node node, Node gradient)
        => [graph.Add(new GatherOperator(Axis), gradient, node.Inputs[1]), null];
}

/// <summary>
/// The positions of a line's elements in ascending or descending order. Equal elements keep their order, and NaN is larger than all
/// others.
/// </summary>
internal sealed record ArgSortOperator(int Axis, bool Descending) : LineOperator(Axis)
{
    public override string Name => "ArgSort";

    public override Signature Infer(IReadOnlyList<Node> inputs)
    {
        RequireShape(inputs[0], inputs[0].Shape, mayBroadcast: false);
        return new(inputs[0].Shape, DType.Int32);
    }

    public override double[] Evaluate(Evaluation evaluation)
    {
        var values = new double[evaluation.Count];
        ForEachLine(evaluation.Shape, at =>
        {
            double Element(long position)
            {
                at[Axis] = position;
                return evaluation.Inputs[0][Evaluation.Flat(evaluation.Shape, at)];
            }

            var elements = Enumerable.Range(0, (int)evaluation.Shape[Axis])
                .Select(position => (Key: Element(position), position)).ToArray();
            var byNumber = Descending
                ? elements.OrderByDescending(element => double.IsNaN(element.Key)).ThenByDescending(element => element.Key)
                : elements.OrderBy(element => double.IsNaN(element.Key)).ThenBy(element => element.Key);
            long to = 0;
            foreach (var (_, position) in byNumber)
            {
                at[Axis] = to++;
                values[Evaluation.Flat(evaluation.Shape, at)] = position;
            }
        });
        return values;
    }
}

/// <summary>
/// The recurrence h[t] = a[t] h[t - 1] + b[t] along an axis, with h = 0 before the first step; with one input b alone, a is 1 and h the
/// running sum.
/// </summary>
/// <param name="Reverse">Whether the steps go from the end to the start.</param>
/// <param name="Lagged">Whether a step's factor is that of the step before: the form that the gradient has.</param>
/// <param name="Exclusive">Whether the result of a step is what was there before it.</param>
internal sealed record ScanOperator(int Axis, bool Reverse = false, bool Lagged = false, bool Exclusive = false) : LineOperator(Axis)
{
    public override string Name => "Scan";

    public override Signature Infer(IReadOnlyList<Node> inputs)
    {
        foreach (var input in inputs) RequireShape(input, inputs[0].Shape, mayBroadcast: false);
        return new(inputs[0].Shape, DType.Float32);
    }

    public override double[] Evaluate(Evaluation evaluation)
    {
        var values = new double[evaluation.Count];
        bool hasFactor = evaluation.Inputs.Count > 1;
        ForEachLine(evaluation.Shape, at =>
        {
            long count = evaluation.Shape[Axis];
            long Flat(long step)
            {
                at[Axis] = Reverse ? count - 1 - step : step;
                return Evaluation.Flat(evaluation.Shape, at);
            }

            double h = 0;
            for (long step = 0; step < count; step++)
            {
                double before = h, factor = hasFactor && step > 0 ? evaluation.Inputs[0][Flat(Lagged ? step - 1 : step)] : 1;
                h = evaluation.Inputs[hasFactor ? 1 : 0][Flat(step)] + (step > 0 ? factor * h : 0);
                values[Flat(step)] = Exclusive ? before : h;
            }
        });
        return values;
    }

    /// <summary>The gradient runs back: l[t] = g[t] + a[t + 1] l[t + 1], which is that of b, and times h[t - 1] that of a.</summary>
    public override Node?[] Gradients(GraphBuilder graph, Node node, Node gradient)
    {
        if (Lagged || Exclusive) throw new ShapeException("the gradient of a recurrence's gradient is not supported");
        var back = new ScanOperator(Axis, !Reverse, Lagged: true);
        if (node.Inputs.Length == 1) return [graph.Add(back with { Lagged = false }, gradient)];
        var ofTerm = graph.Add(back, node.Inputs[0], gradient);
        var before = graph.Add(this with { Exclusive = true }, node.Inputs[0], node.Inputs[1]);
        return [graph.Pointwise(new Argument(0) * new Argument(1), node.Shape, ofTerm, before), ofTerm];
    }

    public override int InputAxis(Node node, int input, int axis) => axis;
}
