using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Passes;

/// <summary>
/// Removes what does nothing and merges what stands in each other's way: detachments (differentiation is over), chains of views,
/// identities, views of constants; moves reshapes through products, so that a flatten costs nothing; takes strides apart into
/// phases; and narrows products to what is used of them.
/// </summary>
internal static class Simplify
{
    /// <summary>No graph has needed more than a handful; a rewriting that does not end is a fault.</summary>
    private const int MostRounds = 50;

    public static ModelGraph Apply(ModelGraph model, CancellationToken cancellation)
    {
        var order = model.Topological();
        for (int round = 0; round < MostRounds; round++)
        {
            var whole = UsedWhole(model, order);
            var rewriter = new Rewriter(new GraphBuilder(), (graph, node, inputs) => Rewrite(graph, node, inputs, whole));
            var next = rewriter.Apply(model, order, cancellation);
            var nextOrder = next.Topological();
            if (nextOrder.Select(Outline).SequenceEqual(order.Select(Outline))) return next;
            (model, order) = (next, nextOrder);
        }

        throw new InvalidOperationException($"Simplification did not end after {MostRounds} rounds.");
    }

    /// <summary>What a rewriting may change of a node; ids are handed out anew in each round.</summary>
    private static (Operator, Shape, int) Outline(Node node) => (node.Operator, node.Shape, node.Inputs.Length);

    /// <summary>
    /// What is a result, has a user that no smaller product gives what it takes (a flip, anything but a slice), or slices that may overlap:
    /// what slices take of it would be computed again.
    /// </summary>
    private static HashSet<Node> UsedWhole(ModelGraph model, ImmutableArray<Node> order)
        => [.. model.Results, .. order.Where(node => !NarrowProducts.CanNarrow(node.Operator)).SelectMany(node => node.Inputs),
            .. order.Where(node => NarrowProducts.CanNarrow(node.Operator)).GroupBy(node => node.Inputs[0]).Where(MayOverlap)
                .Select(slices => slices.Key)];

    /// <summary>Whether some two of the slices of a value may share an element.</summary>
    private static bool MayOverlap(IEnumerable<Node> nodes)
    {
        var slices = nodes.Select(node => (SliceOperator)node.Operator).ToArray();
        return slices.Where((slice, at) => slices.Take(at).Any(before => MayOverlap(slice, before))).Any();
    }

    /// <summary>Unless they take turns along an axis, or one begins along it where the other has ended.</summary>
    private static bool MayOverlap(SliceOperator one, SliceOperator other)
    {
        if (one.Axis != other.Axis) return true;
        bool takeTurns = one.Step == other.Step && (one.Start.Value - other.Start.Value) % one.Step != 0;
        return !takeTurns && !EndsBefore(one, other) && !EndsBefore(other, one);
    }

    private static bool EndsBefore(SliceOperator one, SliceOperator next)
        => one.Extent.IsConstant && one.Start.Value + ((one.Extent.Value - 1) * one.Step) < next.Start.Value;

    private static Node Rewrite(GraphBuilder graph, Node node, Node[] inputs, HashSet<Node> whole) => node.Operator switch
    {
        DetachOperator => inputs[0],
        ReshapeOperator reshape => Reshape(graph, reshape, inputs[0]),
        PermuteOperator permute => Permute(graph, permute, inputs[0]),
        SliceOperator slice => (whole.Contains(node.Inputs[0]) ? null : NarrowProducts.OfSlice(graph, slice, inputs[0]))
            ?? graph.Slice(inputs[0], slice.Axis, slice.Start, slice.Extent, slice.Step),
        PadOperator pad => graph.Pad(inputs[0], [.. pad.Axes.Items]),
        PointwiseOperator pointwise => Pointwise(graph, pointwise, inputs),
        ContractOperator contract => StridePhases.OfContract(graph, contract, inputs[0], inputs[1])
            ?? NarrowProducts.OfOperands(graph, contract, inputs[0], inputs[1])
            ?? SplitLoops.OfOperands(graph, contract, inputs[0], inputs[1]),
        _ => graph.Add(node.Operator, inputs),
    };

