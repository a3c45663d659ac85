using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Schedule.Device;

/// <summary>How the loops of a launch are spread over the items of a device.</summary>
internal enum DeviceSpread
{
    /// <summary>One item for each element outside the reduction; what is reduced, it runs through by itself.</summary>
    Items,

    /// <summary>One group for each element outside the reduction; its items stride over the row together.</summary>
    Rows,

    /// <summary>The items of a group are neighbouring elements outside the reduction along x, and stride over the rows along y.</summary>
    Columns,
}

/// <summary>The loops of a launch, spread over items and groups.</summary>
internal sealed class DeviceNest : LoopNest
{
    private const int MostItems = 256;

    /// <summary>Columns side by side: what a device reads at once.</summary>
    private const int ColumnItems = 32;

    /// <summary>Reduced elements up to which one item takes them all.</summary>
    private const int FewReduced = 16;

    public DeviceNest(LoopLaunch launch)
        : base(launch)
    {
        Reduced = Count(Inner);
        bool isFew = Inner.IsEmpty || (Reduced.IsConstant && Reduced.Value <= FewReduced);
        Column = isFew ? null : Together() is { } together && Outer.Contains(together) ? together : null;
        Spread = isFew ? DeviceSpread.Items : Column is null ? DeviceSpread.Rows : DeviceSpread.Columns;
        (GroupX, GroupY) = Spread switch
        {
            DeviceSpread.Items => (Fitting(Count(Outer), 1), 1),
            DeviceSpread.Rows => (Fitting(Reduced, ColumnItems), 1),
            _ => (Math.Min(ColumnItems, Fitting(Column!.Extent, 1)), MostItems / Math.Min(ColumnItems, Fitting(Column.Extent, 1))),
        };
    }

    public DeviceSpread Spread { get; }

    /// <summary>The elements of the reduction.</summary>
    public Dim Reduced { get; }

    /// <summary>The outer loop along the items of a group; null where there are no columns.</summary>
    public NestLoop? Column { get; }

    public int GroupX { get; }

    public int GroupY { get; }

    /// <summary>The outer loops that are counted by items, or by groups.</summary>
    public IReadOnlyList<NestLoop> Counted => [.. Outer.Where(loop => loop != Column)];

    /// <summary>Groups of columns side by side.</summary>
    public Dim ColumnGroups => (Column!.Extent + (GroupX - 1)).FloorDivide(GroupX);

    /// <summary>The groups along x.</summary>
    public Dim Groups => Spread switch
    {
        DeviceSpread.Items => (Count(Outer) + (GroupX - 1)).FloorDivide(GroupX),
        DeviceSpread.Rows => Count(Outer),
        _ => ColumnGroups * Count(Counted),
    };

    public static Dim Count(IEnumerable<NestLoop> loops) => loops.Aggregate(Dim.One, (product, loop) => product * loop.Extent);

    /// <summary>The power of two that is enough items for a number of elements, as far as a group goes.</summary>
    private static int Fitting(Dim elements, int least)
    {
        int items = least;
        while (items < MostItems && !(elements.IsConstant && items >= elements.Value)) items *= 2;
        return items;
    }
}
