using System.Collections.Immutable;
using DeepGen.Generators.Declaration;

namespace DeepGen.Generators.Schedule.Device;

/// <summary>What a group of items computes of a product, and what each of them.</summary>
/// <param name="Rows">Rows of the result for a group.</param>
/// <param name="Columns">Columns of it.</param>
/// <param name="Depth">The part of the sum that lies in shared memory at a time.</param>
/// <param name="ItemRows">Rows of the result for an item, in its registers.</param>
/// <param name="ItemColumns">Columns of it.</param>
internal sealed record DeviceTile(int Rows, int Columns, int Depth, int ItemRows, int ItemColumns)
{
    /// <summary>
    /// What the factors are rounded to. With less than all bits a tile is multiplied by tensor cores: 32 items share blocks of 16 x 8
    /// results, in the layout of the prelude's <c>DG_TENSOR_PRODUCT</c>.
    /// </summary>
    public FactorPrecision Precision { get; init; }

    public bool IsTensor => Precision != FactorPrecision.Float32;

    /// <summary>The items of a group.</summary>
    public int Items => Rows / ItemRows * (Columns / ItemColumns);

    public ItemLines RowsOfItem => IsTensor ? new(ItemRows, 1, 8) : ItemLines.InVectors(Rows, ItemRows);

    public ItemLines ColumnsOfItem => IsTensor ? new(ItemColumns, 2, 4) : ItemLines.InVectors(Columns, ItemColumns);

    /// <summary>
    /// Floats between the end of a step of the sum in shared memory and the next one's start: vectors stay vectors, and what the items
    /// read at once lies in banks of its own.
    /// </summary>
    public int Padding => IsTensor ? 8 : OperandLoops.Vector;
}

/// <summary>The rows or columns of an item: runs of neighbouring ones, between which the runs of its neighbours lie.</summary>
/// <param name="Count">All of them.</param>
/// <param name="Run">Those of a run.</param>
/// <param name="Items">The items that take turns.</param>
internal sealed record ItemLines(int Count, int Run, int Items)
{
    /// <summary>From the start of a run to that of the next.</summary>
    public int Pitch => Run * Items;

    /// <summary>The rows or columns of all items that take turns.</summary>
    public int Block => Count * Items;

    /// <summary>Of items that share all rows or columns of a tile, in runs as long as a vector if they are enough.</summary>
    public static ItemLines InVectors(int lines, int count) => new(count, Math.Min(count, OperandLoops.Vector), lines / count);
}

/// <summary>How the items of a group read a factor's part of a step.</summary>
/// <param name="AlongSum">Whether neighbours take neighbours along the sum; otherwise along the rows or columns.</param>
/// <param name="Width">The floats that an item takes at once: those of a vector where they are known to begin one, or 1.</param>
internal sealed record FactorLoad(bool AlongSum, int Width);

/// <summary>
/// A product as the groups of a device take it: rows x columns of the result, each with a sum, for each of a batch. All four are counts
/// over loops of the operator, outermost first.
/// </summary>
internal sealed record DeviceContractPlan
{
    /// <summary>Whether the operator's second input gives the rows.</summary>
    public required bool Swapped { get; init; }

    /// <summary>Loops of the result that move the factor of the rows alone.</summary>
    public required ImmutableArray<int> Rows { get; init; }

    /// <summary>Loops of the result that move the factor of the columns alone.</summary>
    public required ImmutableArray<int> Columns { get; init; }

    /// <summary>Loops of the result that move both factors.</summary>
    public required ImmutableArray<int> Batch { get; init; }

    /// <summary>Loops of the sum.</summary>
    public required ImmutableArray<int> Depth { get; init; }

    public required DeviceTile Tile { get; init; }

    /// <summary>How the factor of the rows is read.</summary>
    public required FactorLoad LeftLoad { get; init; }

    /// <summary>How the factor of the columns is read.</summary>
    public required FactorLoad RightLoad { get; init; }

    /// <summary>
    /// Pieces of the sum, each for groups of its own, added up by a second launch; 1 for none. It is fixed for the kernel, so that the sum
    /// has the same bits in every run.
    /// </summary>
    public required int Pieces { get; init; }

    /// <summary>The order of the result's loops in memory, outermost first, in which the groups write it best.</summary>
    public IEnumerable<int> ResultOrder => Batch.Concat(Rows).Concat(Columns);
}
