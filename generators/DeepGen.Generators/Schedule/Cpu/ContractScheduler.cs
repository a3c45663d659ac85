using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;

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
        if (first is not { } relaid) return placed is null ? [.. launches, Fallback(kernel)] : Bind(kernel, placed, launches);
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
            var other = Factor(kernel, 1 - a).Strides;
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
        if (kernel.Epilogue.Length > 0) launches.Add(Loops(kernel, node.Shape, [], [new Stage(true, kernel.Epilogue)], []));
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
            bool inPanels = IsKept(kernel, second) && plan.MayHavePanels([.. kernel.Operator.Loops]);
            if (inPanels) panel = LayOutPanels(kernel, second, order, launches);
            else LayOut(kernel, second, order, launches);
        }

        plan = Planner(kernel, false).BestInPlace(plan.Swapped)
            ?? throw new InvalidOperationException($"{node} has no plan for the layout that was made for it.");
        launches.Add(new ContractLaunch(kernel.Name, Bound(kernel), plan with { Panel = panel }));
        return launches;
    }

    private ContractPlanner Planner(ContractKernel kernel, bool resultIsFree)
        => new(
            kernel.Operator, [.. kernel.Operator.Loops], [.. Strides(kernel, resultIsFree)], resultIsFree,
            factor => IsKept(kernel, factor));

    private bool IsKept(ContractKernel kernel, int factor)
        => copies.AreKept(layouts.Of(kernel.Contract.Inputs[factor]).Storage);

    private IEnumerable<ImmutableArray<Dim>> Strides(ContractKernel kernel, bool resultIsFree)
    {
        int loops = kernel.Operator.Loops.Rank;
        for (int factor = 0; factor < 2; factor++)
        {
            yield return overrides.TryGetValue(factor, out var packed) ? packed.Strides : Factor(kernel, factor).Strides;
        }

        var none = Enumerable.Repeat(Dim.Zero, loops).ToImmutableArray();
        yield return resultIsFree ? none : OnLoops(kernel.Contract, loops);
        foreach (var operand in EpilogueReads(kernel).Concat(EpilogueWrites(kernel))) yield return OnLoops(operand, loops);
    }

    /// <summary>The product and its epilogue where their operands lie now.</summary>
    private BoundProduct Bound(ContractKernel kernel)
    {
        var (reads, writes) = (EpilogueReads(kernel).ToArray(), EpilogueWrites(kernel).ToArray());
        var storages = ImmutableArray.CreateBuilder<Storage>();
        var offsets = ImmutableArray.CreateBuilder<Dim>();
        for (int factor = 0; factor < 2; factor++)
        {
            bool isPacked = overrides.TryGetValue(factor, out var packed);
            storages.Add(isPacked ? packed.Storage : layouts.Of(kernel.Contract.Inputs[factor]).Storage);
            offsets.Add(isPacked ? Dim.Zero : Factor(kernel, factor).Offset);
        }

        foreach (var operand in reads.Concat(writes).Prepend(kernel.Contract))
        {
            storages.Add(layouts.Of(operand).Storage);
            offsets.Add(layouts.Of(operand).Offset);
        }

        return new BoundProduct(
            kernel.Contract, kernel.Epilogue, storages.ToImmutable(), offsets.ToImmutable(),
            [.. reads.Select(read => (new ReadKey(read), read.Type))], [.. writes]);
    }

    /// <summary>A factor's start and its stride along each loop.</summary>
    private (Dim Offset, ImmutableArray<Dim> Strides) Factor(ContractKernel kernel, int factor)
    {
        var view = layouts.Of(kernel.Contract.Inputs[factor]);
        var map = kernel.Operator.Map(factor);
        var strides = Enumerable.Repeat(Dim.Zero, kernel.Operator.Loops.Rank).ToArray();
        var offset = view.Offset;
        for (int axis = 0; axis < map.Length; axis++)
        {
            offset += view.Strides[axis] * map[axis].Offset;
            foreach (var term in map[axis].Terms) strides[term.Loop] += view.Strides[axis] * term.Coefficient;
        }

        return (offset, [.. strides]);
    }

    /// <summary>A value of the result's shape along the loops; it does not move with the loops of the sum.</summary>
    private ImmutableArray<Dim> OnLoops(Node node, int loops)
    {
        var access = LoopLaunches.AccessTo(node, layouts.Of(node));
        return [.. access.Strides, .. Enumerable.Repeat(Dim.Zero, loops - access.Strides.Length)];
    }

    private static IEnumerable<Node> EpilogueReads(ContractKernel kernel)
        => kernel.Epilogue.SelectMany(statement => statement.Value.Loads()).Select(load => load.Node).Except(kernel.Nodes).Distinct();

    private IEnumerable<Node> EpilogueWrites(ContractKernel kernel)
        => kernel.Epilogue.Select(statement => statement.Node).Where(layouts.IsInMemory);

    /// <summary>The sum of products as plain loops, for what no tile fits (depthwise convolutions, strides that nothing shares).</summary>
    private LoopLaunch Fallback(ContractKernel kernel)
    {
        var node = kernel.Contract;
        int loops = kernel.Operator.Loops.Rank;
        var product = new Load(node.Inputs[0]) * new Load(node.Inputs[1], 1);
        var factors = new Dictionary<ReadKey, Access>();
        for (int factor = 0; factor < 2; factor++)
        {
            var (offset, strides) = Factor(kernel, factor);
            factors[new ReadKey(node.Inputs[factor], factor)] = new Access(
                layouts.Of(node.Inputs[factor]).Storage, offset, strides, DType.Float32);
        }

        var reduced = Enumerable.Range(node.Shape.Rank, loops - node.Shape.Rank).ToImmutableArray();
        bool sums = reduced.Length > 0;
        var stages = ImmutableArray.Create(new Stage(true, [new Statement(node, product, sums ? ReduceKind.Sum : null)]));
        if (kernel.Epilogue.Length > 0) stages = stages.Add(new Stage(!sums, kernel.Epilogue));
        return Loops(kernel, kernel.Operator.Loops, reduced, stages, factors);
    }

    /// <summary>A kernel's formulas as loops over a domain that begins with the axes of the result.</summary>
    private LoopLaunch Loops(
        ContractKernel kernel, Shape domain, ImmutableArray<int> reduced, ImmutableArray<Stage> stages, Dictionary<ReadKey, Access> factors)
    {
        var node = kernel.Contract;
        Access Whole(Node value)
            => new(layouts.Of(value).Storage, layouts.Of(value).Offset, OnLoops(value, domain.Rank), value.Type);
        var reads = factors.ToImmutableDictionary(entry => entry.Key, entry => entry.Value)
            .AddRange(EpilogueReads(kernel).Select(read => new KeyValuePair<ReadKey, Access>(new ReadKey(read), Whole(read))));
        if (factors.Count == 0) reads = reads.Add(new ReadKey(node), Whole(node));
        bool isStored = factors.Count > 0 && layouts.IsInMemory(node);
        var writes = EpilogueWrites(kernel).Concat(isStored ? [node] : []).ToImmutableDictionary(write => write, Whole);
        return new LoopLaunch(kernel.Name, domain, reduced, stages, reads, writes);
    }
}
