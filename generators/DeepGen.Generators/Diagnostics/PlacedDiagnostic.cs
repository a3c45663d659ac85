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
    public Diagnostic In(Compilation compilation)
    {
        var properties = Enumerable.Range(0, Arguments.Length).ToImmutableDictionary(PropertyOf, index => (string?)Arguments[index]);
        return Diagnostic.Create(
            DiagnosticDescriptors.Get(Id),
            Locate(compilation, Place),
            Others.Items.Select(place => Locate(compilation, place)),
            properties,
            [.. Arguments]);
    }

    private static Location Locate(Compilation compilation, SpanData? place)
    {
        if (place is null)
        {
            return Location.None;
        }

        var tree = compilation.SyntaxTrees.FirstOrDefault(
            candidate => candidate.FilePath == place.Path && candidate.Length >= place.Span.End);
        return tree is null ? Location.Create(place.Path, place.Span, place.Lines) : Location.Create(tree, place.Span);
    }
}
