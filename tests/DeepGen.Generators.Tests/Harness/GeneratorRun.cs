using DeepGen.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepGen.Generators.Tests.Harness;

/// <summary>One run of the generator over a compilation.</summary>
internal sealed record GeneratorRun(CSharpCompilation Input, CSharpCompilation Output, GeneratorDriver Driver)
{
    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>The errors and warnings that the generator reported, in source order.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics =>
        [.. InOrder(Result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning))];

    /// <summary>What it tells besides, in source order.</summary>
    public IReadOnlyList<Diagnostic> Notes =>
        [.. InOrder(Result.Diagnostics.Where(diagnostic => diagnostic.Severity < DiagnosticSeverity.Warning))];

    /// <summary>What C# reports of the whole, suppressed diagnostics left out.</summary>
    public IReadOnlyList<Diagnostic> CompilerDiagnostics =>
        [.. Reported().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed)];

    /// <summary>The errors of C# among them, as text.</summary>
    public IEnumerable<string> CompilerErrors =>
        CompilerDiagnostics.Where(found => found.Severity == DiagnosticSeverity.Error).Select(found => found.ToString());

    /// <summary>The emitted files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Sources =>
        Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);

    /// <summary>The text that a diagnostic underlines.</summary>
    public static string Underlined(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);

    /// <summary>Fails unless neither the generator nor C# has an error or a warning.</summary>
    public GeneratorRun ShouldBeClean()
    {
        Diagnostics.Select(diagnostic => diagnostic.ToString()).ShouldBeEmpty();
        CompilerDiagnostics.Select(diagnostic => diagnostic.ToString()).ShouldBeEmpty();
        return this;
    }

    private static IEnumerable<Diagnostic> InOrder(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal);

    /// <summary>What C# reports, after the suppressor if it has anything to do: it takes a second look at everything.</summary>
    private IEnumerable<Diagnostic> Reported()
    {
        var found = Output.GetDiagnostics();
        var suppressor = new ModelSuppressor();
        return found.Any(diagnostic => suppressor.SupportedSuppressions.Any(rule => rule.SuppressedDiagnosticId == diagnostic.Id))
            ? Output.WithAnalyzers([suppressor]).GetAllDiagnosticsAsync().GetAwaiter().GetResult()
            : found;
    }

    /// <summary>Emits the compilation and loads it, to be unloaded when disposed.</summary>
    public LoadedModels Load() => LoadedModels.From(Output);
}
