using DeepGen.Generators.Declaration;
using DeepGen.Generators.Diagnostics;
using DeepGen.Generators.Emit.CSharp;
using Microsoft.CodeAnalysis;

namespace DeepGen.Generators;

/// <summary>What became of a model: its files, and what there is to say of it.</summary>
/// <param name="Sources">Its files.</param>
/// <param name="HasPrograms">Whether it is all in them, and not only what stands in for a model in error.</param>
/// <param name="Findings">What there is to say.</param>
internal sealed record CompiledOutcome(
    EquatableArray<(string HintName, string Text)> Sources, bool HasPrograms, ModelFindings Findings);

/// <summary>A model as it is compiled from, for the processor and for devices.</summary>
/// <param name="declared">What was read.</param>
/// <param name="lowered">What all targets begin with; null of a declaration in error, and after a fault.</param>
/// <param name="fault">The fault that lowering met.</param>
internal sealed class LoweredOutcome(DeclaredModel declared, LoweredModel? lowered, DiagnosticData? fault)
{
    private CompiledOutcome? compiled;

    public DeclaredModel Declared => declared;

    public LoweredModel? Lowered => lowered;

    public DiagnosticData? Fault => fault;

    /// <summary>Whether there is anything to run.</summary>
    public bool HasPrograms => lowered is { IsValid: true };

    /// <summary>What it is compiled to for the processor, once for whoever asks.</summary>
    public CompiledOutcome Compiled(Func<CompiledOutcome> compile) => compiled ??= compile();
}

/// <summary>A model's files for devices, or why there are none.</summary>
internal sealed record DeviceOutcome(EquatableArray<(string HintName, string Text)> Sources, DiagnosticData? Fault);

/// <summary>
/// Runs the stages so that a fault of the compiler in one model is one diagnostic that names it, and the other models still compile.
/// </summary>
internal static class Guard
{
    private static readonly ReadingMemory<ModelReading?> Memory = new();

    /// <summary>Reads a model; null for a further declaration of a class that carries the attribute twice, which C# rejects.</summary>
    public static ModelReading? Read(GeneratorAttributeSyntaxContext source, CancellationToken cancellation)
        => Memory.Get(source.TargetNode, source.SemanticModel.Compilation, () => ReadAnew(source, cancellation));

    /// <summary>Lowers a model.</summary>
    public static LoweredOutcome Lower(DeclaredModel model, CancellationToken cancellation) =>
        Lower(model, LoweredModel.Of, cancellation);

    /// <summary>Lowers a model by the given stages.</summary>
    public static LoweredOutcome Lower(
        DeclaredModel model, Func<ModelDeclaration, CancellationToken, LoweredModel> lower, CancellationToken cancellation)
    {
        if (model.State != DeclarationState.Valid) return new LoweredOutcome(model, null, null);
        var (lowered, fault) = Run(model.Declaration, () => lower(model.Declaration, cancellation));
        return new LoweredOutcome(model, lowered, fault);
    }

    /// <summary>Compiles a model for the processor.</summary>
    public static CompiledOutcome Compile(LoweredOutcome model, CancellationToken cancellation) =>
        Compile(model, ModelCompiler.Compile, cancellation);

    /// <summary>Compiles a model for the processor by the given stages.</summary>
    public static CompiledOutcome Compile(
        LoweredOutcome model, Func<LoweredModel, CancellationToken, CompiledText> compile, CancellationToken cancellation)
        => model.Compiled(() =>
        {
            var (declared, declaration) = (model.Declared, model.Declared.Declaration);
            var (text, fault) = model.Lowered is { } lowered
                ? Run(declaration, () => compile(lowered, cancellation))
                : (null, model.Fault);
            text ??= new CompiledText(default, fault is null ? default : [fault]);
            bool hasPrograms = !text.Sources.IsEmpty;
            var findings = new ModelFindings(
                declaration.Namespace, declaration.Name, declared.Diagnostics.Items.AddRange(text.Diagnostics), text.Notes);
            var sources = hasPrograms || declared.State == DeclarationState.Closed ? text.Sources : [Face(declaration)];
            return new CompiledOutcome(sources, hasPrograms, findings);
        });

    /// <summary>Compiles a model for devices, and for the processor beside it.</summary>
    public static DeviceOutcome CompileForDevices(LoweredOutcome model, CancellationToken cancellation)
        => CompileForDevices(model, ModelCompiler.CompileForDevices, cancellation);

    /// <summary>Compiles a model for devices by the given stages, and for the processor beside it.</summary>
    /// <remarks>Without its other files the class is one that these do not fit.</remarks>
    public static DeviceOutcome CompileForDevices(
        LoweredOutcome model,
        Func<LoweredModel, CancellationToken, EquatableArray<(string HintName, string Text)>> compile,
        CancellationToken cancellation)
    {
        if (!model.HasPrograms) return new DeviceOutcome(default, null);
        var (processor, (sources, fault)) = Concurrently.Both(
            () => Compile(model, cancellation),
            () => Run(model.Declared.Declaration, () => compile(model.Lowered!, cancellation)),
            cancellation);
        return processor.HasPrograms ? new DeviceOutcome(sources, fault) : new DeviceOutcome(default, null);
    }

    private static FreshReading<ModelReading?> ReadAnew(GeneratorAttributeSyntaxContext source, CancellationToken cancellation)
    {
        var first = source.TargetSymbol.GetAttributes().First(IsModel).ApplicationSyntaxReference;
        if (first is null || first.SyntaxTree != source.TargetNode.SyntaxTree || !source.TargetNode.Span.Contains(first.Span))
        {
            return default;
        }

        try
        {
            return ModelReader.Read(source, cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            var token = SpanData.From(source.TargetSymbol.Locations[0]);
            var declaration = ModelReader.Empty(source.TargetSymbol);
            var model = new DeclaredModel(declaration, DeclarationState.Closed, [Fault(declaration, fault)]);
            return new(new ModelReading(model, new SpanTable(token is null ? default : [token], default)), null);
        }
    }

    /// <summary>What stages give, or their fault.</summary>
    private static (T? Result, DiagnosticData? Fault) Run<T>(ModelDeclaration declaration, Func<T> stages)
    {
        try
        {
            return (stages(), null);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return (default, Fault(declaration, fault));
        }
    }

    /// <summary>What stands in for a model in error.</summary>
    private static (string HintName, string Text) Face(ModelDeclaration declaration)
    {
        return ($"{ModelCompiler.FileName(declaration)}.Model.g.cs", new InvalidModelPrinter(declaration).Print());
    }

    private static DiagnosticData Fault(ModelDeclaration declaration, Exception fault) => new(
        "DG1190", declaration.Token, declaration.Name, $"{fault.GetType().Name}: {fault.Message.Replace('\r', ' ').Replace('\n', ' ')}");

    private static bool IsModel(AttributeData attribute) => attribute.AttributeClass?.ToDisplayString() == KnownTypes.ModelAttribute;
}
