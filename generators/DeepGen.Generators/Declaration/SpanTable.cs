using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DeepGen.Generators.Declaration;

/// <summary>
/// Where each token of a declaration stands. Kept apart from the declaration, and asked only to report a diagnostic: it changes with
/// every edit above a model, and must never decide whether the compiler runs.
/// </summary>
/// <param name="Spans">The place of each token.</param>
/// <param name="Uses">The uses of blocks, which places in blocks refer to.</param>
internal sealed record SpanTable(EquatableArray<SpanData> Spans, EquatableArray<UseData> Uses)
{
    public SpanData? this[int token] =>
        token >= 0 && token < Spans.Length ? Spans[token] : Spans.IsEmpty ? null : Spans[0];

    /// <summary>The use that a place belongs to; null outside of blocks.</summary>
    public UseData? UseOf(SpanData? place) => place is { Use: > 0 and var use } ? Uses[use - 1] : null;
}

/// <summary>A place in a file as data: it holds no syntax tree, which would keep a whole compilation alive.</summary>
internal sealed record SpanData(string Path, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>The use of the block that was read here, from 1; 0 for the model's own text.</summary>
    public int Use { get; init; }

    public static SpanData? From(Location location) =>
        location.SourceTree is { } tree ? new(tree.FilePath, location.SourceSpan, location.GetLineSpan().Span) : null;
}

/// <summary>A use of a block.</summary>
/// <param name="Text">What messages call it: <c>layer2.1 (Use&lt;BasicBlock&gt; Width = 128)</c>.</param>
/// <param name="Token">Its attribute.</param>
internal sealed record UseData(string Text, int Token);
