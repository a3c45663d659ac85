using System.Collections.Immutable;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Schedule;

/// <summary>One loop of a product, with the stride of every operand (first factor, second factor, result, epilogue operands).</summary>
internal sealed record LoopAxis(Dim Extent, ImmutableArray<Dim> Strides)
{
    public static LoopAxis Single(int operands) => new(Dim.One, [.. Enumerable.Repeat(Dim.Zero, operands)]);

    /// <summary>This loop around an inner one as one loop, if every operand of interest steps evenly over both; null otherwise.</summary>
    public LoopAxis? Around(LoopAxis inner, Func<int, bool> matters)
        => Enumerable.Range(0, Strides.Length)
            .All(operand => !matters(operand) || Strides[operand] == inner.Strides[operand] * inner.Extent)
            ? new LoopAxis(Extent * inner.Extent, inner.Strides)
            : null;
}
