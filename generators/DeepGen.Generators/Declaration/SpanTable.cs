using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DeepGen.Generators.Declaration;

/// <summary>
/// Where each token of a declaration stands. Kept apart from the declaration, and asked only to report a diagnostic: it changes with
/// every edit above a model, and must never decide whether the compiler runs.
/// </summary>
internal sealed record SpanTable(EquatableArray<SpanData> Spans)
{
    public SpanData? this[int token] =>
        token >= 0 && token < Spans.Length ? Spans[token] : Spans.IsEmpty ? null : Spans[0];
}

/// <summary>A place in a file as data: it holds no syntax tree, which would keep a whole compilation alive.</summary>
internal sealed record SpanData(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static SpanData? From(Location location) =>
        location.SourceTree is { } tree ? new(tree.FilePath, location.SourceSpan, location.GetLineSpan().Span) : null;
}
