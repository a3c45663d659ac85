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
        return Bind(kernel, Planner(kernel, false).Best(relaid.Swapped)!, launches);
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
            var plan = planner.Best(swapped);
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
            bool inPanels = IsKept(kernel, second) && plan.MayHavePanels([.. kernel.Operator.Loops]);
            if (inPanels) panel = LayOutPanels(kernel, second, order, launches);
            else LayOut(kernel, second, order, launches);
        }

        plan = Planner(kernel, false).BestInPlace(plan.Swapped)
            ?? throw new InvalidOperationException($"{node} has no plan for the layout that was made for it.");
        if (panel is not null && !plan.Depth.Extent.IsOne && plan.Depth.Strides[plan.Swapped ? 0 : 1] != ContractPlan.PanelColumns)
            throw new InvalidOperationException($"{node} does not read the panels that were made for it in their order.");
        launches.AddRange(BatchSums.Of(new ContractLaunch(kernel.Name, Operands(kernel).Bind(), plan with { Panel = panel })));
        return launches;
    }

    private ContractPlanner Planner(ContractKernel kernel, bool resultIsFree)
        => new(new ContractSetting(
            kernel.Operator, [.. Operands(kernel).Strides(resultIsFree)], resultIsFree, IsKept(kernel, 0), IsKept(kernel, 1)));

    private bool IsKept(ContractKernel kernel, int factor)
        => copies.AreKept(layouts.Of(kernel.Contract.Inputs[factor]).Storage);

    private ProductOperands Operands(ContractKernel kernel) => new(kernel, layouts, overrides);
}
