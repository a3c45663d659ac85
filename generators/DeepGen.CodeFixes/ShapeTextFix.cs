using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.CodeFixes;

/// <summary>Writes the dims of a shape as they are parted: by commas, and without brackets around them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ShapeTextFix)), Shared]
public sealed class ShapeTextFix() : ModelFix("DG1006")
{
    private static readonly char[] Brackets = ['(', ')', '[', ']', '{', '}', ' '];
    private static readonly char[] Separators = [',', ';', 'x', '×', '*', '/', ' '];

    /// <inheritdoc/>
    private protected override IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic)
    {
        if (node.DescendantNodesAndSelf().OfType<LiteralExpressionSyntax>().FirstOrDefault() is not { } literal
            || Mended(literal.Token.ValueText) is not { } mended)
        {
            yield break;
        }

        var changed = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(mended));
        yield return new Replacement($"Write \"{mended}\"", literal, changed.WithTriviaFrom(literal));
    }

    /// <summary>The text as a shape; null where its dims cannot be told.</summary>
    private static string? Mended(string text)
    {
        var dims = text.Trim(Brackets).Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return dims.Length > 0 && dims.All(IsDim) ? string.Join(", ", dims) : null;
    }

    private static bool IsDim(string dim) => dim.All(char.IsDigit)
        ? dim.Any(digit => digit != '0')
        : SyntaxFacts.IsValidIdentifier(dim) && SyntaxFacts.GetKeywordKind(dim) == SyntaxKind.None;
}
