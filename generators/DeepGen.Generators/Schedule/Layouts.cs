using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Schedule;

/// <summary>Where every stored value lies: strides, zero borders, and the places that the boundary of the model dictates.</summary>
internal sealed class Layouts
{
    private readonly Dictionary<Node, TensorView> views = [];
    private readonly Dictionary<Node, TensorView> pinned = [];
    private readonly ILookup<Node, Node> paddedBy;
    private readonly HashSet<Node> inMemory;
    private readonly SpatialAxes spatial;
    private readonly CompetingRows? competing;

    /// <param name="program">The kernels.</param>
    /// <param name="order">The values in order.</param>
    /// <param name="rowsCompete">Whether rows a multiple of 4 KB apart compete for the target's caches.</param>
    public Layouts(KernelProgram program, IReadOnlyList<Node> order, bool rowsCompete)
    {
        spatial = new SpatialAxes(order);
        competing = rowsCompete ? new CompetingRows(program.Model, order) : null;
        inMemory = NodesInMemory(program);
        paddedBy = order.Where(
            node => node.Operator is PadOperator pad && pad.Axes.Items.All(axis => axis.Interior == 0 && axis.Low.IsConstant
                && axis.High.IsConstant && axis.Low.Value >= 0 && axis.High.Value >= 0))
            .ToLookup(node => node.Inputs[0]);
    }

    public bool IsInMemory(Node node) => inMemory.Contains(node);

    public TensorView Of(Node node)
        => views.TryGetValue(node, out var view) ? view : throw new InvalidOperationException($"{node} has no place in memory.");

    public bool Has(Node node) => views.ContainsKey(node);

    public void Set(Node node, TensorView view) => views[node] = view;

    /// <summary>Asks that a value be computed where it has to be in the end, through reshapes.</summary>
    public void Pin(Node node, TensorView view)
    {
        if (node.Operator is ReshapeOperator && view.Reshape(node.Shape, node.Inputs[0].Shape) is { } under) Pin(node.Inputs[0], under);
        else if (node.Operator is not LeafOperator && !pinned.ContainsKey(node)) pinned.Add(node, view);
    }

    public TensorView? PinnedAt(Node node) => pinned.TryGetValue(node, out var view) ? view : null;

    /// <summary>Forgets a wish that cannot be met; the value is copied there later.</summary>
    public void Unpin(Node node) => pinned.Remove(node);

    /// <summary>A place for a value that a kernel is about to compute.</summary>
    public TensorView Allocate(Node node)
    {
        var (order, borders) = (spatial.PhysicalOrder(node), BordersOf(node));
        bool apart = borders is null && order.Length > 0 && order[0] == 0 && competing?.Contains(node) == true;
        var view = PinnedAt(node) ?? NewArena(node, order, borders, apart);
        views[node] = view;
        return view;
    }

    /// <summary>Dense storage in the given order of axes, outermost first, with optional zero borders.</summary>
    /// <param name="order">The axes.</param>
    /// <param name="borders">The zeros before and after each axis.</param>
    /// <param name="apart">Whether the outermost axis steps a little further, so that its elements do not compete in the caches.</param>
    public static TensorView NewArena(
        Node node, IReadOnlyList<int> order, (long Low, long High)[]? borders = null, bool apart = false)
    {
        var strides = new Dim[node.Shape.Rank];
        Dim stride = Dim.One, offset = Dim.Zero;
        foreach (int axis in order.Reverse())
        {
            var (low, high) = borders?[axis] ?? default;
            if (apart && axis == order[0]) stride = CompetingRows.Apart(stride);
            strides[axis] = stride;
            offset += stride * low;
            stride *= node.Shape[axis] + (low + high);
        }

        var halo = borders is null ? null : new Halo(
            [.. order.Select(axis => node.Shape[axis] + (borders[axis].Low + borders[axis].High))],
            [.. order.Select(axis => borders[axis].Low)], [.. order.Select(axis => borders[axis].High)]);
        var storage = new Storage(StorageKind.Arena, NameOf(node), stride, Dim.Zero) { Halo = halo };
        return new TensorView(storage, offset, [.. strides]);
    }

    /// <summary>A view of what is already stored; null where strides cannot express it.</summary>
    public TensorView? Alias(Node view)
    {
        var source = view.Inputs[0];
        var at = Of(source);
        return view.Operator switch
        {
            ReshapeOperator => at.Reshape(source.Shape, view.Shape),
            PermuteOperator permute => at with { Strides = [.. permute.Axes.Items.Select(axis => at.Strides[axis])] },
            SliceOperator slice => at with
            {
                Offset = at.Offset + (at.Strides[slice.Axis] * slice.Start),
                Strides = at.Strides.SetItem(slice.Axis, at.Strides[slice.Axis] * slice.Step),
            },
            PadOperator pad when at.Storage.Halo is not null && paddedBy[source].Contains(view) && !IsViewOfOther(source) => at with
            {
                Offset = pad.Axes.Items.Select((axis, index) => at.Strides[index] * axis.Low)
                    .Aggregate(at.Offset, (offset, low) => offset - low),
            },
            _ => null,
        };
    }

    public int[] PhysicalOrder(Node node) => spatial.PhysicalOrder(node);

    /// <summary>A readable name: that of the leaf, also for a view of one, or of the layer that computes the value.</summary>
    public static string NameOf(Node node) => node.Operator switch
    {
        LeafOperator leaf => leaf.Path,
        ReshapeOperator or PermuteOperator or SliceOperator when node.Inputs[0].Operator is LeafOperator => NameOf(node.Inputs[0]),
        _ => node.Label.Length > 0 ? node.Label : "value",
    };

    private static bool IsViewOfOther(Node node)
        => node.Operator is ReshapeOperator or PermuteOperator or SliceOperator or PadOperator or LeafOperator;

    /// <summary>The zero borders that its padded views need around a value, so that padding costs nothing.</summary>
    private (long Low, long High)[]? BordersOf(Node node)
    {
        var pads = paddedBy[node].Select(user => (PadOperator)user.Operator).ToArray();
        return pads.Length == 0 ? null
            : [.. Enumerable.Range(0, node.Shape.Rank)
                .Select(axis => (pads.Max(pad => pad.Axes[axis].Low.Value), pads.Max(pad => pad.Axes[axis].High.Value)))];
    }

    /// <summary>Values that something outside their own kernel, or a later pass of it, reads.</summary>
    private static HashSet<Node> NodesInMemory(KernelProgram program)
    {
        var needed = new HashSet<Node>(program.Model.Results);
        foreach (var kernel in program.Kernels)
        {
            needed.UnionWith(kernel.Reads);
            if (kernel is not LoopKernel loop) continue;
            for (int later = 1; later < loop.Stages.Length; later++)
            {
                if (!loop.Stages[later].IsFull) continue;
                var loads = loop.Stages[later].Statements.SelectMany(statement => statement.Value.Loads()).Select(load => load.Node);
                var earlier = loop.Stages.Take(later).Where(stage => stage.IsFull).SelectMany(stage => stage.Statements)
                    .Where(statement => statement.Reduction is null).Select(statement => statement.Node);
                needed.UnionWith(loads.Intersect(earlier));
            }
        }

        return needed;
    }
}
