using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.CodeFixes;

/// <summary>Gives a parameter of <c>Loss</c> the name of the output that was meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameOutputFix)), Shared]
public sealed class RenameOutputFix() : ModelFix("DG1014")
{
    private const int AdviceArgument = 2;

    /// <inheritdoc/>
    private protected override IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic)
    {
        var advice = Argument(diagnostic, AdviceArgument).Split('\'');
        if (advice.Length == 3 && node.FirstAncestorOrSelf<ParameterSyntax>() is { Identifier: var written } parameter
            && parameter.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } loss)
        {
            var names = loss.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)
                && token.ValueText == written.ValueText && Means(token));
            var changed = loss.ReplaceTokens(names, (token, _) => SyntaxFactory.Identifier(advice[1]).WithTriviaFrom(token));
            yield return new Replacement($"Rename to '{advice[1]}'", loss, changed);
        }
    }

    /// <summary>Whether a token of the parameter's name stands for the parameter, and not for a member or a type.</summary>
    private static bool Means(SyntaxToken token) => token.Parent is ParameterSyntax
        || (token.Parent is IdentifierNameSyntax { Parent: var parent } name
            && !(parent is MemberAccessExpressionSyntax access && access.Name == name) && parent is not NameColonSyntax);
}
