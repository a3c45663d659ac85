using DeepGen.Generators.Kernels;

namespace DeepGen.Generators.Schedule.Cpu;

/// <summary>Decides every choice that the processor makes.</summary>
internal sealed class CpuScheduler : Scheduler
{
    /// <summary>Pieces of a reduction, enough for the threads of a large machine.</summary>
    private const int Pieces = 16;

    /// <summary>Elements for each step of the run-time dim below which cutting is not worth a second launch.</summary>
    private const long WorthCutting = 256;

    /// <summary>Terms of each sum from which a step of the run-time dim, where it is worth a chain, is a piece.</summary>
    private const long ManyTerms = 64;

    private readonly PackedCopies copies;
    private readonly bool winograd;

    private CpuScheduler(KernelProgram program, Dictionary<string, Storage> packs, bool winograd)
        : base(program, rowsCompete: true)
    {
        this.winograd = winograd;
        copies = new PackedCopies(packs, trains: program.Model.Gradients.Length > 0);
    }

    /// <param name="name">Name of the program.</param>
    /// <param name="packs">Packed copies of parameters by what they hold; shared by the programs of a model.</param>
    /// <param name="winograd">Whether Winograd's algorithm may be used.</param>
    public static ProgramPlan Apply(
        string name, KernelProgram program, Dictionary<string, Storage> packs, CancellationToken cancellation, bool winograd)
        => new CpuScheduler(program, packs, winograd).Run(name, cancellation);

    protected override IEnumerable<Launch> Loops(LoopKernel kernel) => InPieces(LoopLaunches.Of(kernel, Layouts));

    protected override IEnumerable<Launch> Product(ContractKernel kernel)
        => new ContractScheduler(Layouts, copies, winograd).Schedule(kernel);

    protected override IReadOnlyList<Launch> Arrange(IReadOnlyList<Launch> launches, IEnumerable<Storage> kept)
        => Chains.Apply(launches, kept);

    /// <summary>The launch, or two that cut its reduction where that has no rows to run in parallel.</summary>
    /// <remarks>Where an element of the batch has much to add up it is a piece, which can follow at once on what computes that.</remarks>
    public static IEnumerable<Launch> InPieces(LoopLaunch launch)
        => !NeedsPieces(launch) ? [launch]
            : BatchAxis(launch) is { } axis ? LoopLaunches.CutAlong(launch, axis)
            : LoopLaunches.Cut(launch, Pieces);

    private static int? BatchAxis(LoopLaunch loop)
        => Floats(loop) >= Chains.WorthChaining && loop.Reduced.Count(axis => !loop.Domain[axis].IsConstant) == 1
            && Floats(loop) / loop.Outer.Aggregate(1L, (product, axis) => product * loop.Domain[axis].Value) >= ManyTerms
            ? loop.Reduced.First(axis => !loop.Domain[axis].IsConstant)
            : null;

    /// <summary>Elements for each step of the run-time dim.</summary>
    private static long Floats(LoopLaunch loop)
        => loop.Domain.Where(dim => dim.IsConstant).Aggregate(1L, (product, dim) => product * dim.Value);

    private static bool NeedsPieces(LoopLaunch loop)
    {
        if (loop.Reduced.IsEmpty || loop.Outer.Any(axis => !loop.Domain[axis].IsConstant)) return false;
        if (loop.Domain[loop.Reduced[0]].IsConstant) return false;
        return Floats(loop) >= WorthCutting;
    }
}
