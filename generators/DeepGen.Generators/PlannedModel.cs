using DeepGen.Generators.Build;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Diagnostics;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Cpu;
using DeepGen.Generators.Schedule.Device;

namespace DeepGen.Generators;

/// <summary>A model, or a variant of it, with its programs for one target.</summary>
/// <param name="Build">What building it for evaluation gave.</param>
/// <param name="Evaluation">Its graph; null where it has errors, and then it has no programs.</param>
/// <param name="Dims">The names of the run-time dims, in the order in which programs number them.</param>
/// <param name="Packs">The packed copies of parameters that the programs share.</param>
internal sealed record PlannedModel(
    ModelDeclaration Declaration, BuildResult Build, ModelGraph? Evaluation, IReadOnlyList<string> Dims, IReadOnlyList<Storage> Packs,
    EquatableArray<DiagnosticData> Diagnostics)
{
    public ProgramPlan? Predict { get; init; }

    /// <summary>Null for a model without a loss, as is <see cref="Step"/>.</summary>
    public ProgramPlan? Evaluate { get; init; }

    public ProgramPlan? Step { get; init; }

    /// <summary>The programs, in the order in which they are written.</summary>
    public IEnumerable<ProgramPlan> Programs => new[] { Predict, Evaluate, Step }.OfType<ProgramPlan>();

    /// <summary>Plans a model for the processor.</summary>
    public static PlannedModel ForProcessor(ModelDeclaration declaration, CancellationToken cancellation)
    {
        var packs = new Dictionary<string, Storage>();
        var planned = Of(
            declaration, (name, kernels) => CpuScheduler.Apply(name, kernels, packs, cancellation, declaration.Winograd), cancellation);
        return planned with { Packs = [.. packs.Values.OrderBy(pack => pack.Index)] };
    }

    /// <summary>Plans a model for devices.</summary>
    public static PlannedModel ForDevices(ModelDeclaration declaration, CancellationToken cancellation)
        => Of(
            declaration, (name, kernels) => DeviceScheduler.Apply(name, kernels, cancellation, declaration.DeviceProducts), cancellation);

    private static PlannedModel Of(
        ModelDeclaration declaration, Func<string, KernelProgram, ProgramPlan> schedule, CancellationToken cancellation)
    {
        var build = ModelBuilder.Build(declaration, BuildMode.Evaluate, cancellation);
        if (build.Graph is not { } evaluation) return new PlannedModel(declaration, build, null, [], [], build.Diagnostics);
        var training = ModelBuilder.Build(declaration, BuildMode.Train, cancellation);
        if (training.Graph is null) return new PlannedModel(declaration, build, null, [], [], training.Diagnostics);

        bool hasLoss = evaluation.Loss is not null;
        ProgramPlan Plan(string name, ModelGraph graph) => schedule(name, ModelCompiler.Lower(graph, cancellation));
        var inference = evaluation with { Loss = null, Targets = [], Auxiliaries = [] };
        (ProgramPlan, ProgramPlan?) Forward() => (Plan("Predict", inference), hasLoss ? Plan("Evaluate", evaluation) : null);
        ProgramPlan? Training() => hasLoss ? Plan("Step", ModelCompiler.Backward(training.Graph, cancellation)) : null;

        // A step that changes parameters keeps no packed copies of them, and needs nothing of the other programs.
        bool isApart = training.Graph.TrainedParameters.Any();
        var ((predict, evaluate), step) = isApart
            ? Concurrently.Both(Forward, Training, cancellation)
            : (Forward(), Training());
        string[] dims = [.. evaluation.Inputs.Concat(evaluation.Targets).SelectMany(named => named.Node.Shape)
            .SelectMany(dim => dim.Names).Distinct()];
        return new PlannedModel(declaration, build, evaluation, dims, [], training.Diagnostics)
        {
            Predict = predict,
            Evaluate = evaluate,
            Step = step,
        };
    }
}
