using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.CodeFixes;

/// <summary>Removes a layer that is never called.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveLayerFix)), Shared]
public sealed class RemoveLayerFix() : ModelFix("DG1013")
{
    /// <inheritdoc/>
    private protected override IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic)
    {
        if (node.FirstAncestorOrSelf<FieldDeclarationSyntax>() is { Declaration.Variables: [var variable] } field
            && field.Parent is TypeDeclarationSyntax type
            && type.RemoveNode(field, SyntaxRemoveOptions.KeepNoTrivia) is { } changed)
        {
            yield return new Replacement($"Remove '{variable.Identifier.ValueText}'", type, changed);
        }
    }
}
