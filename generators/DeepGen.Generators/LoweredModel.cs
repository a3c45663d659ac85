using System.Collections.Immutable;
using DeepGen.Generators.Build;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Diagnostics;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;

namespace DeepGen.Generators;

/// <summary>A model, or a variant of it, as kernels: what the plans of all targets begin with.</summary>
/// <param name="declaration">What it was built from.</param>
/// <param name="build">What building it for evaluation gave.</param>
/// <param name="diagnostics">What is wrong with it.</param>
/// <remarks>One is equal to no other: whoever has the same declaration has the same object.</remarks>
internal sealed class LoweredModel(ModelDeclaration declaration, BuildResult build, EquatableArray<DiagnosticData> diagnostics)
{
    public ModelDeclaration Declaration => declaration;

    public BuildResult Build => build;

    public EquatableArray<DiagnosticData> Diagnostics => diagnostics;

    /// <summary>Its graph; null where it has errors, and then it has no programs.</summary>
    public ModelGraph? Evaluation { get; private init; }

    /// <summary>The names of the run-time dims, in the order in which programs number them.</summary>
    public IReadOnlyList<string> Dims { get; private init; } = [];

    /// <summary>Its predictions; null where it has errors.</summary>
    public KernelProgram? Predict { get; private init; }

    /// <summary>The same with the loss; null for a model without one, as is <see cref="Step"/>.</summary>
    public KernelProgram? Evaluate { get; private init; }

    /// <summary>The loss and its gradients.</summary>
    public KernelProgram? Step { get; private init; }

    /// <summary>
    /// Whether the step changes parameters: it then keeps no packed copies of them, and needs nothing of the other programs.
    /// </summary>
    public bool IsTrained { get; private init; }

    /// <summary>The variants, with the constants of each.</summary>
    public ImmutableArray<(string Name, string Constants, LoweredModel Model)> Variants { get; private init; } = [];

    /// <summary>The model and its variants.</summary>
    public IEnumerable<LoweredModel> All => Variants.Select(variant => variant.Model).Prepend(this);

    /// <summary>Whether neither it nor a variant has errors.</summary>
    public bool IsValid => All.All(each => each.Evaluation is not null);

    /// <summary>Builds a model and its variants, and runs the passes.</summary>
    public static LoweredModel Of(ModelDeclaration declaration, CancellationToken cancellation)
    {
        var variants = declaration.Variants.Items.Where(variant => variant.Model is not null)
            .Select(variant => (variant.Name, declaration.ConstantsOf(variant), Of(variant.Model!, cancellation)));
        var build = ModelBuilder.Build(declaration, BuildMode.Evaluate, cancellation);
        if (build.Graph is not { } evaluation) return new LoweredModel(declaration, build, build.Diagnostics) { Variants = [.. variants] };
        var training = ModelBuilder.Build(declaration, BuildMode.Train, cancellation);
        if (training.Graph is null) return new LoweredModel(declaration, build, training.Diagnostics) { Variants = [.. variants] };

        bool hasLoss = evaluation.Loss is not null;
        var inference = evaluation with { Loss = null, Targets = [], Auxiliaries = [] };
        var ((predict, evaluate), step) = Concurrently.Both(
            () => (ModelCompiler.Lower(inference, cancellation), hasLoss ? ModelCompiler.Lower(evaluation, cancellation) : null),
            () => hasLoss ? ModelCompiler.Lower(ModelCompiler.Backward(training.Graph, cancellation), cancellation) : null,
            cancellation);
        return new LoweredModel(declaration, build, training.Diagnostics)
        {
            Evaluation = evaluation,
            Dims = [.. evaluation.Inputs.Concat(evaluation.Targets).SelectMany(named => named.Node.Shape)
                .SelectMany(dim => dim.Names).Distinct()],
            Predict = predict,
            Evaluate = evaluate,
            Step = step,
            IsTrained = training.Graph.TrainedParameters.Any(),
            Variants = [.. variants],
        };
    }
}
