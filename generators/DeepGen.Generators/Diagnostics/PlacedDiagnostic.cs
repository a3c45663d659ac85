using System.Collections.Immutable;
using System.Globalization;
using DeepGen.Generators.Declaration;
using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Diagnostics;

/// <summary>A diagnostic with its places, still as data.</summary>
internal sealed record PlacedDiagnostic(string Id, SpanData? Place, EquatableArray<string> Arguments, EquatableArray<SpanData> Others)
{
    /// <summary>The property under which a fix finds an argument of the message.</summary>
    public static string PropertyOf(int argument) => "argument" + argument.ToString(CultureInfo.InvariantCulture);

    public static PlacedDiagnostic From(DiagnosticData data, SpanTable spans) => new(
        data.Id,
        spans[data.Token],
        data.Arguments,
        data.AdditionalTokens.Items.Select(token => spans[token]).OfType<SpanData>().ToEquatableArray());

    /// <summary>
    /// The diagnostic in a compilation. Its location is one of the syntax tree, not only of the file: editors show, and suppressions
    /// find, no other.
    /// </summary>
    public Diagnostic In(TreeTable places)
    {
        var descriptor = DiagnosticDescriptors.Get(Id);
        var properties = descriptor.DefaultSeverity == DiagnosticSeverity.Info
            ? null
            : Enumerable.Range(0, Arguments.Length).ToImmutableDictionary(PropertyOf, index => (string?)Arguments[index]);
        return Diagnostic.Create(
            descriptor,
            places.Locate(Place),
            Others.Items.Select(places.Locate),
            properties,
            [.. Arguments]);
    }
}

/// <summary>Finds the syntax trees of a compilation by their paths; made where there is something to report.</summary>
internal sealed class TreeTable(Compilation compilation)
{
    private ILookup<string, SyntaxTree>? trees;

    public Location Locate(SpanData? place)
    {
        if (place is null)
        {
            return Location.None;
        }

        trees ??= compilation.SyntaxTrees.ToLookup(tree => tree.FilePath, StringComparer.Ordinal);
        var tree = trees[place.Path].FirstOrDefault(candidate => candidate.Length >= place.Span.End);
        return tree is null ? Location.Create(place.Path, place.Span, place.Lines) : Location.Create(tree, place.Span);
    }
}
