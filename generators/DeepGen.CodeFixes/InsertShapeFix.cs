using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.CodeFixes;

/// <summary>Gives a tensor a shape, which the user then completes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertShapeFix)), Shared]
public sealed class InsertShapeFix() : ModelFix("DG1015")
{
    /// <inheritdoc/>
    private protected override IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic)
    {
        if (node.FirstAncestorOrSelf<ParameterSyntax>() is { } parameter)
        {
            var text = parameter.Type is GenericNameSyntax ? "N" : "N, 1";
            var shape = SyntaxFactory.ParseCompilationUnit($"[Shape(\"{text}\")] class C;").DescendantNodes().OfType<AttributeListSyntax>()
                .First().WithTrailingTrivia(SyntaxFactory.Space);
            var changed = parameter.WithoutLeadingTrivia().AddAttributeLists(shape).WithLeadingTrivia(parameter.GetLeadingTrivia());
            yield return new Replacement($"Insert [Shape(\"{text}\")]", parameter, changed);
        }
    }
}
