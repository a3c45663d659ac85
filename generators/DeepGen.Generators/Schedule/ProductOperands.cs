using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Schedule;

/// <summary>
/// Where the operands of a product lie: every map of coordinates is linear, so that each operand has one start and one stride for each
/// loop.
/// </summary>
/// <param name="copies">Factors that are read from a copy from its start, with its strides along all loops.</param>
internal sealed class ProductOperands(
    ContractKernel kernel, Layouts layouts, IReadOnlyDictionary<int, (Storage Storage, ImmutableArray<Dim> Strides)> copies)
{
    /// <summary>The factors where they lie, which does not change any more.</summary>
    private readonly (Dim Offset, ImmutableArray<Dim> Strides)?[] factors = new (Dim, ImmutableArray<Dim>)?[2];

    private int Loops => kernel.Operator.Loops.Rank;

    /// <summary>The values that the epilogue reads from memory.</summary>
    public IEnumerable<Node> Reads
        => kernel.Epilogue.SelectMany(statement => statement.Value.Loads()).Select(load => load.Node).Except(kernel.Nodes).Distinct();

    /// <summary>The values of the epilogue that reach memory.</summary>
    public IEnumerable<Node> Writes => kernel.Epilogue.Select(statement => statement.Node).Where(layouts.IsInMemory);

    /// <summary>
    /// Strides along the loops of the factors, the result (none where its place is still free) and the epilogue's operands.
    /// </summary>
    public IEnumerable<ImmutableArray<Dim>> Strides(bool resultIsFree = false)
    {
        for (int factor = 0; factor < 2; factor++)
            yield return copies.TryGetValue(factor, out var copy) ? copy.Strides : Factor(factor).Strides;

        yield return resultIsFree ? [.. Enumerable.Repeat(Dim.Zero, Loops)] : OnLoops(kernel.Contract);
        foreach (var operand in Reads.Concat(Writes)) yield return OnLoops(operand);
    }

    /// <summary>The product and its epilogue where their operands lie now.</summary>
    public BoundProduct Bind()
    {
        var (reads, writes) = (Reads.ToArray(), Writes.ToArray());
        var storages = ImmutableArray.CreateBuilder<Storage>();
        var offsets = ImmutableArray.CreateBuilder<Dim>();
        for (int factor = 0; factor < 2; factor++)
        {
            bool isCopied = copies.TryGetValue(factor, out var copy);
            storages.Add(isCopied ? copy.Storage : layouts.Of(kernel.Contract.Inputs[factor]).Storage);
            offsets.Add(isCopied ? Dim.Zero : Factor(factor).Offset);
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
    public (Dim Offset, ImmutableArray<Dim> Strides) Factor(int factor) => factors[factor] ??= FactorOf(factor);

    private (Dim Offset, ImmutableArray<Dim> Strides) FactorOf(int factor)
    {
        var view = layouts.Of(kernel.Contract.Inputs[factor]);
        var map = kernel.Operator.Map(factor);
        var strides = Enumerable.Repeat(Dim.Zero, Loops).ToArray();
        var offset = view.Offset;
        for (int axis = 0; axis < map.Length; axis++)
        {
            offset += view.Strides[axis] * map[axis].Offset;
            foreach (var term in map[axis].Terms) strides[term.Loop] += view.Strides[axis] * term.Coefficient;
        }

        return (offset, [.. strides]);
    }

    /// <summary>A value of the result's shape along the loops; it does not move with the loops of the sum.</summary>
    public ImmutableArray<Dim> OnLoops(Node node) => OnLoops(node, Loops);

    /// <summary>The sum of products and its epilogue as plain loops, for what no tile fits.</summary>
    public LoopLaunch AsLoops()
    {
        var node = kernel.Contract;

        // The epilogue may read a factor too, along other strides.
        var product = new Load(node.Inputs[0], 1) * new Load(node.Inputs[1], 2);
        var factors = new Dictionary<ReadKey, Access>();
        for (int factor = 0; factor < 2; factor++)
        {
            var (offset, strides) = Factor(factor);
            factors[new ReadKey(node.Inputs[factor], factor + 1)] = new Access(
                layouts.Of(node.Inputs[factor]).Storage, offset, strides, DType.Float32);
        }

        var reduced = Enumerable.Range(node.Shape.Rank, Loops - node.Shape.Rank).ToImmutableArray();
        bool sums = reduced.Length > 0;
        var stages = ImmutableArray.Create(new Stage(true, [new Statement(node, product, sums ? ReduceKind.Sum : null)]));
        if (kernel.Epilogue.Length > 0) stages = stages.Add(new Stage(!sums, kernel.Epilogue));
        return InLoops(kernel.Operator.Loops, reduced, stages, factors);
    }

    /// <summary>The epilogue as loops over a result that lies in memory.</summary>
    public LoopLaunch EpilogueAsLoops()
    {
        var node = kernel.Contract;
        var result = new Dictionary<ReadKey, Access> { [new ReadKey(node)] = Whole(node, node.Shape.Rank) };
        return InLoops(kernel.Contract.Shape, [], [new Stage(true, kernel.Epilogue)], result);
    }

    /// <summary>Formulas as loops over a domain that begins with the axes of the result.</summary>
    private LoopLaunch InLoops(Shape domain, ImmutableArray<int> reduced, ImmutableArray<Stage> stages, Dictionary<ReadKey, Access> given)
    {
        var node = kernel.Contract;
        var reads = new Dictionary<ReadKey, Access>(given);
        foreach (var read in Reads) reads.Add(new ReadKey(read), Whole(read, domain.Rank));
        bool isStored = layouts.IsInMemory(node) && !given.ContainsKey(new ReadKey(node));
        var writes = Writes.Concat(isStored ? [node] : []).ToDictionary(write => write, write => Whole(write, domain.Rank));
        return new LoopLaunch(kernel.Name, domain, reduced, stages, reads, writes);
    }

    private Access Whole(Node value, int loops)
        => new(layouts.Of(value).Storage, layouts.Of(value).Offset, OnLoops(value, loops), value.Type);

    private ImmutableArray<Dim> OnLoops(Node node, int loops)
    {
        var access = LoopLaunches.AccessTo(node, layouts.Of(node));
        return [.. access.Strides, .. Enumerable.Repeat(Dim.Zero, loops - access.Strides.Length)];
    }
}
