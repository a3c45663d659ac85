using System.Collections.Immutable;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Schedule.Device;

/// <summary>Loops, and how far each moves every operand of what runs in them.</summary>
/// <param name="Extents">The extent of each.</param>
/// <param name="Strides">For each operand its stride along each loop.</param>
/// <param name="StartsVector">Whether each operand's first element is known to start a vector.</param>
internal sealed record OperandLoops(Shape Extents, ImmutableArray<ImmutableArray<Dim>> Strides, ImmutableArray<bool> StartsVector)
{
    /// <summary>The floats of a vector.</summary>
    public const int Vector = 4;

    public Dim Count(IEnumerable<int> loops) => loops.Aggregate(Dim.One, (product, loop) => product * Extents[loop]);

    /// <summary>
    /// Whether in counting over loops, outermost first, each count that is a multiple of four begins a vector of an operand, wherever the
    /// other loops stand.
    /// </summary>
    public bool IsVector(int operand, IReadOnlyList<int> along)
    {
        var strides = Strides[operand];
        int outer = along.Count - 1;
        if (outer < 0 || !StartsVector[operand] || !strides[along[outer]].IsOne) return false;
        var together = Extents[along[outer]];
        for (; outer > 0 && strides[along[outer - 1]] == together; outer--) together *= Extents[along[outer - 1]];
        var others = Enumerable.Range(0, Extents.Rank).Where(loop => !Extents[loop].IsOne && !along.Skip(outer).Contains(loop));
        return together.DivideExactly(Vector) is not null && others.All(loop => strides[loop].DivideExactly(Vector) is not null);
    }

    /// <summary>Loops as few as they can be: those that each of some operands steps evenly over are one.</summary>
    public List<(Dim Extent, ImmutableArray<Dim> Strides)> Merge(IEnumerable<int> loops, IReadOnlyList<int> operands)
    {
        var merged = new List<(Dim Extent, ImmutableArray<Dim> Strides)>();
        foreach (int loop in loops)
        {
            ImmutableArray<Dim> inner = [.. operands.Select(operand => Strides[operand][loop])];
            int last = merged.Count - 1;
            bool isEven = last >= 0 && merged[last].Strides.Select((stride, at) => stride == inner[at] * Extents[loop]).All(even => even);
            if (isEven) merged[last] = (merged[last].Extent * Extents[loop], inner);
            else merged.Add((Extents[loop], inner));
        }

        return merged;
    }
}
