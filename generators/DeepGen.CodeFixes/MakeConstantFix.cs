using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.CodeFixes;

/// <summary>Makes a field that holds a number a constant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeConstantFix)), Shared]
public sealed class MakeConstantFix() : ModelFix("DG1042")
{
    /// <inheritdoc/>
    private protected override IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic)
    {
        var name = Argument(diagnostic, 0);
        var field = node.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Members.OfType<FieldDeclarationSyntax>().FirstOrDefault(
            candidate => candidate.Declaration.Variables is [{ Initializer.Value: var value } variable]
                && variable.Identifier.ValueText == name && value.DescendantNodesAndSelf().All(IsConstant));
        if (field is not null)
        {
            var kept = field.Modifiers.Where(
                modifier => !modifier.IsKind(SyntaxKind.StaticKeyword) && !modifier.IsKind(SyntaxKind.ReadOnlyKeyword)
                    && !modifier.IsKind(SyntaxKind.VolatileKeyword));
            var modifiers = SyntaxFactory.TokenList(
                [.. kept, SyntaxFactory.Token(SyntaxKind.ConstKeyword).WithTrailingTrivia(SyntaxFactory.Space)]);
            var bare = field.WithModifiers(default).WithoutLeadingTrivia();
            yield return new Replacement(
                $"Make '{name}' a constant", field, bare.WithDeclaration(bare.Declaration.WithoutLeadingTrivia())
                    .WithModifiers(modifiers).WithLeadingTrivia(field.GetLeadingTrivia()));
        }
    }

    /// <summary>Whether an expression has a value that C# knows, as far as its syntax tells.</summary>
    private static bool IsConstant(SyntaxNode node) =>
        node is LiteralExpressionSyntax or PrefixUnaryExpressionSyntax or BinaryExpressionSyntax or ParenthesizedExpressionSyntax;
}
