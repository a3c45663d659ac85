using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>The product of a matrix and one axis of a tensor: y[.., o, ..] = sum over l of matrix[o, l] x[.., l, ..].</summary>
internal static class AxisProduct
{
    public static Node Of(GraphBuilder graph, Node x, int axis, Node matrix)
    {
        int rank = x.Shape.Rank;
        var left = Enumerable.Range(0, rank).Select(at => AffineIndex.Of(at == axis ? rank : at));
        var loops = new Shape([.. x.Shape.With(axis, matrix.Shape[0]), x.Shape[axis]]);
        return graph.Add(
            new ContractOperator(loops, rank, left.ToEquatableArray(), [AffineIndex.Of(axis), AffineIndex.Of(rank)]), x, matrix);
    }
}
