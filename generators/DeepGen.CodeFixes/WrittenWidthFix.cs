using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.CodeFixes;

/// <summary>Removes a width that was written wrong, or corrects it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WrittenWidthFix)), Shared]
public sealed class WrittenWidthFix() : ModelFix("DG1102")
{
    private const int ReceivedArgument = 3;

    /// <inheritdoc/>
    private protected override IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic)
    {
        if (node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { NameEquals.Name: var name } argument
            || argument.Parent?.Parent is not AttributeSyntax layer)
        {
            yield break;
        }

        var arguments = layer.ArgumentList!.Arguments.Remove(argument);
        yield return new Replacement(
            $"Remove '{argument}'",
            layer,
            layer.WithArgumentList(arguments.Count == 0 ? null : layer.ArgumentList.WithArguments(arguments)));

        var received = Argument(diagnostic, ReceivedArgument);
        if (received.Length > 0 && received.All(char.IsDigit))
        {
            var width = SyntaxFactory.ParseExpression(received).WithTriviaFrom(argument.Expression);
            yield return new Replacement($"Write '{name} = {received}'", argument, argument.WithExpression(width));
        }
    }
}
