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

    /// <summary>The cost of a launch for one element of a batch, as kernels count it.</summary>
    public static long CostOf(Launch launch) => launch switch
    {
        LoopLaunch loop => Constant(loop.Domain) * loop.Stages.SelectMany(stage => stage.Statements)
            .Sum(statement => 1 + statement.Value.Cost()),
        ContractLaunch { Plan: var plan } => Constant(plan.OuterDepth.Concat(plan.Outer)
            .Concat([plan.Rows, plan.Columns, plan.Depth, plan.Blocks]).Select(axis => axis.Extent)) / 8,
        _ => 0,
    };

    private static long Constant(IEnumerable<Dim> extents)
        => extents.Aggregate(1L, (product, extent) => product * extent.Evaluate(_ => 1));
}

/// <summary>A launch with what it does to memory, found out once: whoever looks for chains asks again and again.</summary>
internal sealed class UsedLaunch(Launch launch)
{
    private IReadOnlyDictionary<Storage, long>? steps;
    private bool hasSteps;

    public Launch Launch => launch;

    /// <summary>The storages that it touches.</summary>
    public Storage[] Storages { get; } = [.. launch.Storages.Distinct()];

    /// <summary>Those of them that it writes.</summary>
    public Storage[] Written { get; } = [.. Uses.WrittenBy(launch).Distinct()];

    /// <summary>Its batch; null where it has none.</summary>
    public Dim? Batch { get; } = BatchSteps.BatchOf(launch);

    /// <summary>Whether it only clears memory.</summary>
    public bool Clears => launch is FillLaunch or HaloLaunch;

    /// <summary>What one element of its batch costs.</summary>
    public long Cost { get; } = Uses.CostOf(launch);

    /// <summary>Floats from one element of its batch to the next in what it touches; null where it has no such order.</summary>
    public IReadOnlyDictionary<Storage, long>? Steps
    {
        get
        {
            if (!hasSteps) (steps, hasSteps) = (Batch is null ? null : BatchSteps.Of(launch, Batch), true);
            return steps;
        }
    }

    /// <summary>Whether the order of the two matters.</summary>
    public bool Conflicts(UsedLaunch other) => Meet(Written, other.Storages) || Meet(other.Written, Storages);

    private static bool Meet(Storage[] written, Storage[] touched)
    {
        foreach (var one in written)
        {
            foreach (var other in touched)
            {
                if (one.IsSamePlaceAs(other)) return true;
            }
        }

        return false;
    }
}
