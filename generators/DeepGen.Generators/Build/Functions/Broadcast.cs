using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Functions;

/// <summary>PyTorch's rules for operands of different shapes, except that a named dim stands for itself only.</summary>
internal static class Broadcast
{
    /// <summary>The shape of the result: aligned at the last axis, where an extent of 1 stands for any other.</summary>
    /// <exception cref="BuildException">Two extents differ, and neither is 1.</exception>
    public static Shape Shapes(CallSite call, Shape left, Shape right)
    {
        int rank = Math.Max(left.Rank, right.Rank);
        var dims = new Dim[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            var (a, b) = (At(left, axis - rank + left.Rank), At(right, axis - rank + right.Rank));
            if (a != b && !a.IsOne && !b.IsOne)
            {
                var why = $"{a} and {b} stand in the same place and are not known to be equal; they come from "
                    + $"{call.Inputs[0].Value.History()} and {call.Inputs[1].Value.History()}";
                throw call.Error("DG1105", call.Title, left.ToString(), right.ToString(), why);
            }

            dims[axis] = a.IsOne ? b : a;
        }

        return new(dims);
    }

    /// <summary>The value with leading axes of extent 1 up to a rank.</summary>
    public static Node Align(GraphBuilder graph, Node x, int rank)
        => graph.Reshape(x, new Shape(Enumerable.Repeat(Dim.One, rank - x.Shape.Rank).Concat(x.Shape)));

    private static Dim At(Shape shape, int axis) => axis < 0 ? Dim.One : shape[axis];
}
