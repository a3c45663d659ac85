using System.Collections.Immutable;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Diagnostics;
using DeepGen.Generators.Emit;
using DeepGen.Generators.Emit.CSharp;
using DeepGen.Generators.Emit.Device;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Passes;
using DeepGen.Generators.Passes.Fusion;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Cpu;

namespace DeepGen.Generators;

/// <summary>The files of a model, and what is wrong with it.</summary>
internal sealed record CompiledText(EquatableArray<(string HintName, string Text)> Sources, EquatableArray<DiagnosticData> Diagnostics)
{
    /// <summary>What an editor shows at the layers; also of a model with errors, as far as its shapes are known.</summary>
    public EquatableArray<ShapeNote> Notes { get; init; }
}

/// <summary>The compiler behind the declaration: every stage in order, without Roslyn.</summary>
internal static class ModelCompiler
{
    public static CompiledText Compile(ModelDeclaration declaration, CancellationToken cancellation)
    {
        var model = PlannedModel.ForProcessor(declaration, cancellation);
        var variants = declaration.Variants.Items.Where(variant => variant.Model is not null)
            .Select(variant => (
                variant.Name, Constants: declaration.ConstantsOf(variant), Model: PlannedModel.ForProcessor(variant.Model!, cancellation)))
            .ToArray();
        var all = variants.Select(variant => variant.Model).Prepend(model).ToArray();
        var diagnostics = all.SelectMany(each => each.Diagnostics.Items).ToEquatableArray();
        var notes = variants.SelectMany(variant => ShapeNote.Of(variant.Model.Build, variant.Constants).Items)
            .Concat(ShapeNote.Of(model.Build)).ToEquatableArray();
        if (all.Any(each => each.Evaluation is null)) return new CompiledText(default, diagnostics) { Notes = notes };

        var kernels = new KernelLibrary();
        var face = new ModelPrinter(declaration, model, [.. variants.Select(variant => (variant.Constants, variant.Model))]);
        string name = FileName(declaration);
        string forward = Programs(declaration, [model.Predict, model.Evaluate], model.Dims, kernels, cancellation);
        string? backward = model.Step is null ? null : Programs(declaration, [model.Step], model.Dims, kernels, cancellation);
        int ownKernels = kernels.Count;
        var ofVariants = variants.Select(variant => (
                $"{name}.{variant.Name}.g.cs", Variant(declaration, variant.Name, variant.Model, kernels, cancellation)))
            .ToArray();
        var (members, library) = Concurrently.Both(
            () => face.Print(ownKernels),
            () => kernels.Print(ModelPrinter.Header + "\n", writer => ModelPrinter.Open(writer, declaration)),
            cancellation);
        var sources = ImmutableArray.CreateBuilder<(string, string)>();
        sources.Add(($"{name}.Model.g.cs", members));
        sources.Add(($"{name}.Forward.g.cs", forward));
        if (backward is not null) sources.Add(($"{name}.Backward.g.cs", backward));
        sources.AddRange(ofVariants);
        sources.Add(($"{name}.Kernels.g.cs", library));
        return new CompiledText(sources.ToImmutable(), diagnostics) { Notes = notes };
    }

    /// <summary>
    /// The files for devices, which nothing that is declared by hand refers to: an editor may leave them out, and lets whoever types wait
    /// for the others alone. None of a model with errors.
    /// </summary>
    public static EquatableArray<(string HintName, string Text)> CompileForDevices(
        ModelDeclaration declaration, CancellationToken cancellation)
    {
        string name = FileName(declaration);
        var variants = declaration.Variants.Items.Where(variant => variant.Model is not null).ToArray();
        var all = variants.Select(variant => variant.Model!).Prepend(declaration)
            .Select(each => PlannedModel.ForDevices(each, cancellation)).ToArray();
        if (all.Any(each => each.Evaluation is null)) return default;
        var own = ($"{name}.Device.g.cs", Device(declaration, null, all[0], cancellation));
        return variants.Zip(all.Skip(1), (variant, model) => (
                $"{name}.{variant.Name}.Device.g.cs", Device(declaration, variant.Name, model, cancellation)))
            .Prepend(own).ToEquatableArray();
    }

