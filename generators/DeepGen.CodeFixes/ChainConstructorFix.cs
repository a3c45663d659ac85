using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.CodeFixes;

/// <summary>Chains a constructor of the user's to the generated one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChainConstructorFix)), Shared]
public sealed class ChainConstructorFix() : ModelFix("DG1011")
{
    /// <inheritdoc/>
    private protected override IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic)
    {
        if (node.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is { } constructor)
        {
            var end = constructor.ParameterList.GetTrailingTrivia();
            var chain = SyntaxFactory.ConstructorInitializer(SyntaxKind.ThisConstructorInitializer)
                .WithColonToken(SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space))
                .WithTrailingTrivia(end);
            var parameters = constructor.ParameterList.WithTrailingTrivia(SyntaxFactory.Space);
            yield return new Replacement(
                "Chain to the generated constructor", constructor, constructor.WithParameterList(parameters).WithInitializer(chain));
        }
    }
}
