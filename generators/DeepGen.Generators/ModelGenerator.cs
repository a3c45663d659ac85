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
    internal const string DevicesStep = "Devices";
    internal const string DiagnosticsStep = "Diagnostics";
    internal const string NotesStep = "Notes";
    internal const string ReportStep = "Report";

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
        var declared = readings
            .Select(static (reading, _) => reading!.Model)
            .WithTrackingName(DeclarationStep);
        var models = declared
            .Select(static (model, cancellation) => Guard.Lower(model, cancellation));

        // What a model runs on devices is for who runs it: an editor may leave it out, and where it does not by itself the package's
        // targets ask for it. Roslyn asks for outputs in the order in which they stand here: where it wants these, they are compiled
        // beside those for the processor, which are then there.
        var wanted = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => DeviceFiles.AreWanted(options.GlobalOptions));
        var devices = models.Combine(wanted)
            .Where(static pair => pair.Right && pair.Left.HasPrograms)
            .Select(static (pair, cancellation) => Guard.CompileForDevices(pair.Left, cancellation))
            .WithTrackingName(DevicesStep);
        context.RegisterImplementationSourceOutput(devices, static (output, outcome) =>
        {
            foreach (var (hintName, text) in outcome.Sources.Items) output.AddSource(hintName, SourceText.From(text, Encoding.UTF8));
            if (outcome.Fault is { } fault) output.ReportDiagnostic(PlacedDiagnostic.WithoutPlace(fault));
        });

        var compiled = models
            .Select(static (model, cancellation) => Guard.Compile(model, cancellation))
            .WithTrackingName(CompilationStep);

        // File by file: one that came out as it was is not even parsed again.
        var sources = compiled.SelectMany(static (model, _) => model.Sources.Items).WithTrackingName(SourcesStep);
        context.RegisterSourceOutput(
            sources, static (output, file) => output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8)));

        var findings = compiled.Select(static (model, _) => model.Findings).Collect().Select(static (all, _) => new FindingTable(all));
        var read = readings.Combine(findings);
        var notes = read.Select(static (pair, _) => pair.Right.NotesOf(pair.Left!)).WithTrackingName(NotesStep).Collect();
        Report(context, notes.SelectMany(static (all, _) => DiagnosticReport.ByFile(PlacedNote.Merge(all.SelectMany(notes => notes)))));

        var placed = read
            .Select(static (pair, _) => pair.Right.DiagnosticsOf(pair.Left!))
            .Where(static diagnostics => !diagnostics.IsEmpty)
            .WithTrackingName(DiagnosticsStep);
        var blocks = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownTypes.BlockAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (source, cancellation) => BlockReader.Read(source, cancellation))
            .Where(static reading => !reading.Diagnostics.IsEmpty)
            .Select(static (reading, _) => PlacedDiagnostic.From(reading.Diagnostics, reading.Spans).ToEquatableArray());
        Report(context, placed.Collect().Combine(blocks.Collect()).SelectMany(static (all, _) =>
            DiagnosticReport.ByFile(PlacedDiagnostic.Distinct(all.Left.Concat(all.Right).SelectMany(found => found)))));
    }

    /// <summary>Reports the diagnostics of each file, again where the file is another one.</summary>
    private static void Report(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<EquatableArray<PlacedDiagnostic>> diagnostics)
    {
        var files = context.CompilationProvider
            .Select(static (compilation, _) => compilation.SyntaxTrees.ToLookup(tree => tree.FilePath, StringComparer.Ordinal));
        var reports = diagnostics.Combine(files)
            .Select(static (pair, _) => DiagnosticReport.Of(pair.Left, pair.Right))
            .WithTrackingName(ReportStep);
        context.RegisterSourceOutput(reports, static (output, report) => report.Report(output));
    }
}
