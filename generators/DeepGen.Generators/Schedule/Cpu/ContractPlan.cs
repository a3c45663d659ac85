using System.Collections.Immutable;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Schedule.Cpu;

/// <summary>A tiled product.</summary>
internal sealed record ContractLaunch(string Name, BoundProduct Product, ContractPlan Plan) : ProductLaunch(Name, Product)
{
    /// <summary>
    /// Whether the loops of the sum run around those of the result, so that all of a result that the caches hold takes from a part of the
    /// factors (an image, in the gradient of a convolution's weights) before the next part is read.
    /// </summary>
    public bool SumsOutside => Product.Epilogue.IsEmpty && !Plan.OuterDepth.IsEmpty && Plan.ResultStaysInCache;
}

/// <summary>
/// A product as the tile family takes it: rows x columns of the result, a depth and blocks of it, loops outside. The second factor
/// and the result are contiguous along the columns, or the second factor along the depth.
/// </summary>
internal sealed record ContractPlan
{
    /// <summary>Outer iterations that are enough for the threads.</summary>
    private const int EnoughItems = 8;

    /// <summary>Groups that one tile takes together, and the rows of each, as the run-time library has them.</summary>
    private const int TileGroups = 3;

    /// <summary>Columns of a panel, as the run-time library has them.</summary>
    public const int PanelColumns = 32;

    /// <summary>Columns that are cut in two, as the run-time library does it.</summary>
    private const int FewestColumns = 128;

    /// <summary>Floats that stay in the second-level cache beside what else a sum reads.</summary>
    private const int CachedFloats = 64 * 1024;

    /// <summary>Whether all of the result fits in the caches, and so can be added to again and again.</summary>
    public bool ResultStaysInCache
        => OuterExtent * Rows.Extent * Columns.Extent is { IsConstant: true } floats && floats.Value <= CachedFloats;

    public Dim OuterExtent => Outer.Aggregate(Dim.One, (product, loop) => product * loop.Extent);

    /// <summary>
    /// The innermost loop around a tile of three rows, where it moves the first factor and the result alone: its rounds are groups of rows
    /// that one tile takes together. Null where there is none.
    /// </summary>
    public LoopAxis? Groups
    {
        get
        {
            if (Outer.Length < 2 || CutsTile || IsTurned || Panel is not null || !OuterDepth.IsEmpty) return null;
            var last = Outer[Outer.Length - 1];
            return Rows.Extent == TileGroups && last.Extent == TileGroups && last.Strides[Swapped ? 0 : 1] == Dim.Zero ? last : null;
        }
    }

    /// <summary>Whether the tile's rows and columns are cut into pieces to have enough items.</summary>
    public bool CutsTile => OuterExtent.IsConstant && OuterExtent.Value < EnoughItems;

    /// <summary>Whether there may be columns enough to cut them too.</summary>
    public bool CutsColumns => !Columns.Extent.IsConstant || Columns.Extent.Value >= FewestColumns;

    /// <summary>
    /// Whether a copy of the second factor may be cut into panels: its columns are one loop, and too many for one panel.
    /// </summary>
    public bool MayHavePanels(ImmutableArray<Dim> extents)
        => PackOrder is { } order && Columns.Extent == extents[order[order.Length - 1]] && Columns.Extent.IsConstant
            && Columns.Extent.Value > PanelColumns && Outer.All(loop => loop.Strides[Swapped ? 0 : 1] == Dim.Zero);

    /// <summary>Whether the operator's second input plays the first factor (the one read by broadcast).</summary>
    public required bool Swapped { get; init; }

    public required LoopAxis Rows { get; init; }

    public required LoopAxis Columns { get; init; }

    public required LoopAxis Depth { get; init; }

    public required LoopAxis Blocks { get; init; }

    /// <summary>Loops of the result around the tile, outermost first.</summary>
    public required ImmutableArray<LoopAxis> Outer { get; init; }

    /// <summary>Loops of the sum around the tile, outermost first.</summary>
    public required ImmutableArray<LoopAxis> OuterDepth { get; init; }

    /// <summary>Whether the second factor is contiguous along the depth and not along the columns: the tiles turn it around.</summary>
    public required bool IsTurned { get; init; }

    /// <summary>
    /// The order of loops in which the second factor is to be laid out anew, innermost last; null where it is used in place.
    /// </summary>
    public ImmutableArray<int>? PackOrder { get; init; }

    /// <summary>
    /// Floats from one panel of <see cref="PanelColumns"/> columns to the next where the second factor is laid out in panels; null where
    /// it is not.
    /// </summary>
    public Dim? Panel { get; init; }

    /// <summary>The order of the result's loops in memory, innermost last, where the plan was free to choose it.</summary>
    public ImmutableArray<int>? ResultOrder { get; init; }

    /// <summary>Estimated share of the peak, for comparing plans.</summary>
    public required double Score { get; init; }
}
