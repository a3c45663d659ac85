using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Schedule.Cpu;

/// <summary>Binds a product to memory: plans its tiles, packs a factor where the tiles need that, and falls back to plain loops.</summary>
internal sealed partial class ContractScheduler(Layouts layouts, Dictionary<string, Storage> packs, bool winograd)
{
    /// <summary>
    /// A result that must lie in a given place is computed elsewhere and copied if that makes the tiles this much better.
    /// </summary>
    private const double WorthCopying = 1.3;

    public IEnumerable<Launch> Schedule(ContractKernel kernel)
    {
        if (TryWinograd(kernel) is { } fast) return fast;
        var node = kernel.Contract;
        var launches = new List<Launch>();
        var free = kernel.Epilogue.Length == 0 && layouts.PinnedAt(node) is not null ? Planner(kernel, true).Best() : null;
        var fixedPlan = TryFixed(kernel, launches);
        if (free?.ResultOrder is { } order && (fixedPlan is null || free.Score > fixedPlan.Score * WorthCopying))
        {
            launches.Clear();
            layouts.Unpin(node);
            var missing = Enumerable.Range(0, node.Shape.Rank).Except(order);
            layouts.Set(node, Layouts.NewArena(node, [.. missing, .. order]));
            fixedPlan = free;
        }
        else if (fixedPlan is null)
        {
            return [.. launches, Fallback(kernel)];
        }

        return Bind(kernel, fixedPlan, launches);
    }

    /// <summary>Gives the result its place and plans for it.</summary>
    private ContractPlan? TryFixed(ContractKernel kernel, List<Launch> launches)
    {
        PlaceResult(kernel, launches);
        return Planner(kernel, false).Best();
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
        int b = plan.Swapped ? 0 : 1;
        if (plan.PackOrder is { } order)
        {
            layouts.Set(node.Inputs[b], layouts.Of(node.Inputs[b]));
            var (view, copy) = Pack(kernel, b, order);
            if (copy is not null) launches.Add(copy);
            overrides[b] = view;
        }

        plan = Planner(kernel, false).BestInPlace(plan.Swapped)
            ?? throw new InvalidOperationException($"{node} has no plan for the layout that was made for it.");
        var (storages, offsets) = Operands(kernel);
        launches.Add(new ContractLaunch(
            kernel.Name, plan, node, kernel.Epilogue, storages, offsets,
            [.. EpilogueReads(kernel).Select(read => (new ReadKey(read), read.Type))],
            [.. EpilogueWrites(kernel)]));
        return launches;
    }

    /// <summary>Strides of a packed factor along the loops, in place of those of its tensor.</summary>
    private readonly Dictionary<int, (Storage Storage, ImmutableArray<Dim> Strides)> overrides = [];

    private ((Storage, ImmutableArray<Dim>) View, Launch? Copy) Pack(ContractKernel kernel, int factor, ImmutableArray<int> order)
    {
        var node = kernel.Contract.Inputs[factor];
        var from = layouts.Of(node);
        var (offset, strides) = Factor(kernel, factor);
        var extents = order.Select(loop => kernel.Operator.Loops[loop]).ToArray();
        var packed = new Shape(extents);
        var dense = packed.RowMajorStrides();
        var along = Enumerable.Range(0, kernel.Operator.Loops.Rank)
            .Select(loop => order.IndexOf(loop) is var at && at >= 0 ? dense[at] : Dim.Zero).ToImmutableArray();
        string key = FormattableString.Invariant(
            $"{from.Storage.Offset}+{offset}:{string.Join(",", order.Select(loop => strides[loop]))}:{packed}");
        var (storage, derived) = PackOf(from.Storage, key, packed.ElementCount);

        var copy = new LoopLaunch(
            "Pack" + kernel.Name, packed, [], [new Stage(true, [new Statement(node, new Load(node))])],
            ImmutableDictionary<ReadKey, Access>.Empty.Add(
                new ReadKey(node), new Access(from.Storage, offset, [.. order.Select(loop => strides[loop])], DType.Float32)),
            ImmutableDictionary<Node, Access>.Empty.Add(node, new Access(storage, Dim.Zero, dense, DType.Float32)))
        {
            Pack = derived ? storage : null,
        };
        return ((storage, along), copy);
    }

    /// <summary>Memory for a factor in another order. One of parameters is kept for as long as these do not change.</summary>
    private (Storage Storage, bool IsDerived) PackOf(Storage from, string key, Dim size)
    {
        bool derived = from.Kind == StorageKind.Parameter;
        if (derived && packs.TryGetValue(key, out var known)) return (known, true);
        var storage = new Storage(derived ? StorageKind.Pack : StorageKind.Arena, from.Name + ".packed", size, Dim.Zero);
        if (derived)
        {
            storage.Index = packs.Count;
            packs.Add(key, storage);
        }

        return (storage, derived);
    }

    private ContractPlanner Planner(ContractKernel kernel, bool resultIsFree)
        => new(kernel.Operator, [.. kernel.Operator.Loops], [.. Strides(kernel, resultIsFree)], resultIsFree);

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

    private (ImmutableArray<Storage>, ImmutableArray<Dim>) Operands(ContractKernel kernel)
    {
        var storages = ImmutableArray.CreateBuilder<Storage>();
        var offsets = ImmutableArray.CreateBuilder<Dim>();
        for (int factor = 0; factor < 2; factor++)
        {
            bool isPacked = overrides.TryGetValue(factor, out var packed);
            storages.Add(isPacked ? packed.Storage : layouts.Of(kernel.Contract.Inputs[factor]).Storage);
            offsets.Add(isPacked ? Dim.Zero : Factor(kernel, factor).Offset);
        }

        foreach (var operand in EpilogueReads(kernel).Concat(EpilogueWrites(kernel)).Prepend(kernel.Contract))
        {
            storages.Add(layouts.Of(operand).Storage);
            offsets.Add(layouts.Of(operand).Offset);
        }

        return (storages.ToImmutable(), offsets.ToImmutable());
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
        var reads = ImmutableDictionary.CreateBuilder<ReadKey, Access>();
        for (int factor = 0; factor < 2; factor++)
        {
            var (offset, strides) = Factor(kernel, factor);
            reads[new ReadKey(node.Inputs[factor], factor)] = new Access(
                layouts.Of(node.Inputs[factor]).Storage, offset, strides, DType.Float32);
        }

        Access Whole(Node value) => new(layouts.Of(value).Storage, layouts.Of(value).Offset, OnLoops(value, loops), value.Type);
        foreach (var read in EpilogueReads(kernel)) reads[new ReadKey(read)] = Whole(read);
        var writes = EpilogueWrites(kernel).Concat(layouts.IsInMemory(node) ? [node] : []).ToImmutableDictionary(write => write, Whole);
        var reduced = Enumerable.Range(node.Shape.Rank, loops - node.Shape.Rank).ToImmutableArray();
        bool sums = reduced.Length > 0;
        var stages = ImmutableArray.Create(new Stage(true, [new Statement(node, product, sums ? ReduceKind.Sum : null)]));
        if (kernel.Epilogue.Length > 0) stages = stages.Add(new Stage(!sums, kernel.Epilogue));
        return new LoopLaunch(kernel.Name, kernel.Operator.Loops, reduced, stages, reads.ToImmutable(), writes);
    }
}
