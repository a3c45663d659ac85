using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Schedule.Cpu;

namespace DeepGen.Generators.Schedule.Device;

/// <summary>What a group of items computes of a product, and what each of them.</summary>
/// <param name="Rows">Rows of the result for a group.</param>
/// <param name="Columns">Columns of it.</param>
/// <param name="Depth">The part of the sum that lies in shared memory at a time.</param>
/// <param name="ItemRows">Rows of the result for an item, in its registers.</param>
/// <param name="ItemColumns">Columns of it.</param>
internal sealed record DeviceTile(int Rows, int Columns, int Depth, int ItemRows, int ItemColumns)
{
    /// <summary>Floats between two steps of the sum in shared memory: aligned for vectors, and apart enough for the memory's banks.</summary>
    public static int Pitch(int extent) => extent + 4;

    /// <summary>The items of a group.</summary>
    public int Items => Rows / ItemRows * (Columns / ItemColumns);
}

/// <summary>How the items of a group read a factor's part of a step.</summary>
/// <param name="AlongSum">Whether neighbours take neighbours along the sum; otherwise along the rows or columns.</param>
/// <param name="Width">The floats that an item takes at once: 4 where they are known to lie together and aligned.</param>
internal sealed record FactorLoad(bool AlongSum, int Width);

/// <summary>
/// A product as the groups of a device take it: rows x columns of the result, each with a sum, for each of a batch. Every one of these
/// is a count over loops, outermost first; where the loops are reached is for each operand a sum of strides.
/// </summary>
internal sealed record DeviceContractPlan
{
    /// <summary>Whether the operator's second input gives the rows.</summary>
    public required bool Swapped { get; init; }

    /// <summary>Loops of the result that move the factor of the rows alone.</summary>
    public required ImmutableArray<LoopAxis> Rows { get; init; }

    /// <summary>Loops of the result that move the factor of the columns alone.</summary>
    public required ImmutableArray<LoopAxis> Columns { get; init; }

    /// <summary>Loops of the result that move both factors.</summary>
    public required ImmutableArray<LoopAxis> Batch { get; init; }

    /// <summary>Loops of the sum.</summary>
    public required ImmutableArray<LoopAxis> Depth { get; init; }

    public required DeviceTile Tile { get; init; }

    /// <summary>How the factor of the rows is read.</summary>
    public required FactorLoad LeftLoad { get; init; }

    /// <summary>How the factor of the columns is read.</summary>
    public required FactorLoad RightLoad { get; init; }

    /// <summary>Of each operand, whether four neighbours along the columns lie together and aligned.</summary>
    public required ImmutableArray<bool> Vectors { get; init; }

    /// <summary>
    /// Pieces of the sum, each for groups of its own, added up by a second launch; 1 for none. It is fixed for the kernel, so that the sum
    /// has the same bits in every run.
    /// </summary>
    public required int Pieces { get; init; }

    /// <summary>Places in memory of the order of the result's loops, outermost first, as the groups write them best.</summary>
    public required ImmutableArray<int> ResultOrder { get; init; }

    public static Dim Count(IEnumerable<LoopAxis> loops) => loops.Aggregate(Dim.One, (product, loop) => product * loop.Extent);
}
