using DeepGen.Generators.Kernels;

namespace DeepGen.Generators.Schedule.Cpu;

/// <summary>Decides every choice that the processor makes.</summary>
internal sealed class CpuScheduler : Scheduler
{
    /// <summary>Pieces of a reduction, enough for the threads of a large machine.</summary>
    private const int Pieces = 16;

    /// <summary>Elements for each step of the run-time dim below which cutting is not worth a second launch.</summary>
    private const long WorthCutting = 256;

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

    /// <summary>The launch, or two that cut its reduction where that has no rows to run in parallel.</summary>
    public static IEnumerable<Launch> InPieces(LoopLaunch launch) => NeedsPieces(launch) ? LoopLaunches.Cut(launch, Pieces) : [launch];

    private static bool NeedsPieces(LoopLaunch loop)
    {
        if (loop.Reduced.IsEmpty || loop.Outer.Any(axis => !loop.Domain[axis].IsConstant)) return false;
        if (loop.Domain[loop.Reduced[0]].IsConstant) return false;
        return loop.Domain.Where(dim => dim.IsConstant).Aggregate(1L, (product, dim) => product * dim.Value) >= WorthCutting;
    }
}
