using DeepGen.Generators.Declaration;
using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Diagnostics;

/// <summary>
/// Diagnostics of one file, and the syntax trees that they point into. Equal where both are, so that an edit elsewhere reports nothing
/// anew.
/// </summary>
internal sealed record DiagnosticReport(EquatableArray<PlacedDiagnostic> Diagnostics, EquatableArray<SyntaxTree> Trees)
{
    /// <summary>The diagnostics of each file by themselves.</summary>
    public static IEnumerable<EquatableArray<PlacedDiagnostic>> ByFile(IEnumerable<PlacedDiagnostic> diagnostics) =>
        diagnostics.GroupBy(diagnostic => diagnostic.Place?.Path).Select(file => file.ToEquatableArray());

    /// <param name="diagnostics">The diagnostics of a file.</param>
    /// <param name="files">The syntax trees of a compilation by their paths.</param>
    public static DiagnosticReport Of(EquatableArray<PlacedDiagnostic> diagnostics, ILookup<string, SyntaxTree> files)
    {
        var paths = diagnostics.Items.SelectMany(diagnostic => diagnostic.Others.Items.Append(diagnostic.Place))
            .OfType<SpanData>().Select(place => place.Path).Distinct();
        return new DiagnosticReport(diagnostics, paths.SelectMany(path => files[path]).ToEquatableArray());
    }

    public void Report(SourceProductionContext output)
    {
        foreach (var diagnostic in Diagnostics) output.ReportDiagnostic(diagnostic.In(Trees.Items));
    }
}
