using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace DeepGen.CodeFixes;

/// <summary>Inserts a <c>Flatten</c> before a layer that gets images and takes rows.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertFlattenFix)), Shared]
public sealed class InsertFlattenFix() : ModelFix("DG1101")
{
    private const int AdviceArgument = 4;
    private const string Flatten = "Flatten";
    private const string Title = "Insert Flatten";

    /// <inheritdoc/>
    private protected override IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic)
    {
        if (Argument(diagnostic, AdviceArgument).IndexOf(Flatten, StringComparison.Ordinal) < 0)
        {
            return [];
        }

        var layer = node.FirstAncestorOrSelf<AttributeSyntax>();
        return layer is { Parent: AttributeListSyntax { Parent: TypeDeclarationSyntax } list }
            ? [new Replacement(Title, list, Before(list, layer))]
            : node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { ArgumentList.Arguments: [{ Expression: var input }] }
            ? [new Replacement(Title, input, Flattened(input))]
            : [];
    }

    private static AttributeListSyntax Before(AttributeListSyntax list, AttributeSyntax layer)
    {
        var index = list.Attributes.IndexOf(layer);
        var attributes = list.Attributes.GetWithSeparators()
            .Replace(layer, layer.WithLeadingTrivia())
            .InsertRange(2 * index, [Attribute(IdentifierName(Flatten)).WithLeadingTrivia(layer.GetLeadingTrivia()), Comma()]);
        return list.WithAttributes(SeparatedList<AttributeSyntax>(attributes));
    }

    private static SyntaxToken Comma() => Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space);

    private static InvocationExpressionSyntax Flattened(ExpressionSyntax input)
    {
        var isPrimary = input is IdentifierNameSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax
            or ParenthesizedExpressionSyntax;
        var receiver = isPrimary ? input.WithoutTrivia() : ParenthesizedExpression(input.WithoutTrivia());
        return InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, receiver, IdentifierName(Flatten)))
            .WithTriviaFrom(input);
    }
}
