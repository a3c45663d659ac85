using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Operators;

/// <summary>What a value takes to compute, as polynomials in the run-time dims.</summary>
/// <param name="MultiplyAdds">The multiply-adds of products and convolutions, each counted; a padded border counts as what it pads.</param>
/// <param name="Pointwise">All other operations on single elements: those of formulas, sums, maxima and windows.</param>
internal sealed record Cost(Dim MultiplyAdds, Dim Pointwise)
{
    public static Cost None { get; } = new(Dim.Zero, Dim.Zero);

    /// <summary>Floating-point operations: a multiply-add is two.</summary>
    public Dim Operations => (MultiplyAdds * 2) + Pointwise;

    public static Cost operator +(Cost left, Cost right)
        => new(left.MultiplyAdds + right.MultiplyAdds, left.Pointwise + right.Pointwise);

    /// <summary>The cost of several nodes, each of which is computed once.</summary>
    public static Cost Of(IEnumerable<Node> nodes)
        => nodes.Aggregate(None, static (sum, node) => sum + node.Operator.CostOf(node));
}
