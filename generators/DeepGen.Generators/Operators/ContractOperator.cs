using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Operators;

/// <summary>
/// A sum of products with affine index maps: result[o] = sum over r of left[L(o, r)] * right[R(o, r)]. Matrix products, linear layers
/// and convolutions of any rank, stride, dilation and grouping are settings of it. Coordinates never leave their tensors: padding is
/// an explicit node before.
/// </summary>
/// <param name="Loops">Extents of all loops; the first <paramref name="OutputRank"/> are the axes of the result, the rest are
/// summed.</param>
internal sealed record ContractOperator(
    Shape Loops, int OutputRank, EquatableArray<AffineIndex> Left, EquatableArray<AffineIndex> Right) : Operator
{
    public override string Name => "Contract";

    public EquatableArray<AffineIndex> Map(int input) => input == 0 ? Left : Right;

    public override Signature Infer(IReadOnlyList<Node> inputs)
    {
        for (int input = 0; input < 2; input++)
        {
            var shape = inputs[input].Shape;
            var map = Map(input);
            if (map.Length != shape.Rank) throw new ShapeException($"a product over {map.Length} axes was given {shape}");
            for (int axis = 0; axis < map.Length; axis++)
            {
                int loop = map[axis].Direct;
                bool fits = loop >= 0 ? Loops[loop] == shape[axis] : WindowFits(map[axis], shape[axis]);
                if (!fits) throw new ShapeException($"axis {axis} of {shape} does not fit a product over {Loops}");
            }
        }

        return new(new Shape(Loops.Take(OutputRank)), DType.Float32);
    }

    public override double[] Evaluate(Evaluation evaluation)
    {
        var values = new double[evaluation.Count];
        var loops = evaluation.Interpreter.Extents(Loops);
        var left = new long[Left.Length];
        var right = new long[Right.Length];
        Evaluation.ForEach(loops, (at, _) =>
        {
            for (int axis = 0; axis < left.Length; axis++) left[axis] = Left[axis].Evaluate(at);
            for (int axis = 0; axis < right.Length; axis++) right[axis] = Right[axis].Evaluate(at);
            values[Evaluation.Flat(evaluation.Shape, at)] +=
                evaluation.Inputs[0][Evaluation.Flat(evaluation.InputShapes[0], left)]
                * evaluation.Inputs[1][Evaluation.Flat(evaluation.InputShapes[1], right)];
        });
        return values;
    }

    public override Node?[] Gradients(GraphBuilder graph, Node node, Node gradient)
        => [new ContractGradient(this, graph, node, 0).Of(gradient), new ContractGradient(this, graph, node, 1).Of(gradient)];

    public override Cost CostOf(Node node) => new(Loops.ElementCount, Dim.Zero);

    /// <summary>The axis of an input whose coordinate is this axis's counter, or slides with it.</summary>
    public override int InputAxis(Node node, int input, int axis)
    {
        var map = Map(input);
        for (int at = 0; at < map.Length; at++)
        {
            if (map[at].Terms.Length > 0 && map[at].Terms[0].Loop == axis) return at;
        }

        return -1;
    }

    private bool WindowFits(AffineIndex index, Dim extent)
    {
        Dim last = index.Offset;
        long first = index.Offset;
        foreach (var term in index.Terms)
        {
            var reach = (Loops[term.Loop] - 1) * term.Coefficient;
            if (term.Coefficient >= 0) last += reach;
            else if (Loops[term.Loop].IsConstant) first += reach.Value;
            else return false;
        }

        var slack = extent - 1 - last;
        return first >= 0 && (!slack.IsConstant || slack.Value >= 0);
    }
}

/// <summary>
/// The gradient of a contraction with respect to one input, as another contraction: the input's axes become the result's. An axis
/// that a window slides along (s * o + d * k) is solved for o: the gradient of the result is spread by s - 1 zeros and padded, and
/// the window is turned around, so that every coefficient stays positive.
/// </summary>
internal sealed class ContractGradient(ContractOperator contract, GraphBuilder graph, Node node, int input)
{
    private readonly List<Dim> loops = [];
    private readonly Dictionary<int, int> renamed = [];
    private readonly Dictionary<int, AffineIndex> solved = [];
    private readonly HashSet<int> turned = [];

