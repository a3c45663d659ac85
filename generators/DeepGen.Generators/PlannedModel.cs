using DeepGen.Generators.Kernels;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Cpu;
using DeepGen.Generators.Schedule.Device;

namespace DeepGen.Generators;

/// <summary>A model, or a variant of it, with its programs for one target.</summary>
/// <param name="Model">What they are planned from: one without errors.</param>
/// <param name="Predict">Its predictions.</param>
/// <param name="Evaluate">The same with the loss; null for a model without one, as is <paramref name="Step"/>.</param>
/// <param name="Step">The loss and its gradients.</param>
internal sealed record PlannedModel(LoweredModel Model, ProgramPlan Predict, ProgramPlan? Evaluate, ProgramPlan? Step)
{
    /// <summary>The packed copies of parameters that the programs share.</summary>
    public IReadOnlyList<Storage> Packs { get; private init; } = [];

    /// <summary>The programs, in the order in which they are written.</summary>
    public IEnumerable<ProgramPlan> Programs => new[] { Predict, Evaluate, Step }.OfType<ProgramPlan>();

    /// <summary>Plans a model for the processor.</summary>
    public static PlannedModel ForProcessor(LoweredModel model, CancellationToken cancellation)
    {
        var packs = new Dictionary<string, Storage>();
        bool winograd = model.Declaration.Winograd;
        var planned = Of(model, (name, kernels) => CpuScheduler.Apply(name, kernels, packs, cancellation, winograd), cancellation);
        return planned with { Packs = [.. packs.Values.OrderBy(pack => pack.Index)] };
    }

    /// <summary>Plans a model for devices.</summary>
    public static PlannedModel ForDevices(LoweredModel model, CancellationToken cancellation)
    {
        var precision = model.Declaration.DeviceProducts;
        return Of(model, (name, kernels) => DeviceScheduler.Apply(name, kernels, cancellation, precision), cancellation);
    }

    private static PlannedModel Of(LoweredModel model, Func<string, KernelProgram, ProgramPlan> schedule, CancellationToken cancellation)
    {
        ProgramPlan? Plan(string name, KernelProgram? kernels) => kernels is null ? null : schedule(name, kernels);
        (ProgramPlan, ProgramPlan?) Forward() => (Plan(nameof(Predict), model.Predict)!, Plan(nameof(Evaluate), model.Evaluate));
        ProgramPlan? Training() => Plan(nameof(Step), model.Step);
        var ((predict, evaluate), step) = model.IsTrained
            ? Concurrently.Both(Forward, Training, cancellation)
            : (Forward(), Training());
        return new PlannedModel(model, predict, evaluate, step);
    }
}
