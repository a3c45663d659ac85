using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.CodeFixes;

/// <summary>Gives a layer field the type that its layer's number of inputs asks for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LayerTypeFix)), Shared]
public sealed class LayerTypeFix() : ModelFix("DG1022")
{
    private const int TypeArgument = 3;

    /// <inheritdoc/>
    private protected override IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic)
    {
        // In a stack there is no field, and no layer of two inputs.
        if (node.FirstAncestorOrSelf<FieldDeclarationSyntax>() is { Declaration.Type: var type }
            && Argument(diagnostic, TypeArgument) is { Length: > 0 } wanted)
        {
            yield return new Replacement(
                $"Change the field's type to '{wanted}'", type, SyntaxFactory.ParseTypeName(wanted).WithTriviaFrom(type));
        }
    }
}
