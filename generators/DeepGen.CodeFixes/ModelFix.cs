using System.Collections.Immutable;
using DeepGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Formatting;

namespace DeepGen.CodeFixes;

/// <summary>A fix of a diagnostic, by replacing one node of the file.</summary>
/// <param name="ids">The ids of the diagnostics that it fixes.</param>
public abstract class ModelFix(params string[] ids) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. ids];

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            var node = root.FindNode(diagnostic.Location.SourceSpan);
            foreach (var replacement in Replacements(node, diagnostic))
            {
                var changed = root.ReplaceNode(replacement.Old, replacement.New.WithAdditionalAnnotations(Formatter.Annotation));
                var action = CodeAction.Create(
                    replacement.Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(changed)), replacement.Title);
                context.RegisterCodeFix(action, diagnostic);
            }
        }
    }

    /// <summary>The ways to fix a diagnostic at a node; none where the code is not of the form that the fix knows.</summary>
    /// <param name="node">What the diagnostic underlines.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <returns>What to offer, in this order.</returns>
    private protected abstract IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic);

    /// <summary>An argument of the diagnostic's message, or the empty text.</summary>
    private protected static string Argument(Diagnostic diagnostic, int index) =>
        diagnostic.Properties.TryGetValue(PlacedDiagnostic.PropertyOf(index), out var text) ? text ?? "" : "";

    /// <summary>One fix: its title in the editor, and the node that takes another's place.</summary>
    private protected sealed record Replacement(string Title, SyntaxNode Old, SyntaxNode New);
}
