using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.CodeFixes;

/// <summary>Mends the shape of an input where the layer says how: a missing batch, missing channels, channels that stand last.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InputShapeFix)), Shared]
public sealed class InputShapeFix() : ModelFix("DG1101", "DG1113")
{
    /// <inheritdoc/>
    private protected override IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic)
    {
        var received = Argument(diagnostic, 2).Trim('[', ']');
        var mended = diagnostic.Id == "DG1113"
            ? Argument(diagnostic, 4).Trim('[', ']')
            : Argument(diagnostic, 4).Split('"').ElementAtOrDefault(1) ?? "";
        if (mended.Length == 0 || node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } model)
        {
            yield break;
        }

        var inputs = model.DescendantNodes().OfType<AttributeSyntax>().Where(attribute => attribute.Name.ToString() is "Input" or "Shape")
            .SelectMany(attribute => attribute.DescendantNodes().OfType<LiteralExpressionSyntax>())
            .Where(literal => string.Join(", ", literal.Token.ValueText.Split(',').Select(dim => dim.Trim())) == received).ToList();
        if (inputs.Count == 1)
        {
            var changed = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(mended));
            yield return new Replacement($"Write \"{mended}\"", inputs[0], changed.WithTriviaFrom(inputs[0]));
        }
    }
}
