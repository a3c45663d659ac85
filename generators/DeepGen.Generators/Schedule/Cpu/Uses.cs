using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Schedule.Cpu;

/// <summary>What launches do to memory, and what they cost: by this they may change places.</summary>
internal static class Uses
{
    /// <summary>The storages that a launch writes; of one that does not tell, all.</summary>
    public static IEnumerable<Storage> WrittenBy(Launch launch) => launch switch
    {
        LoopLaunch loop => loop.Writes.Values.Select(access => access.Storage),
        ProductLaunch product => product.Operands.Where((_, operand) => operand == ProductLaunch.Result
            || operand > ProductLaunch.Result + product.Product.EpilogueReads.Length),
        _ => launch.Storages,
    };

    /// <summary>Whether the order of two launches matters.</summary>
    public static bool Conflict(Launch one, Launch other) => Meets(WrittenBy(one), other) || Meets(WrittenBy(other), one);

    /// <summary>The cost of a launch for one element of a batch, as kernels count it.</summary>
    public static long CostOf(Launch launch) => launch switch
    {
        LoopLaunch loop => Constant(loop.Domain) * loop.Stages.SelectMany(stage => stage.Statements)
            .Sum(statement => 1 + statement.Value.Cost()),
        ContractLaunch { Plan: var plan } => Constant(plan.OuterDepth.Concat(plan.Outer)
            .Concat([plan.Rows, plan.Columns, plan.Depth, plan.Blocks]).Select(axis => axis.Extent)) / 8,
        _ => 0,
    };

    private static bool Meets(IEnumerable<Storage> written, Launch launch)
        => written.Any(storage => launch.Storages.Any(other => AreSame(storage, other)));

    /// <summary>Whether two storages are one place in memory: what has its place for good may have several.</summary>
    private static bool AreSame(Storage one, Storage other)
        => one == other
            || (one.Kind == other.Kind && one.Kind is not (StorageKind.Arena or StorageKind.Pack) && one.Offset == other.Offset);

    private static long Constant(IEnumerable<Dim> extents)
        => extents.Aggregate(1L, (product, extent) => product * extent.Evaluate(_ => 1));
}
