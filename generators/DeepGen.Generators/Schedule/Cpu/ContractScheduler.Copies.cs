using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;

namespace DeepGen.Generators.Schedule.Cpu;

// Factors in another order than they lie in.
internal sealed partial class ContractScheduler
{
    /// <summary>Strides of a packed factor along the loops, in place of those of its tensor.</summary>
    private readonly Dictionary<int, (Storage Storage, ImmutableArray<Dim> Strides)> overrides = [];

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
            new Dictionary<ReadKey, Access>
            {
                [new ReadKey(node)] = new Access(from, Operands(kernel).Factor(factor).Offset + readFrom, reads, DType.Float32),
            },
            new Dictionary<Node, Access> { [node] = new Access(to, writeTo, writes, DType.Float32) })
        {
            Pack = copies.AreKept(from) ? to : null,
        };
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
}
