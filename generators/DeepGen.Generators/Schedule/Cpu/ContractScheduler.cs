using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;

namespace DeepGen.Generators.Schedule.Cpu;

/// <summary>Binds a product to memory: plans its tiles, packs a factor where the tiles need that, and falls back to plain loops.</summary>
/// <param name="layouts">Where the values lie.</param>
/// <param name="copies">Copies of operands in other orders.</param>
/// <param name="winograd">Whether Winograd's algorithm may be used.</param>
internal sealed partial class ContractScheduler(Layouts layouts, PackedCopies copies, bool winograd)
{
    /// <summary>
    /// A result that must lie in a given place is computed elsewhere and copied if that makes the tiles this much better.
    /// </summary>
    private const double WorthCopying = 1.15;

    public IEnumerable<Launch> Schedule(ContractKernel kernel)
    {
        var launches = new List<Launch>();
        PlaceResult(kernel, launches);
        if (TryWinograd(kernel) is { } fast) return [.. launches, .. fast];
        var placed = Planner(kernel, false).Best();
        double score = placed?.Score ?? 0;
        var moved = Moved(kernel);
        var first = WithFirstLaidOut(kernel, score);
        if (moved is not null && moved.Score > Math.Max(score, first?.Score ?? 0) * WorthCopying) return Move(kernel, moved, launches);
        if (first is not { } relaid) return placed is null ? [.. launches, Operands(kernel).AsLoops()] : Bind(kernel, placed, launches);
        LayOut(kernel, relaid.Swapped ? 1 : 0, relaid.Order, launches, apart: true);
        return Bind(kernel, Planner(kernel, false).BestOf([relaid.Swapped])!, launches);
    }

    /// <summary>The plan with a result laid out as the tiles like it best, with what it costs to bring it to its place.</summary>
    private ContractPlan? Moved(ContractKernel kernel)
    {
        var planner = Planner(kernel with { Epilogue = [] }, true);
        if (planner.Best() is not { } plan) return null;
        int passes = kernel.Epilogue.Length > 0 ? 2 : 1;
        return plan with { Score = planner.WithCopies(plan.Score, kernel.Contract.Shape.ElementCount, passes) };
    }

    /// <summary>
    /// The best of laying out the first factor anew, its sums in the order in which the second has them: worth it where the second is
    /// the larger by far, as a layer's weight over a flattened image is.
    /// </summary>
    private (double Score, bool Swapped, ImmutableArray<int> Order)? WithFirstLaidOut(ContractKernel kernel, double atLeast)
    {
        (double Score, bool Swapped, ImmutableArray<int> Order)? best = null;
        foreach (bool swapped in new[] { false, true })
        {
            int a = swapped ? 1 : 0;
            var map = kernel.Operator.Map(a).Items;
            var other = Operands(kernel).Factor(1 - a).Strides;
            if (map.Any(index => index.Terms.Length != 1) || IsKept(kernel, a)) continue;
            int results = kernel.Operator.OutputRank;
            var used = Enumerable.Range(0, kernel.Operator.Loops.Rank).Where(loop => map.Any(index => index.Uses(loop))).ToArray();
            ImmutableArray<int> order = [.. used.Where(loop => loop < results),
                .. used.Where(loop => loop >= results).OrderByDescending(loop => ContractPlanner.Estimate(other[loop]))];
            var extents = order.Select(loop => kernel.Operator.Loops[loop]).ToArray();
            overrides[a] = (layouts.Of(kernel.Contract.Inputs[a]).Storage, Dense(kernel, order, apart: true));
            var planner = Planner(kernel, false);
            var plan = planner.BestOf([swapped]);
            overrides.Remove(a);
            if (plan is null) continue;
            double score = planner.WithCopies(plan.Score, new Shape(extents).ElementCount);
            if (score > Math.Max(atLeast * WorthCopying, best?.Score ?? 0)) best = (score, swapped, order);
        }

        return best;
    }

