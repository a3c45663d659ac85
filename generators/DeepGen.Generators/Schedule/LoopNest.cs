using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Schedule;

/// <summary>
/// One way that a loop launch touches memory (or, without an access, counts random numbers), with a stride for each axis.
/// </summary>
internal sealed record Operand(object Key, Access? Access, ImmutableArray<Dim> Strides)
{
    public Dim Offset => Access?.Offset ?? Dim.Zero;
}

/// <summary>A read inside a window: its base moves with the axes that the window leaves alone.</summary>
internal sealed record WindowedRead(ReadKey Read, EquatableAxes Axes);

/// <summary>The axes of a window, compared by value.</summary>
internal sealed record EquatableAxes(Declaration.EquatableArray<WindowAxis> Axes);

/// <summary>A loop over one axis of the domain, or over several that every operand steps evenly over.</summary>
internal sealed record NestLoop(ImmutableArray<int> Axes, Dim Extent, ImmutableArray<Dim> Strides);

/// <summary>
/// The loops of a launch in the order of memory: which run outside, and which are reduced. Axes of extent 1 vanish, neighbours that all
/// operands step evenly over become one loop.
/// </summary>
internal class LoopNest
{
    private readonly HashSet<int> windowed;

    public LoopNest(LoopLaunch launch)
    {
        Operands = CollectOperands(launch);
        windowed = WindowAxesOf(launch);
        var fixedAxes = FixedAxes(launch);
        Outer = Merge(launch, [.. Enumerable.Range(0, launch.Domain.Rank).Except(launch.Reduced)], fixedAxes);
        Inner = Merge(launch, launch.Reduced, fixedAxes);
    }

    public ImmutableArray<Operand> Operands { get; }

    /// <summary>Loops over what the reduction leaves, outermost first.</summary>
    public ImmutableArray<NestLoop> Outer { get; }

    /// <summary>Reduced loops, outermost first.</summary>
    public ImmutableArray<NestLoop> Inner { get; }

    public int IndexOf(object key)
    {
        for (int at = 0; at < Operands.Length; at++)
        {
            if (Operands[at].Key.Equals(key)) return at;
        }

        throw new InvalidOperationException($"The kernel has no operand for {key}.");
    }

    /// <summary>
    /// The loop along which most operands lie together and the others stand still, if there is one: not where a window slides.
    /// </summary>
    protected NestLoop? Together()
        => Outer.Concat(Inner)
            .Where(loop => loop.Strides.Where((_, operand) => Operands[operand].Access is not null)
                .All(stride => stride == Dim.Zero || stride.IsOne) && !loop.Axes.Any(windowed.Contains))
            .Where(loop => loop.Strides.Any(stride => stride.IsOne))
            .OrderByDescending(Contiguous).ThenByDescending(loop => Magnitude.Of(loop.Extent)).FirstOrDefault();

    /// <summary>The operands that lie together along a loop.</summary>
    protected static int Contiguous(NestLoop loop) => loop.Strides.Count(stride => stride.IsOne);

    private static HashSet<int> WindowAxesOf(LoopLaunch launch)
        => [.. Leaves(launch).SelectMany(leaf => leaf switch
        {
            WindowLeaf window => window.Axes.Items,
            GatherLeaf gather => gather.Axes.Items,
            _ => [],
        }).Select(axis => axis.Axis)];

    /// <summary>Axes whose own coordinate is asked for, which therefore stay loops of their own.</summary>
    private HashSet<int> FixedAxes(LoopLaunch launch)
    {
        var axes = new HashSet<int>(windowed);
        foreach (var leaf in Leaves(launch)) Coordinates(leaf, axes);
        return axes;
    }

    private static void Coordinates(ScalarExpression leaf, HashSet<int> axes)
    {
        switch (leaf)
        {
            case Coordinate at: axes.Add(at.Axis); break;
            case WindowLeaf window: foreach (var inner in window.Inner.Leaves()) Coordinates(inner, axes); break;
            case GatherLeaf gather: foreach (var inner in gather.Inner.Leaves()) Coordinates(inner, axes); break;
        }
    }

    private static IEnumerable<ScalarExpression> Leaves(LoopLaunch launch)
        => launch.Stages.SelectMany(stage => stage.Statements).SelectMany(statement => statement.Value.Leaves());

    private static ImmutableArray<Operand> CollectOperands(LoopLaunch launch)
    {
        var operands = new List<Operand>();
        var known = new HashSet<object>();
        void Add(object key, Access? access, IEnumerable<Dim> strides)
        {
            if (known.Add(key)) operands.Add(new Operand(key, access, [.. strides]));
        }

        foreach (var leaf in Leaves(launch))
        {
            switch (leaf)
            {
                case Load load when launch.Reads.TryGetValue(new ReadKey(load.Node, load.Slot), out var access):
                    Add(new ReadKey(load.Node, load.Slot), access, access.Strides);
                    break;
                case RandomLeaf random:
                    Add(random.Operator.PathHash, null, random.Strides);
                    break;
                case WindowLeaf window:
                    AddWindowed(launch, window.Axes, window.Inner, Add);
                    break;
                case GatherLeaf gather:
                    AddWindowed(launch, gather.Axes, gather.Inner, Add);
                    if (gather.Position is { } position) AddWindowed(launch, gather.Axes, position, Add);
                    break;
            }
        }

        foreach (var write in launch.Writes.OrderBy(write => write.Key.Id)) Add(write.Key, write.Value, write.Value.Strides);
        return [.. operands];
    }

    private static void AddWindowed(
        LoopLaunch launch, Declaration.EquatableArray<WindowAxis> axes, ScalarExpression inner,
        Action<object, Access?, IEnumerable<Dim>> add)
    {
        foreach (var load in inner.Leaves().OfType<Load>())
        {
            var key = new ReadKey(load.Node, load.Slot);
            var access = launch.Reads[key];
            add(new WindowedRead(key, new EquatableAxes(axes)), access,
                access.Strides.Select((stride, axis) => axes.Items.Any(window => window.Axis == axis) ? Dim.Zero : stride));
        }
    }

    private ImmutableArray<NestLoop> Merge(LoopLaunch launch, ImmutableArray<int> axes, HashSet<int> fixedAxes)
    {
        var ordered = axes.Where(axis => !launch.Domain[axis].IsOne)
            .OrderByDescending(axis => Operands.Where(operand => operand.Access is not null)
                .Sum(operand => Math.Abs(Magnitude.Of(operand.Strides[axis]))));
        var loops = new List<NestLoop>();
        foreach (int axis in ordered)
        {
            var loop = new NestLoop([axis], launch.Domain[axis], [.. Operands.Select(operand => operand.Strides[axis])]);
            var outer = loops.LastOrDefault();
            bool merges = outer is not null && !fixedAxes.Contains(axis) && !outer.Axes.Any(fixedAxes.Contains)
                && outer.Strides.Select((stride, operand) => stride == loop.Strides[operand] * loop.Extent).All(even => even);
            if (merges) loops[loops.Count - 1] = loop with { Axes = outer!.Axes.Add(axis), Extent = outer.Extent * loop.Extent };
            else loops.Add(loop);
        }

        return [.. loops];
    }
}