    /// <summary>From a graph to a program for the processor.</summary>
    public static ProgramPlan Plan(
        string name, ModelGraph graph, Dictionary<string, Storage> packs, CancellationToken cancellation, bool winograd = true)
        => CpuScheduler.Apply(name, Lower(graph, cancellation), packs, cancellation, winograd);

    /// <summary>A training graph with its gradients.</summary>
    public static ModelGraph Backward(ModelGraph graph, CancellationToken cancellation)
    {
        // Before the gradients are, so that they too are computed once for each window.
        var differentiated = Differentiate.Apply(MaximumFirst.Apply(graph, cancellation), cancellation);
        GraphVerifier.Check(differentiated, GraphStage.Differentiated);
        return differentiated;
    }

    /// <summary>The passes on a graph as it is to run: simplified and fused.</summary>
    public static KernelProgram Lower(ModelGraph graph, CancellationToken cancellation)
    {
        GraphVerifier.Check(graph, GraphStage.Built);
        var moved = MaximumFirst.MayApply(graph) ? MaximumFirst.Apply(graph, cancellation) : graph;
        var simplified = Simplify.Apply(moved, cancellation);
        GraphVerifier.Check(simplified, GraphStage.Simplified);
        return Fuse.Apply(simplified, cancellation);
    }

    /// <summary>
    /// The stem of the model's files. Roslyn takes file names without regard to case and refuses some letters of identifiers, and one
    /// name that it refuses would switch the generator off for the whole project.
    /// </summary>
    public static string FileName(ModelDeclaration declaration)
    {
        string name = declaration.Namespace.Length > 0 ? $"{declaration.Namespace}.{declaration.Name}" : declaration.Name;
        string plain = new([.. name.Select(
            letter => letter is '.' or '_' || (letter < 128 && char.IsLetterOrDigit(letter)) ? letter : '-')]);
        bool isUsual = plain == name && name.Split('.').All(part => part.Length > 0 && char.IsUpper(part[0]));
        return isUsual ? name : $"{plain}-{Digest.Of(name)}";
    }

    /// <param name="variant">The class of a variant within the model's; null for the model itself.</param>
    private static string Device(ModelDeclaration declaration, string? variant, PlannedModel model, CancellationToken cancellation)
    {
        var writer = new CodeWriter();
        writer.Lines(ModelPrinter.Header).Line();
        using (ModelPrinter.Open(writer, declaration))
        using (variant is null ? null : writer.Block($"partial class {variant}"))
            DevicePrinter.Print(writer, [.. model.Programs], model.Dims, cancellation);
        return writer.ToString();
    }

    private static string Programs(
        ModelDeclaration declaration, IEnumerable<ProgramPlan?> programs, IReadOnlyList<string> dims, KernelLibrary kernels,
        CancellationToken cancellation)
    {
        var writer = new CodeWriter();
        writer.Lines(ModelPrinter.Header).Line();
        using (ModelPrinter.Open(writer, declaration)) Programs(writer, programs, dims, kernels, cancellation);
        return writer.ToString();
    }

    /// <summary>The programs of a variant, in a class of their own within the model's.</summary>
    private static string Variant(
        ModelDeclaration declaration, string name, PlannedModel model, KernelLibrary kernels, CancellationToken cancellation)
    {
        var writer = new CodeWriter();
        writer.Lines(ModelPrinter.Header).Line();
        using (ModelPrinter.Open(writer, declaration))
        using (writer.Block($"private static partial class {name}"))
        {
            new ModelPrinter(model.Declaration, model, []).Definition(writer, "internal");
            writer.Line();
            Programs(writer, [model.Predict, model.Evaluate, model.Step], model.Dims, kernels, cancellation);
        }

        return writer.ToString();
    }

    private static void Programs(
        CodeWriter writer, IEnumerable<ProgramPlan?> programs, IReadOnlyList<string> dims, KernelLibrary kernels,
        CancellationToken cancellation)
    {
        bool first = true;
        foreach (var program in programs.Where(program => program is not null))
        {
            if (!first) writer.Line();
            first = false;
            new CpuProgramPrinter(program!, dims, kernels, cancellation).Print(writer);
        }
    }
}
