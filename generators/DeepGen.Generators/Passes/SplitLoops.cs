using System.Collections.Immutable;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Passes;

/// <summary>
/// Takes a reshape that merges axes into the product that reads it (and one that splits axes into the product that made it): one loop
/// becomes several. A product over a flattened image then reads the image in whatever layout it lies.
/// </summary>
internal static class SplitLoops
{
    /// <summary>The product with every merging reshape among its operands taken in.</summary>
    public static Node OfOperands(GraphBuilder graph, ContractOperator contract, Node left, Node right)
    {
        for (int input = 0; input < 2; input++)
        {
            var operand = input == 0 ? left : right;
            if (operand.Operator is not ReshapeOperator || Groups(operand.Inputs[0].Shape, operand.Shape) is not { } groups) continue;
            for (int axis = 0; axis < operand.Shape.Rank; axis++)
            {
                int loop = contract.Map(input)[axis].Direct;
                if (groups[axis].Length > 1 && loop >= 0 && Splittable(contract, loop))
                {
                    return Split(graph, contract, left, right, loop, groups[axis]);
                }
            }
        }

        return graph.Add(contract, left, right);
    }

    /// <summary>reshape(product) as a product, where the reshape only splits axes; null where it does not.</summary>
    public static Node? OfResult(GraphBuilder graph, Node product, Shape shape)
    {
        if (product.Operator is not ContractOperator contract || Groups(shape, product.Shape) is not { } groups) return null;
        for (int axis = 0; axis < product.Shape.Rank; axis++)
        {
            if (groups[axis].Length < 2 || !Splittable(contract, axis)) continue;
            var split = Split(graph, contract, product.Inputs[0], product.Inputs[1], axis, groups[axis]);
            var inner = split.Operator is ReshapeOperator ? split.Inputs[0] : split;
            return inner.Shape.Equals(shape) ? inner : graph.Reshape(inner, shape);
        }

        return null;
    }

    private static bool Splittable(ContractOperator contract, int loop)
        => contract.Left.Items.Concat(contract.Right.Items).All(index => !index.Uses(loop) || index.Direct == loop);

    /// <summary>For each merged axis, the fine axes that make it up; null where the shapes do not line up.</summary>
    private static ImmutableArray<Dim>[]? Groups(Shape fine, Shape merged)
    {
        var groups = new ImmutableArray<Dim>[merged.Rank];
        int next = 0;
        for (int axis = 0; axis < merged.Rank; axis++)
        {
            var group = ImmutableArray.CreateBuilder<Dim>();
            var product = Dim.One;
            while (next < fine.Rank && (group.Count == 0 || product != merged[axis]))
            {
                group.Add(fine[next]);
                product *= fine[next++];
            }

            if (product != merged[axis]) return null;
            groups[axis] = group.ToImmutable();
        }

        return next == fine.Rank ? groups : null;
    }

    private static Node Split(GraphBuilder graph, ContractOperator contract, Node left, Node right, int loop, ImmutableArray<Dim> parts)
    {
        int extra = parts.Length - 1;
        AffineIndex Shift(AffineIndex index) => index with
        {
            Terms = index.Terms.Items.Select(term => term.Loop > loop ? term with { Loop = term.Loop + extra } : term).ToEquatableArray(),
        };

        (Node, EquatableArray<AffineIndex>) Operand(Node node, EquatableArray<AffineIndex> map)
        {
            var shape = new List<Dim>();
            var indices = new List<AffineIndex>();
            for (int axis = 0; axis < map.Length; axis++)
            {
                bool split = map[axis].Direct == loop;
                shape.AddRange(split ? parts : [node.Shape[axis]]);
                indices.AddRange(split ? parts.Select((_, part) => AffineIndex.Of(loop + part)) : [Shift(map[axis])]);
            }

            var from = node.Operator is ReshapeOperator ? node.Inputs[0] : node;
            return (graph.Reshape(from, new Shape(shape)), indices.ToEquatableArray());
        }

        var (newLeft, leftMap) = Operand(left, contract.Left);
        var (newRight, rightMap) = Operand(right, contract.Right);
        var loops = new Shape(contract.Loops.Take(loop).Concat(parts).Concat(contract.Loops.Skip(loop + 1)));
        bool isOutput = loop < contract.OutputRank;
        var product = graph.Add(
            new ContractOperator(loops, contract.OutputRank + (isOutput ? extra : 0), leftMap, rightMap), newLeft, newRight);
        return graph.Reshape(product, new Shape(contract.Loops.Take(contract.OutputRank)));
    }
}
