using DeepGen.Generators.Declaration;

namespace DeepGen.Generators.Diagnostics;

/// <summary>A diagnostic without a location: equatable, so that it may travel through the incremental pipeline.</summary>
/// <param name="Id">The id of a descriptor in <c>DiagnosticDescriptors</c>.</param>
/// <param name="Token">What is underlined: an ordinal into the model's <see cref="SpanTable"/>.</param>
/// <param name="Arguments">The arguments of the descriptor's message format, as text.</param>
/// <param name="AdditionalTokens">Further places that explain the error.</param>
internal sealed record DiagnosticData(string Id, int Token, EquatableArray<string> Arguments, EquatableArray<int> AdditionalTokens)
{
    public DiagnosticData(string id, int token, params string[] arguments)
        : this(id, token, new EquatableArray<string>([.. arguments]), default)
    {
    }
}
