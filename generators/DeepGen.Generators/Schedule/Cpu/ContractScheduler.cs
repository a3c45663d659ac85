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
        LayOut(kernel, relaid.Swapped ? 1 : 0, relaid.Order, launches);
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
            overrides[a] = (layouts.Of(kernel.Contract.Inputs[a]).Storage, Dense(kernel, order));
            var planner = Planner(kernel, false);
            var plan = planner.BestOf([swapped]);
            overrides.Remove(a);
            if (plan is null) continue;
            double score = planner.WithCopies(plan.Score, new Shape(extents).ElementCount);
            if (score > Math.Max(atLeast * WorthCopying, best?.Score ?? 0)) best = (score, swapped, order);
        }

        return best;
    }

    /// <summary>The strides along all loops of a copy that is dense in an order of some of them.</summary>
    private static ImmutableArray<Dim> Dense(ContractKernel kernel, ImmutableArray<int> order)
    {
        var dense = new Shape(order.Select(loop => kernel.Operator.Loops[loop])).RowMajorStrides();
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
        if (plan.PackOrder is { } order) LayOut(kernel, plan.Swapped ? 0 : 1, order, launches);

        plan = Planner(kernel, false).BestInPlace(plan.Swapped)
            ?? throw new InvalidOperationException($"{node} has no plan for the layout that was made for it.");
        launches.Add(new ContractLaunch(kernel.Name, Operands(kernel).Bind(), plan));
        return launches;
    }

    /// <summary>Has a factor read from a copy that is dense in an order of its loops.</summary>
    private void LayOut(ContractKernel kernel, int factor, ImmutableArray<int> order, List<Launch> launches)
    {
        var (view, copy) = Pack(kernel, factor, order);
        if (copy is not null) launches.Add(copy);
        overrides[factor] = view;
    }

    /// <summary>Strides of a packed factor along the loops, in place of those of its tensor.</summary>
    private readonly Dictionary<int, (Storage Storage, ImmutableArray<Dim> Strides)> overrides = [];

    private ((Storage, ImmutableArray<Dim>) View, Launch? Copy) Pack(ContractKernel kernel, int factor, ImmutableArray<int> order)
    {
        var node = kernel.Contract.Inputs[factor];
        var from = layouts.Of(node);
        var (offset, strides) = Operands(kernel).Factor(factor);
        var extents = order.Select(loop => kernel.Operator.Loops[loop]).ToArray();
        var packed = new Shape(extents);
        var dense = packed.RowMajorStrides();
        var along = Dense(kernel, order);
        string key = FormattableString.Invariant($"{offset}:{string.Join(",", order.Select(loop => strides[loop]))}:{packed}");
        var (storage, isWritten) = copies.Of(from.Storage, key, packed.ElementCount);
        if (isWritten) return ((storage, along), null);

        var copy = new LoopLaunch(
            "Pack" + kernel.Name, packed, [], [new Stage(true, [new Statement(node, new Load(node))])],
            ImmutableDictionary<ReadKey, Access>.Empty.Add(
                new ReadKey(node), new Access(from.Storage, offset, [.. order.Select(loop => strides[loop])], DType.Float32)),
            ImmutableDictionary<Node, Access>.Empty.Add(node, new Access(storage, Dim.Zero, dense, DType.Float32)))
        {
            Pack = copies.AreKept(from.Storage) ? storage : null,
        };
        return ((storage, along), copy);
    }

    private ContractPlanner Planner(ContractKernel kernel, bool resultIsFree)
        => new(
            kernel.Operator, [.. kernel.Operator.Loops], [.. Operands(kernel).Strides(resultIsFree)], resultIsFree,
            factor => IsKept(kernel, factor));

    private bool IsKept(ContractKernel kernel, int factor)
        => copies.AreKept(layouts.Of(kernel.Contract.Inputs[factor]).Storage);

    private ProductOperands Operands(ContractKernel kernel) => new(kernel, layouts, overrides);
}