    private static Node Reshape(GraphBuilder graph, ReshapeOperator reshape, Node x)
    {
        while (x.Operator is ReshapeOperator) x = x.Inputs[0];
        if (x.Operator is PointwiseOperator { Formula: var formula } constant && x.Inputs.Length == 0 && !UsesCoordinates(formula))
        {
            return graph.Add(constant with { Shape = reshape.Shape });
        }

        return SplitLoops.OfResult(graph, x, reshape.Shape) ?? graph.Reshape(x, reshape.Shape);
    }

    private static Node Permute(GraphBuilder graph, PermuteOperator permute, Node x)
        => x.Operator is PermuteOperator inner
            ? graph.Permute(x.Inputs[0], [.. permute.Axes.Items.Select(axis => inner.Axes[axis])])
            : graph.Permute(x, [.. permute.Axes.Items]);

    private static Node Pointwise(GraphBuilder graph, PointwiseOperator pointwise, Node[] inputs)
    {
        bool isIdentity = pointwise.Formula is Argument { Index: 0 } && inputs.Length == 1;
        if (isIdentity && inputs[0].Shape.Equals(pointwise.Shape) && inputs[0].Type == pointwise.Type) return inputs[0];
        var (folded, rest) = FoldConstants(pointwise, inputs);
        return MoveBelowReshape(graph, folded, rest) ?? graph.Add(folded, rest);
    }

    /// <summary>Inputs that are constant become part of the formula.</summary>
    private static (PointwiseOperator, Node[]) FoldConstants(PointwiseOperator pointwise, Node[] inputs)
    {
        if (!inputs.Any(IsConstant)) return (pointwise, inputs);
        Node[] rest = [.. inputs.Where(input => !IsConstant(input)).Distinct()];
        var formula = pointwise.Formula.ReplaceLeaves(leaf => leaf is not Argument argument ? leaf
            : IsConstant(inputs[argument.Index]) ? ((PointwiseOperator)inputs[argument.Index].Operator).Formula
            : new Argument(Array.IndexOf(rest, inputs[argument.Index])));
        return (pointwise with { Formula = formula }, rest);
    }

    private static bool IsConstant(Node node)
        => node.Operator is PointwiseOperator { Formula: var formula } && node.Inputs.Length == 0 && !UsesCoordinates(formula);

    /// <summary>f(reshape(x)) is reshape(f(x)): the flatten moves on until a product takes it in.</summary>
    private static Node? MoveBelowReshape(GraphBuilder graph, PointwiseOperator pointwise, Node[] inputs)
    {
        var source = inputs.FirstOrDefault(
            input => input.Operator is ReshapeOperator && input.Shape.Equals(pointwise.Shape))?.Inputs[0].Shape;
        if (source is null || source.Rank <= pointwise.Shape.Rank || UsesCoordinates(pointwise.Formula)) return null;
        var moved = new Node[inputs.Length];
        for (int index = 0; index < inputs.Length; index++)
        {
            if (Under(graph, inputs[index], source, pointwise.Shape) is not { } under) return null;
            moved[index] = under;
        }

        return graph.Reshape(graph.Add(pointwise with { Shape = source }, moved), pointwise.Shape);
    }

    private static Node? Under(GraphBuilder graph, Node input, Shape source, Shape shape) => input.Operator switch
    {
        ReshapeOperator when input.Inputs[0].Shape.Equals(source) => input.Inputs[0],
        RandomOperator random when input.Shape.Equals(shape) => graph.Add(random with { Shape = source }),
        PointwiseOperator inner when input.Inputs.Length == 0 && !UsesCoordinates(inner.Formula)
            => graph.Pointwise(inner.Formula, source),
        PointwiseOperator inner when input.Shape.Equals(shape) && input.Inputs.Length > 0 && !UsesCoordinates(inner.Formula)
            => input.Inputs.Select(deeper => Under(graph, deeper, source, shape)).ToArray() is var moved
                && moved.All(node => node is not null)
                ? graph.Add(inner with { Shape = source }, moved!)
                : null,
        _ => null,
    };

    private static bool UsesCoordinates(ScalarExpression formula)
        => formula.Parts().Any(part => part is Coordinate);
}
