using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.CodeFixes;

/// <summary>Writes the name of the other dim in the place of one that differs in case only.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DimNameFix)), Shared]
public sealed class DimNameFix() : ModelFix("DG1043")
{
    /// <inheritdoc/>
    private protected override IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic)
    {
        var (name, other) = (Argument(diagnostic, 0), Argument(diagnostic, 1));
        if (node.DescendantNodesAndSelf().OfType<LiteralExpressionSyntax>()
            .FirstOrDefault(candidate => Dims(candidate).Contains(name)) is { } literal)
        {
            var text = string.Join(", ", Dims(literal).Select(dim => dim == name ? other : dim));
            var changed = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));
            yield return new Replacement($"Write \"{text}\"", literal, changed.WithTriviaFrom(literal));
        }
    }

    private static IEnumerable<string> Dims(LiteralExpressionSyntax literal) =>
        literal.Token.ValueText.Split(',').Select(dim => dim.Trim());
}
