using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Schedule.Cpu;

/// <summary>
/// Finds launches that do the same for each element of the batch, so that they may run for one after the other: everything they touch lies
/// either evenly along the batch or apart from it, and nothing is summed, counted or drawn along it.
/// </summary>
internal sealed class BatchSteps
{
    private readonly Dim batch;
    private readonly Dictionary<Storage, long> steps = [];
    private bool isEven = true;

    private BatchSteps(Dim batch) => this.batch = batch;

    /// <summary>The batch of a launch: the only extent of it that is known at run time alone. Null where it has none, or more.</summary>
    public static Dim? BatchOf(Launch launch)
    {
        IEnumerable<Dim> extents = launch switch
        {
            LoopLaunch loop => loop.Domain,
            ContractLaunch contract => contract.Plan.Outer.Select(axis => axis.Extent),
            FillLaunch fill => [fill.Storage.Size],
            HaloLaunch { Storage.Halo: { } halo } => halo.Extents,
            _ => [],
        };
        string[] names = [.. extents.SelectMany(extent => extent.Names).Distinct()];
        return names.Length == 1 ? Dim.Named(names[0]) : null;
    }

    /// <summary>Floats from one element of the batch to the next in what the launch touches; null where it has no such order.</summary>
    public static IReadOnlyDictionary<Storage, long>? Of(Launch launch, Dim batch)
    {
        var found = new BatchSteps(batch);
        bool fits = launch switch
        {
            { Pack: not null } => false,
            LoopLaunch loop => found.Add(loop),
            ContractLaunch contract => found.Add(contract),
            FillLaunch fill => found.AddWhole(fill.Storage),
            HaloLaunch { Storage.Halo: { } halo } border => found.Add(border.Storage, halo),
            _ => false,
        };
        return fits && found.isEven && found.steps.Values.Any(step => step > 0) ? found.steps : null;
    }

    private bool Add(LoopLaunch launch)
    {
        if (launch.Chunks > 1 || OnlyAxis(launch.Domain) is not { } axis || launch.Reduced.Contains(axis)) return false;
        if (launch.Domain[axis] != batch || !AreAlike(launch.Stages.SelectMany(stage => stage.Statements), axis)) return false;
        foreach (var read in launch.Reads.Values) Add(read, axis, isWritten: false);
        foreach (var write in launch.Writes.Values) Add(write, axis, isWritten: true);
        return true;
    }

    private bool Add(ContractLaunch launch)
    {
        var plan = launch.Plan;
        var others = plan.OuterDepth.Add(plan.Rows).Add(plan.Columns).Add(plan.Depth).Add(plan.Blocks);
        if (OnlyAxis([.. plan.Outer.Select(axis => axis.Extent)]) is not { } at || !others.All(IsFixed)) return false;
        var loop = plan.Outer[at];
        if (loop.Extent.DivideExactly(batch) is not { IsConstant: true } count || !AreAlike(launch.Epilogue, -1)) return false;
        if (!plan.Outer.Where(axis => axis != loop).All(IsFixed)) return false;
        for (int operand = 0; operand < launch.Operands.Length; operand++)
        {
            bool isRead = operand < ProductLaunch.Result
                || (operand > ProductLaunch.Result && operand <= ProductLaunch.Result + launch.Product.EpilogueReads.Length);
            Add(launch.Operands[operand], launch.Offsets[operand], loop.Strides[operand] * count, !isRead);
        }

        return true;
    }

    private bool Add(Storage storage, Halo halo)
        => halo.Extents[0] == batch && halo.Low[0] == 0 && halo.High[0] == 0 && halo.Extents.Skip(1).All(extent => extent.IsConstant)
            && AddWhole(storage);

    private bool AddWhole(Storage storage)
    {
        Add(storage, Dim.Zero, storage.Size.DivideExactly(batch) ?? Dim.Zero, isWritten: true);
        return true;
    }

    private void Add(Access access, int axis, bool isWritten)
    {
        isEven &= access.Strides.Where((_, other) => other != axis).All(stride => stride.IsConstant);
        Add(access.Storage, access.Offset, access.Strides[axis], isWritten);
    }

    private void Add(Storage storage, Dim offset, Dim step, bool isWritten)
    {
        isEven &= offset.IsConstant && step.IsConstant && (!isWritten || step != Dim.Zero);
        if (!isEven) return;

        // What moves with the batch is cut by it into equal parts, and what does not has no part of it.
        bool fits = step == Dim.Zero ? storage.Size.IsConstant : storage.Kind == StorageKind.Arena && storage.Size == batch * step;
        isEven = fits && (!steps.TryGetValue(storage, out long known) || known == step.Value);
        steps[storage] = step.Value;
    }

    /// <summary>Whether the formulas are the same for each element of the batch.</summary>
    private static bool AreAlike(IEnumerable<Statement> statements, int axis)
        => statements.SelectMany(statement => statement.Value.Leaves()).All(leaf => IsAlike(leaf, axis));

    private static bool IsAlike(ScalarExpression leaf, int axis) => leaf switch
    {
        Load or Literal => true,
        Coordinate at => axis >= 0 && at.Axis != axis,
        Extent extent => extent.Dim.IsConstant,
        WindowLeaf window => window.Axes.All(window => window.Axis != axis) && IsAlikeIn(window.Inner, axis),
        GatherLeaf gather => gather.Axes.All(window => window.Axis != axis) && IsAlikeIn(gather.Inner, axis)
            && (gather.Position is not { } position || IsAlikeIn(position, axis)),
        _ => false,
    };

    private static bool IsAlikeIn(ScalarExpression formula, int axis) => formula.Leaves().All(leaf => IsAlike(leaf, axis));

    private static bool IsFixed(LoopAxis axis) => axis.Extent.IsConstant && axis.Strides.All(stride => stride.IsConstant);

    private static int? OnlyAxis(IReadOnlyList<Dim> extents)
    {
        int[] open = [.. Enumerable.Range(0, extents.Count).Where(axis => !extents[axis].IsConstant)];
        return open.Length == 1 ? open[0] : null;
    }
}
