using DeepGen.Generators.Kernels;

namespace DeepGen.Generators.Schedule.Cpu;

/// <summary>Decides every choice that the processor makes.</summary>
internal sealed class CpuScheduler : Scheduler
{
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

    protected override IEnumerable<Launch> Loops(LoopKernel kernel) => LoopLaunches.InPieces(LoopLaunches.Of(kernel, Layouts));

    protected override IEnumerable<Launch> Product(ContractKernel kernel)
        => new ContractScheduler(Layouts, copies, winograd).Schedule(kernel);
}
