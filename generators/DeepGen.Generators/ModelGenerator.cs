using System.Collections.Immutable;
using System.Text;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DeepGen.Generators;

/// <summary>The compiler's place in Roslyn: it wires the stages into the incremental pipeline, and does nothing else.</summary>
/// <remarks>
/// It reports every diagnostic itself, so that one mistake is one error whether or not analyzers run. Places are joined to diagnostics
/// last: an edit above a model moves its places, and must compile nothing again.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    internal const string ReadingStep = "Reading";
    internal const string DeclarationStep = "Declaration";

    // Roslyn calls its own input "Compilation".
    internal const string CompilationStep = "Compiled";
    internal const string SourcesStep = "Sources";
    internal const string DiagnosticsStep = "Diagnostics";
    internal const string NotesStep = "Notes";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var readings = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownTypes.ModelAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (source, cancellation) => Guard.Read(source, cancellation))
            .Where(static reading => reading is not null)
            .WithTrackingName(ReadingStep);
        var compiled = readings
            .Select(static (reading, _) => reading!.Model)
            .WithTrackingName(DeclarationStep)
            .Select(static (model, cancellation) => Guard.Compile(model, cancellation))
            .WithTrackingName(CompilationStep);
        var sources = compiled.Select(static (model, _) => model.Sources).WithTrackingName(SourcesStep);
        context.RegisterSourceOutput(sources, static (output, files) =>
        {
            foreach (var (name, text) in files)
            {
                output.AddSource(name, SourceText.From(text, Encoding.UTF8));
            }
        });

        var notes = compiled.Select(static (model, _) => new ModelNotes(model.Namespace, model.Name, model.Notes)).Collect();
        var shown = readings
            .Combine(notes)
            .Select(static (pair, _) => Place(pair.Left!, pair.Right))
            .WithTrackingName(NotesStep);
        context.RegisterSourceOutput(shown.Collect().Combine(context.CompilationProvider), static (output, pair) =>
        {
            var places = new TreeTable(pair.Right);
            foreach (var note in PlacedNote.Merge(pair.Left.SelectMany(notes => notes))) output.ReportDiagnostic(note.In(places));
        });

        var found = compiled.Where(static model => !model.Diagnostics.IsEmpty).Collect();
        var placed = readings
            .Combine(found)
            .Select(static (pair, _) => Place(pair.Left!, pair.Right))
            .Where(static diagnostics => !diagnostics.IsEmpty)
            .WithTrackingName(DiagnosticsStep);
        var blocks = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownTypes.BlockAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (source, cancellation) => BlockReader.Read(source, cancellation))
            .Where(static reading => !reading.Diagnostics.IsEmpty)
            .Select(static (reading, _) => PlacedDiagnostic.From(reading.Diagnostics, reading.Spans).ToEquatableArray());
        var all = placed.Collect().Combine(blocks.Collect());
        context.RegisterSourceOutput(all.Combine(context.CompilationProvider), static (output, pair) =>
        {
            var places = new TreeTable(pair.Right);
            foreach (var diagnostic in PlacedDiagnostic.Distinct(pair.Left.Left.Concat(pair.Left.Right).SelectMany(found => found)))
            {
                output.ReportDiagnostic(diagnostic.In(places));
            }
        });
    }

    private static EquatableArray<PlacedNote> Place(ModelReading reading, ImmutableArray<ModelNotes> all)
    {
        var declaration = reading.Model.Declaration;
        return all
            .Where(model => model.Name == declaration.Name && model.Namespace == declaration.Namespace)
            .SelectMany(model => model.Notes)
            .Select(note => reading.Spans[note.Token] is { } place ? new PlacedNote(place, note) : null)
            .OfType<PlacedNote>()
            .ToEquatableArray();
    }

    private static EquatableArray<PlacedDiagnostic> Place(ModelReading reading, ImmutableArray<CompiledOutcome> found)
    {
        var declaration = reading.Model.Declaration;
        var own = found.Where(outcome => outcome.Namespace == declaration.Namespace && outcome.Name == declaration.Name);
        return PlacedDiagnostic.From(own.SelectMany(outcome => outcome.Diagnostics), reading.Spans).ToEquatableArray();
    }
}
