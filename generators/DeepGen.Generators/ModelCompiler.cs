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
    /// <summary>The files of a model for the processor; none of a model with errors.</summary>
    public static CompiledText Compile(LoweredModel model, CancellationToken cancellation)
    {
        var declaration = model.Declaration;
        var diagnostics = model.All.SelectMany(each => each.Diagnostics.Items).ToEquatableArray();
        var notes = model.Variants.SelectMany(variant => ShapeNote.Of(variant.Model.Build, variant.Constants).Items)
            .Concat(ShapeNote.Of(model.Build)).ToEquatableArray();
        if (!model.IsValid) return new CompiledText(default, diagnostics) { Notes = notes };

        var planned = PlannedModel.ForProcessor(model, cancellation);
        var variants = model.Variants
            .Select(variant => (variant.Name, Model: PlannedModel.ForProcessor(variant.Model, cancellation))).ToArray();
        var kernels = new KernelLibrary();
        var face = new ModelPrinter(planned, [.. model.Variants.Select(variant => (variant.Constants, variant.Model))]);
        string name = FileName(declaration);
        string forward = Programs(declaration, [planned.Predict, planned.Evaluate], model.Dims, kernels, cancellation);
        string? backward = planned.Step is null ? null : Programs(declaration, [planned.Step], model.Dims, kernels, cancellation);
        int ownKernels = kernels.Count;
        var ofVariants = variants.Select(variant => (
                $"{name}.{variant.Name}.g.cs", Variant(declaration, variant.Name, variant.Model, kernels, cancellation)))
            .ToArray();
        var (members, library) = Concurrently.Both(
            () => face.Print(ownKernels),
            () => kernels.Print(ModelPrinter.Header + "\n", writer => ModelPrinter.Open(writer, declaration), cancellation),
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
    /// The files for devices of a model without errors. Nothing that is declared by hand refers to them: an editor may leave them out,
    /// and lets whoever types wait for the others alone.
    /// </summary>
    public static EquatableArray<(string HintName, string Text)> CompileForDevices(LoweredModel model, CancellationToken cancellation)
    {
        string name = FileName(model.Declaration);
        var own = ($"{name}.Device.g.cs", Device(model.Declaration, null, PlannedModel.ForDevices(model, cancellation), cancellation));
        return model.Variants
            .Select(variant => ($"{name}.{variant.Name}.Device.g.cs", Device(
                model.Declaration, variant.Name, PlannedModel.ForDevices(variant.Model, cancellation), cancellation)))
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
            DevicePrinter.Print(writer, [.. model.Programs], model.Model.Dims, cancellation);
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
            new ModelPrinter(model, []).Definition(writer, "internal");
            writer.Line();
            Programs(writer, model.Programs, model.Model.Dims, kernels, cancellation);
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
