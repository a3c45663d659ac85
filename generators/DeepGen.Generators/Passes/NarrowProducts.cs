using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Passes;

/// <summary>
/// Narrows products to what is used of them: results that a slice throws away are not computed (the border in the gradient of a padded
/// input, all but every n-th in that of a spread one), and zeros around an operand that no term reaches are not made.
/// </summary>
internal static class NarrowProducts
{
    /// <summary>Whether a product can be narrowed to what an operator takes of it.</summary>
    public static bool CanNarrow(Operator taker) => taker is SliceOperator { Step: > 0, Start.IsConstant: true };

    /// <summary>A slice along an axis that windows slide over as a smaller product; null for anything else.</summary>
    public static Node? OfSlice(GraphBuilder graph, SliceOperator slice, Node x)
    {
        if (x.Operator is not ContractOperator contract || !CanNarrow(slice)) return null;
        var uses = contract.Left.Items.Concat(contract.Right.Items).Where(index => index.Uses(slice.Axis));
        if (uses.Any(index => index.Terms.Length < 2)) return null;
        EquatableArray<AffineIndex> Taken(EquatableArray<AffineIndex> map)
            => map.Items.Select(index => index.Substitute(slice.Axis, slice.Start.Value, slice.Step)).ToEquatableArray();
        var narrowed = contract with
        {
            Loops = contract.Loops.With(slice.Axis, slice.Extent),
            Left = Taken(contract.Left),
            Right = Taken(contract.Right),
        };
        return graph.Add(narrowed, x.Inputs[0], x.Inputs[1]);
    }

    /// <summary>The product over operands without zeros around them that nothing reads; null where there are none.</summary>
    public static Node? OfOperands(GraphBuilder graph, ContractOperator contract, Node left, Node right)
    {
        if (Trimmed(graph, contract, 0, left) is { } l) return graph.Add(contract with { Left = l.Map }, l.Operand, right);
        if (Trimmed(graph, contract, 1, right) is { } r) return graph.Add(contract with { Right = r.Map }, left, r.Operand);
        return null;
    }

    private static (Node Operand, EquatableArray<AffineIndex> Map)? Trimmed(
        GraphBuilder graph, ContractOperator contract, int input, Node operand)
    {
        if (operand.Operator is not PadOperator pad) return null;
        var map = contract.Map(input).Items.ToArray();
        var pads = pad.Axes.Items.ToArray();
        for (int axis = 0; axis < map.Length; axis++)
        {
            var index = map[axis];
            if (!pads[axis].Low.IsConstant || !pads[axis].High.IsConstant || index.Terms.Items.Any(term => term.Coefficient < 0)) continue;
            var last = index.Terms.Items.Aggregate(
                Dim.Constant(index.Offset), (sum, term) => sum + ((contract.Loops[term.Loop] - 1) * term.Coefficient));
            var after = operand.Shape[axis] - 1 - last;
            long low = Math.Max(0, Math.Min(index.Offset, pads[axis].Low.Value));
            long high = after.IsConstant ? Math.Max(0, Math.Min(after.Value, pads[axis].High.Value)) : 0;
            map[axis] = index with { Offset = index.Offset - low };
            pads[axis] = new PadAxis(pads[axis].Low - low, pads[axis].High - high, pads[axis].Interior);
        }

        return pads.SequenceEqual(pad.Axes.Items) ? null : (graph.Pad(operand.Inputs[0], pads), map.ToEquatableArray());
    }
}
