using DeepGen.Generators.Declaration;
using DeepGen.Generators.Diagnostics;
using DeepGen.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Text;

namespace DeepGen.Generators.Tests.CodeFixes;

/// <summary>Applies fixes to a source as an editor does.</summary>
internal static class FixRunner
{
    /// <summary>The fixes of the one diagnostic that the generator reports: each title and the text it makes of the source.</summary>
    public static IReadOnlyList<(string Title, string Text)> Fix(CodeFixProvider provider, string source) =>
        Fix(provider, source, Compiler.Run(source).Diagnostics.ShouldHaveSingleItem());

    /// <summary>The fixes of a diagnostic, at the first place where a text stands.</summary>
    public static IReadOnlyList<(string Title, string Text)> Fix(
        CodeFixProvider provider, string source, string id, string underlined, params string[] arguments)
    {
        var span = new TextSpan(source.IndexOf(underlined, StringComparison.Ordinal), underlined.Length);
        var placed = new PlacedDiagnostic(id, new SpanData(Compiler.FileName, span, default), arguments.ToEquatableArray(), default);
        return Fix(provider, source, placed.In(Compiler.Compile((Compiler.FileName, source)).SyntaxTrees));
    }

    private static IReadOnlyList<(string Title, string Text)> Fix(CodeFixProvider provider, string source, Diagnostic diagnostic)
    {
        provider.FixableDiagnosticIds.ShouldContain(diagnostic.Id);
        using var workspace = new AdhocWorkspace();
        var document = workspace.AddProject("Models", LanguageNames.CSharp).AddDocument(Compiler.FileName, SourceText.From(source));
        var actions = new List<CodeAction>();
        var context = new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None);
        provider.RegisterCodeFixesAsync(context).GetAwaiter().GetResult();
        return [.. actions.Select(action => (action.Title, Apply(action, document)))];
    }

    private static string Apply(CodeAction action, Document document)
    {
        var operations = action.GetOperationsAsync(CancellationToken.None).GetAwaiter().GetResult();
        var solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        var changed = Formatter.FormatAsync(solution.GetDocument(document.Id)!, Formatter.Annotation).GetAwaiter().GetResult();
        return changed.GetTextAsync().GetAwaiter().GetResult().ToString();
    }
}
