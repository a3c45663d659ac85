using System.Collections.Immutable;
using System.Globalization;
using DeepGen.Generators.Declaration;
using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Diagnostics;

/// <summary>A diagnostic with its places, still as data.</summary>
internal sealed record PlacedDiagnostic(string Id, SpanData? Place, EquatableArray<string> Arguments, EquatableArray<SpanData> Others)
{
    /// <summary>The use of the block that it is in, and how many more there are; empty outside of blocks.</summary>
    public string Use { get; init; } = "";

    /// <summary>The property under which a fix finds an argument of the message.</summary>
    public static string PropertyOf(int argument) => "argument" + argument.ToString(CultureInfo.InvariantCulture);

    /// <summary>A diagnostic about nothing that stands in a file.</summary>
    public static Diagnostic WithoutPlace(DiagnosticData data) => new PlacedDiagnostic(data.Id, null, data.Arguments, default).In([]);

    /// <summary>
    /// The diagnostics of one model, with one for each place: what several uses of a block do wrong at the same place is one mistake,
    /// and the uses are its further places.
    /// </summary>
    public static IEnumerable<PlacedDiagnostic> From(IEnumerable<DiagnosticData> found, SpanTable spans) => found
        .GroupBy(data => (data.Id, spans[data.Token]?.Path, spans[data.Token]?.Span))
        .Select(group => From([.. group], spans));

    /// <summary>Each diagnostic of a block once, also where several models use it.</summary>
    public static IEnumerable<PlacedDiagnostic> Distinct(IEnumerable<PlacedDiagnostic> diagnostics) => diagnostics
        .GroupBy(diagnostic => (diagnostic.Id, diagnostic.Place?.Path, diagnostic.Place?.Span))
        .Select(group => group.First());

    /// <summary>
    /// The diagnostic in a compilation. Its location is one of the syntax tree, not only of the file: editors show, and suppressions
    /// find, no other.
    /// </summary>
    public Diagnostic In(IReadOnlyCollection<SyntaxTree> trees)
    {
        var descriptor = DiagnosticDescriptors.Get(Id);
        var properties = descriptor.DefaultSeverity == DiagnosticSeverity.Info
            ? null
            : Enumerable.Range(0, Arguments.Length).ToImmutableDictionary(PropertyOf, index => (string?)Arguments[index]);
        return Diagnostic.Create(
            Use.Length == 0 ? descriptor : DiagnosticDescriptors.InUse(Id, Arguments.Length),
            Locate(Place),
            Others.Items.Select(Locate),
            properties,
            [.. Arguments, Use]);

        Location Locate(SpanData? place)
        {
            if (place is null) return Location.None;
            var tree = trees.FirstOrDefault(candidate => candidate.FilePath == place.Path && candidate.Length >= place.Span.End);
            return tree is null ? Location.Create(place.Path, place.Span, place.Lines) : Location.Create(tree, place.Span);
        }
    }

    private static PlacedDiagnostic From(ImmutableArray<DiagnosticData> same, SpanTable spans)
    {
        var first = same[0];
        var uses = same.Select(data => spans.UseOf(spans[data.Token])).OfType<UseData>().Distinct().ToList();
        var more = uses.Count == 2 ? " and another use" : FormattableString.Invariant($" and {uses.Count - 1} other uses");
        return new PlacedDiagnostic(
            first.Id,
            spans[first.Token],
            first.Arguments,
            first.AdditionalTokens.Items.Concat(uses.Select(use => use.Token)).Distinct()
                .Select(token => spans[token]).OfType<SpanData>().ToEquatableArray())
        {
            // What the model itself does wrong, and not only a variant of it, needs no such word.
            Use = spans.UseOf(spans[first.Token]) is null ? "" : uses[0].Text + (uses.Count == 1 ? "" : more),
        };
    }
}