    public Node Of(Node gradient)
    {
        var own = contract.Map(input);
        var x = node.Inputs[input];
        var pads = new PadAxis[contract.OutputRank];
        for (int axis = 0; axis < own.Length; axis++)
        {
            loops.Add(x.Shape[axis]);
            if (own[axis].Direct >= 0 || IsTurned(own[axis])) renamed.Add(own[axis].Terms[0].Loop, axis);
            if (IsTurned(own[axis])) turned.Add(own[axis].Terms[0].Loop);
        }

        for (int axis = 0; axis < own.Length; axis++)
        {
            if (own[axis].Direct < 0 && !IsTurned(own[axis])) Solve(axis, own[axis], x.Shape[axis], pads);
        }

        for (int loop = 0; loop < contract.Loops.Rank; loop++)
        {
            if (!solved.ContainsKey(loop) && !renamed.ContainsKey(loop)) AddLoop(loop);
        }

        var spread = graph.Pad(gradient, pads);
        var gradientMap = Enumerable.Range(0, contract.OutputRank)
            .Select(loop => solved.TryGetValue(loop, out var index) ? index : Rename(AffineIndex.Of(loop)));
        var otherMap = contract.Map(1 - input).Items.Select(Rename);
        return graph.Add(
            new ContractOperator(new Shape(loops), own.Length, gradientMap.ToEquatableArray(), otherMap.ToEquatableArray()),
            spread, node.Inputs[1 - input]);
    }

    /// <summary>
    /// coordinate = s * o + d * k + offset, so o = (coordinate - offset - d * k) / s; with k = K - 1 - k' all signs are plus.
    /// </summary>
    private void Solve(int axis, AffineIndex index, Dim extent, PadAxis[] pads)
    {
        var pivot = index.Terms.Items.FirstOrDefault(term => term.Loop < contract.OutputRank && !Elsewhere(term.Loop, axis));
        if (pivot.Coefficient <= 0)
        {
            throw new ShapeException("a product whose windows overlap in this way has no gradient");
        }

        long reach = index.Offset;
        var terms = new List<LoopTerm> { new(axis, 1) };
        foreach (var term in index.Terms.Items.Where(term => term.Loop != pivot.Loop))
        {
            int window = renamed.TryGetValue(term.Loop, out int known) ? known : AddLoop(term.Loop);
            turned.Add(term.Loop);
            reach += term.Coefficient * (contract.Loops[term.Loop].Value - 1);
            terms.Add(new LoopTerm(window, term.Coefficient));
        }

        var spread = ((contract.Loops[pivot.Loop] - 1) * pivot.Coefficient) + 1;
        pads[pivot.Loop] = new PadAxis(reach, extent - index.Offset - spread, pivot.Coefficient - 1);
        solved.Add(pivot.Loop, new AffineIndex(terms.ToEquatableArray()));
    }

    /// <summary>Whether a coordinate is a loop's counter from its end, so that the loop is a turned one of the coordinate.</summary>
    private bool IsTurned(AffineIndex index)
        => index.Terms.Length == 1 && index.Terms[0].Coefficient == -1
            && contract.Loops[index.Terms[0].Loop] == Dim.Constant(index.Offset + 1);

    private bool Elsewhere(int loop, int axis)
    {
        var own = contract.Map(input);
        return contract.Map(1 - input).Items.Any(index => index.Uses(loop))
            || Enumerable.Range(0, own.Length).Any(other => other != axis && own[other].Uses(loop));
    }

    private int AddLoop(int loop)
    {
        loops.Add(contract.Loops[loop]);
        renamed.Add(loop, loops.Count - 1);
        return loops.Count - 1;
    }

    private AffineIndex Rename(AffineIndex index)
    {
        long offset = index.Offset;
        var terms = new List<LoopTerm>();
        foreach (var term in index.Terms)
        {
            bool turn = turned.Contains(term.Loop);
            if (turn) offset += term.Coefficient * (contract.Loops[term.Loop].Value - 1);
            terms.Add(new LoopTerm(renamed[term.Loop], turn ? -term.Coefficient : term.Coefficient));
        }

        return new AffineIndex(terms.ToEquatableArray(), offset);
    }
}
