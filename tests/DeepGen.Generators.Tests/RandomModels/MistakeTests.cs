using DeepGen.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace DeepGen.Generators.Tests.RandomModels;

/// <summary>Each of the random models with one mistake made in it gets exactly one error: that one, there.</summary>
public class MistakeTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Seeds.Parts), MemberType = typeof(Seeds))]
    public void One_mistake_is_one_error_at_its_place(int first, int count)
    {
        var models = Enumerable.Range(first, count).ToDictionary(seed => RandomModel.Of(seed).Name, RandomModel.Mistaken);
        var run = Compiler.Run([.. models.Select(model => (model.Key, model.Value.Text.Source))]);
        var own = run.Diagnostics.ToLookup(found => found.Location.SourceTree?.FilePath ?? "");
        var others = run.CompilerDiagnostics.Where(found => found.Severity == DiagnosticSeverity.Error).ToLookup(ModelOf);
        var wrong = models.SelectMany(model => Complaints(model.Value.Mistake, model.Value.Text, own[model.Key], others[model.Key])
            .Select(complaint => $"{Name(model.Key)}: {model.Value.Mistake.What}: {complaint}\n{model.Value.Text.Source}")).ToList();
        var strays = own[""].Concat(others.Where(group => !models.ContainsKey(group.Key)).SelectMany(group => group));
        wrong.AddRange(strays.Select(found => found.ToString()));
        foreach (var kind in models.Values.GroupBy(model => model.Mistake.Id).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{kind.Key}: {kind.Count()} models, {kind.Select(model => model.Mistake.What).Distinct().Count()} mistakes");
        }

        wrong.ShouldBeEmpty(string.Join("\n\n", wrong));
    }

    private static IEnumerable<string> Complaints(
        Mistake mistake, MarkedText text, IEnumerable<Diagnostic> own, IEnumerable<Diagnostic> others)
    {
        // What C# itself reports is not reported again, and nothing that follows from it.
        bool isOwn = mistake.Id.StartsWith("DG", StringComparison.Ordinal);
        var errors = own.Where(found => found.Severity == DiagnosticSeverity.Error).ToList();
        var expected = isOwn ? errors : [.. others];
        foreach (var stray in isOwn ? others : errors) yield return $"a further {stray}";
        if (expected.Count == 0) yield return $"no {mistake.Id}";
        if (isOwn && expected.Count > 1) yield return $"{expected.Count} errors";
        foreach (var found in expected)
        {
            var span = found.Location.SourceSpan;
            bool isThere = text.Places.Contains((span.Start, span.Length));
            if (found.Id != mistake.Id) yield return $"{mistake.Id} expected, found {found}";
            else if (!isThere) yield return $"stands at '{GeneratorRun.Underlined(found)}': {found}";
        }
    }

    private static string Name(string model) => $"{Seeds.Variable}={model["Random".Length..]}";

    /// <summary>The model that a file is, or was generated from.</summary>
    private static string ModelOf(Diagnostic found) =>
        Path.GetFileName(found.Location.SourceTree?.FilePath ?? "").Split('.')[0];
}
