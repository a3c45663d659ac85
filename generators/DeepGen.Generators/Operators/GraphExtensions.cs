using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Operators;

/// <summary>Short forms for the compositions that layers and rules are written in.</summary>
internal static class GraphExtensions
{
    public static Node Pointwise(this GraphBuilder graph, ScalarExpression formula, Shape shape, params Node[] inputs)
        => graph.Add(new PointwiseOperator(formula, shape), inputs);

    /// <summary>The input repeated along its axes of extent 1.</summary>
    public static Node Expand(this GraphBuilder graph, Node x, Shape shape)
        => x.Shape.Equals(shape) ? x : graph.Add(new PointwiseOperator(new Argument(0), shape, x.Type), x);

    public static Node Constant(this GraphBuilder graph, double value, Shape shape) => graph.Pointwise(value, shape);

    public static Node Sum(this GraphBuilder graph, Node x, params int[] axes)
        => axes.Length == 0 ? x : graph.Add(new ReduceOperator(ReduceKind.Sum, axes.ToEquatableArray()), x);

    public static Node Max(this GraphBuilder graph, Node x, params int[] axes)
        => axes.Length == 0 ? x : graph.Add(new ReduceOperator(ReduceKind.Max, axes.ToEquatableArray()), x);

    public static Node Product(this GraphBuilder graph, Node x, params int[] axes)
        => axes.Length == 0 ? x : graph.Add(new ReduceOperator(ReduceKind.Product, axes.ToEquatableArray()), x);

    /// <summary>Number of elements that a reduction takes together.</summary>
    public static Dim Count(this Shape shape, IEnumerable<int> axes) => axes.Aggregate(Dim.One, (product, axis) => product * shape[axis]);

    public static Node Mean(this GraphBuilder graph, Node x, params int[] axes)
    {
        var sum = graph.Sum(x, axes);
        var count = x.Shape.Count(axes);
        return graph.Pointwise(new Argument(0) * (1 / NumberOf(count)), sum.Shape, sum);
    }

    /// <summary>An extent as a formula: a literal where it is known now.</summary>
    public static ScalarExpression NumberOf(Dim dim) => dim.IsConstant ? new Literal(dim.Value) : new Extent(dim);

    public static Node Reshape(this GraphBuilder graph, Node x, Shape shape)
        => x.Shape.Equals(shape) ? x : graph.Add(new ReshapeOperator(shape), x);

    public static Node Permute(this GraphBuilder graph, Node x, params int[] axes)
        => axes.Select((axis, at) => axis == at).All(same => same) ? x : graph.Add(new PermuteOperator(axes.ToEquatableArray()), x);

    /// <summary>Zeros around and between the elements, along each axis (low, high, interior).</summary>
    public static Node Pad(this GraphBuilder graph, Node x, params PadAxis[] axes)
        => axes.All(axis => axis == default) ? x : graph.Add(new PadOperator(axes.ToEquatableArray()), x);

    public static Node Slice(this GraphBuilder graph, Node x, int axis, Dim start, Dim extent, long step = 1)
        => start == Dim.Zero && step == 1 && extent == x.Shape[axis] ? x : graph.Add(new SliceOperator(axis, start, extent, step), x);

    public static Node Concat(this GraphBuilder graph, int axis, params Node[] inputs)
        => inputs.Length == 1 ? inputs[0] : graph.Add(new ConcatOperator(axis), inputs);

    /// <summary>The elements at indices of an axis, where an index of extent 1 stands for all along the other axes.</summary>
    public static Node Gather(this GraphBuilder graph, Node x, int axis, Node index) => graph.Add(new GatherOperator(axis), x, index);

    public static Node Detach(this GraphBuilder graph, Node x) => graph.Add(new DetachOperator(), x);

    /// <summary>left[.., m, k] times right[n, k] transposed: the product of a linear layer.</summary>
    public static Node MatmulTransposed(this GraphBuilder graph, Node left, Node right)
    {
        var loops = new[] { left.Shape[0], right.Shape[0], left.Shape[1] };
        return graph.Add(
            new ContractOperator(new Shape(loops), 2, [AffineIndex.Of(0), AffineIndex.Of(2)], [AffineIndex.Of(1), AffineIndex.Of(2)]),
            left, right);
    }
}