    /// <summary>
    /// The strides along all loops of a copy that is dense in an order of some of them, but for rows that would compete.
    /// </summary>
    private static ImmutableArray<Dim> Dense(ContractKernel kernel, ImmutableArray<int> order, bool apart)
    {
        var dense = new Shape(order.Select(loop => kernel.Operator.Loops[loop])).RowMajorStrides();
        if (apart) dense = dense.SetItem(0, CompetingRows.Apart(dense[0]));
        return [.. Enumerable.Range(0, kernel.Operator.Loops.Rank)
            .Select(loop => order.IndexOf(loop) is var at && at >= 0 ? dense[at] : Dim.Zero)];
    }

    /// <summary>Computes the result where the tiles want it, and brings it to its place; the epilogue follows there.</summary>
    private List<Launch> Move(ContractKernel kernel, ContractPlan plan, List<Launch> launches)
    {
        var node = kernel.Contract;
        var place = layouts.Of(node);
        var order = plan.ResultOrder!.Value;
        var missing = Enumerable.Range(0, node.Shape.Rank).Except(order);
        var scratch = Layouts.NewArena(node, [.. missing, .. order]);
        bool mayStay = kernel.Epilogue.Length == 0 && layouts.PinnedAt(node) is not null;
        layouts.Set(node, scratch);
        Bind(kernel with { Epilogue = [] }, plan, launches);
        if (mayStay)
        {
            // It is copied home when the program ends.
            layouts.Unpin(node);
            return launches;
        }

        layouts.Set(node, place);
        launches.Add(LoopLaunches.Copy("copy " + Layouts.NameOf(node), node.Shape, node, scratch, place));
        if (kernel.Epilogue.Length > 0) launches.Add(Operands(kernel).EpilogueAsLoops());
        return launches;
    }

    private void PlaceResult(ContractKernel kernel, List<Launch> launches)
    {
        var node = kernel.Contract;
        var scratch = kernel.Epilogue.FirstOrDefault(statement => layouts.IsInMemory(statement.Node));
        if (!layouts.IsInMemory(node) && scratch is not null)
        {
            // The raw product has no reader outside: it is written where its last form will stand, and changed in place.
            layouts.Set(node, layouts.Of(kernel.Epilogue.Last(statement => layouts.IsInMemory(statement.Node)).Node));
            return;
        }

        var storage = layouts.Allocate(node).Storage;
        if (storage.Halo is not null) launches.Add(new HaloLaunch(Layouts.NameOf(node), storage));
    }

    private List<Launch> Bind(ContractKernel kernel, ContractPlan plan, List<Launch> launches)
    {
        var node = kernel.Contract;
        Dim? panel = null;
        if (plan.PackOrder is { } order)
        {
            int second = plan.Swapped ? 0 : 1;
            if (IsKept(kernel, second) && plan.MayHavePanels([.. kernel.Operator.Loops])) panel = LayOutPanels(kernel, second, order, launches);
            else LayOut(kernel, second, order, launches);
        }

        plan = Planner(kernel, false).BestInPlace(plan.Swapped)
            ?? throw new InvalidOperationException($"{node} has no plan for the layout that was made for it.");
        launches.Add(new ContractLaunch(kernel.Name, Operands(kernel).Bind(), plan with { Panel = panel }));
        return launches;
    }

    /// <summary>Has a factor read from a copy that is dense in an order of its loops.</summary>
    private void LayOut(ContractKernel kernel, int factor, ImmutableArray<int> order, List<Launch> launches, bool apart = false)
    {
        var extents = new Shape(order.Select(loop => kernel.Operator.Loops[loop]));
        ImmutableArray<Dim> Along(ImmutableArray<Dim> all) => [.. order.Select(loop => all[loop])];
        Dim Size(ImmutableArray<Dim> all) => extents[0] * all[order[0]];

        // A copy whose rows lie apart serves as well.
        var (from, key) = KeyOf(kernel, factor, order, extents);
        var strides = Dense(kernel, order, apart: true);
        if (!apart && !copies.Has(from, key, Size(strides))) strides = Dense(kernel, order, apart: false);
        var (storage, isWritten) = copies.Of(from, key, Size(strides));
        if (!isWritten)
        {
            launches.Add(PackLaunch(
                kernel, factor, storage, Dim.Zero, Dim.Zero, extents, Along(Operands(kernel).Factor(factor).Strides), Along(strides)));
        }

        overrides[factor] = (storage, strides);
    }

