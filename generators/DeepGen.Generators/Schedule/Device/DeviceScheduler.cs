using DeepGen.Generators.Declaration;
using DeepGen.Generators.Kernels;

namespace DeepGen.Generators.Schedule.Device;

/// <summary>Decides every choice that is made for devices.</summary>
internal sealed class DeviceScheduler : Scheduler
{
    /// <summary>Groups that keep a large device busy.</summary>
    private const int EnoughGroups = 256;

    private const int MostPieces = 64;

    /// <summary>
    /// Elements of all constant extents from which a reduction over a run-time dim is worth a second launch: what one group does with
    /// batches of thousands takes far longer than that. An estimate, not fitted to measurements.
    /// </summary>
    private const long WorthCutting = 32;

    /// <summary>The same of a reduction over constant extents alone.</summary>
    private const long WorthCuttingConstant = 8192;

    private readonly FactorPrecision precision;

    private DeviceScheduler(KernelProgram program, FactorPrecision precision)
        : base(program, rowsCompete: false)
        => this.precision = precision;

    /// <param name="name">Name of the program.</param>
    /// <param name="precision">What the factors of products may be rounded to.</param>
    public static ProgramPlan Apply(
        string name, KernelProgram program, CancellationToken cancellation, FactorPrecision precision = FactorPrecision.Float32)
        => new DeviceScheduler(program, precision).Run(name, cancellation);

    protected override IEnumerable<Launch> Loops(LoopKernel kernel) => InPieces(LoopLaunches.Of(kernel, Layouts));

    protected override IEnumerable<Launch> Product(ContractKernel kernel) => DeviceContractScheduler.Schedule(kernel, Layouts, precision);

    /// <summary>The launch, or two that cut a long reduction with few results into pieces, for more groups to work on.</summary>
    public static IEnumerable<Launch> InPieces(LoopLaunch launch)
    {
        bool isLong = launch.Reduced.Any(axis => !launch.Domain[axis].IsConstant)
            ? Constants(launch, Enumerable.Range(0, launch.Domain.Rank)) >= WorthCutting
            : Constants(launch, launch.Reduced) >= WorthCuttingConstant;
        if (!isLong || launch.Outer.Any(axis => !launch.Domain[axis].IsConstant)) return [launch];
        if (launch.Stages.Skip(1).Any(stage => stage.IsFull)) return [launch];
        var nest = new DeviceNest(launch);
        long pieces = Math.Min(MostPieces, EnoughGroups / nest.Groups.Value);
        return nest.Spread == DeviceSpread.Items || pieces < 2 ? [launch] : LoopLaunches.Cut(launch, (int)pieces);
    }

    private static long Constants(LoopLaunch launch, IEnumerable<int> axes)
        => axes.Select(axis => launch.Domain[axis]).Where(dim => dim.IsConstant).Aggregate(1L, (product, dim) => product * dim.Value);
}
