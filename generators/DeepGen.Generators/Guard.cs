using DeepGen.Generators.Declaration;
using DeepGen.Generators.Diagnostics;
using DeepGen.Generators.Emit.CSharp;
using Microsoft.CodeAnalysis;

namespace DeepGen.Generators;

/// <summary>What became of a model: its files, and what there is to say of it.</summary>
internal sealed record CompiledOutcome(EquatableArray<(string HintName, string Text)> Sources, ModelFindings Findings);

/// <summary>A model that is compiled for the processor.</summary>
/// <param name="Lowered">What its files for devices are made from; null where it has none, as a model in error.</param>
internal sealed record ModelOutcome(CompiledOutcome Outcome, LoweredModel? Lowered);

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

    public static ModelOutcome Compile(DeclaredModel model, CancellationToken cancellation) =>
        Compile(model, ModelCompiler.Compile, cancellation);

    /// <summary>Compiles a model by the given stages.</summary>
    public static ModelOutcome Compile(
        DeclaredModel model, Func<ModelDeclaration, CancellationToken, CompiledText> compile, CancellationToken cancellation)
    {
        var declaration = model.Declaration;
        var text = Run(model, compile, cancellation);
        var isCompiled = !text.Sources.IsEmpty || model.State == DeclarationState.Closed;
        var findings = new ModelFindings(
            declaration.Namespace, declaration.Name, model.Diagnostics.Items.AddRange(text.Diagnostics), text.Notes);
        return new ModelOutcome(new CompiledOutcome(isCompiled ? text.Sources : [Face(declaration)], findings), text.Lowered);
    }

    /// <summary>Compiles a model for devices.</summary>
    public static DeviceOutcome CompileForDevices(LoweredModel model, CancellationToken cancellation)
        => CompileForDevices(model, ModelCompiler.CompileForDevices, cancellation);

    /// <summary>Compiles a model for devices by the given stages.</summary>
    public static DeviceOutcome CompileForDevices(
        LoweredModel model,
        Func<LoweredModel, CancellationToken, EquatableArray<(string HintName, string Text)>> compile,
        CancellationToken cancellation)
    {
        try
        {
            return new DeviceOutcome(compile(model, cancellation), null);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return new DeviceOutcome(default, Fault(model.Declaration, fault));
        }
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

    private static CompiledText Run(
        DeclaredModel model, Func<ModelDeclaration, CancellationToken, CompiledText> compile, CancellationToken cancellation)
    {
        try
        {
            return model.State == DeclarationState.Valid ? compile(model.Declaration, cancellation) : new CompiledText(default, default);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return new CompiledText(default, [Fault(model.Declaration, fault)]);
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