    /// <summary>Strides of a packed factor along the loops, in place of those of its tensor.</summary>
    private readonly Dictionary<int, (Storage Storage, ImmutableArray<Dim> Strides)> overrides = [];

    /// <summary>
    /// Has a kept factor read from panels of its columns, the last of the loops, each of which a tile reads from one end to the other.
    /// Gives the floats from one panel to the next.
    /// </summary>
    private Dim LayOutPanels(ContractKernel kernel, int factor, ImmutableArray<int> order, List<Launch> launches)
    {
        const int Width = ContractPlan.PanelColumns;
        var strides = Operands(kernel).Factor(factor).Strides;
        int column = order[order.Length - 1];
        long columns = kernel.Operator.Loops[column].Value, whole = columns / Width;
        var inner = new Shape(order.Select(loop => loop == column ? Width : kernel.Operator.Loops[loop]));
        var (dense, panel) = (inner.RowMajorStrides(), inner.ElementCount);
        var (owner, key) = KeyOf(kernel, factor, order, inner);
        var (storage, _) = copies.Of(owner, key, panel * ((columns + Width - 1) / Width));
        ImmutableArray<Dim> from = [.. order.Select(loop => strides[loop])];
        launches.Add(PackLaunch(
            kernel, factor, storage, Dim.Zero, Dim.Zero, new Shape(inner.Prepend(whole)), from.Insert(0, strides[column] * Width),
            dense.Insert(0, panel)));
        if (columns % Width > 0)
        {
            launches.Add(PackLaunch(
                kernel, factor, storage, strides[column] * (whole * Width), panel * whole,
                inner.With(order.Length - 1, columns % Width), from, dense));
        }

        overrides[factor] = (storage, [.. Enumerable.Range(0, kernel.Operator.Loops.Rank)
            .Select(loop => order.IndexOf(loop) is var at && at >= 0 ? dense[at] : Dim.Zero)]);
        return panel;
    }

    /// <summary>Of what a copy is made, and its order as text.</summary>
    private (Storage From, string Order) KeyOf(ContractKernel kernel, int factor, ImmutableArray<int> order, Shape extents)
    {
        var (offset, strides) = Operands(kernel).Factor(factor);
        return (layouts.Of(kernel.Contract.Inputs[factor]).Storage,
            FormattableString.Invariant($"{offset}:{string.Join(",", order.Select(loop => strides[loop]))}:{extents}"));
    }

    private LoopLaunch PackLaunch(
        ContractKernel kernel, int factor, Storage to, Dim readFrom, Dim writeTo, Shape extents, ImmutableArray<Dim> reads,
        ImmutableArray<Dim> writes)
    {
        var node = kernel.Contract.Inputs[factor];
        var from = layouts.Of(node).Storage;
        return new LoopLaunch(
            "Pack" + kernel.Name, extents, [], [new Stage(true, [new Statement(node, new Load(node))])],
            ImmutableDictionary<ReadKey, Access>.Empty.Add(
                new ReadKey(node), new Access(from, Operands(kernel).Factor(factor).Offset + readFrom, reads, DType.Float32)),
            ImmutableDictionary<Node, Access>.Empty.Add(node, new Access(to, writeTo, writes, DType.Float32)))
        {
            Pack = copies.AreKept(from) ? to : null,
        };
    }

    private ContractPlanner Planner(ContractKernel kernel, bool resultIsFree)
        => new(
            kernel.Operator, [.. kernel.Operator.Loops], [.. Operands(kernel).Strides(resultIsFree)], resultIsFree,
            factor => IsKept(kernel, factor));

    private bool IsKept(ContractKernel kernel, int factor)
        => copies.AreKept(layouts.Of(kernel.Contract.Inputs[factor]).Storage);

    private ProductOperands Operands(ContractKernel kernel) => new(kernel, layouts, overrides);
}
