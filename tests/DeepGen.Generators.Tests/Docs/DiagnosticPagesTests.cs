using System.Text;
using System.Text.RegularExpressions;
using DeepGen.CodeFixes;
using DeepGen.Generators.Analyzers;
using DeepGen.Generators.Diagnostics;
using DeepGen.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Tests.Docs;

/// <summary>The list of the diagnostics, and what the pages say of fixes and of the editor.</summary>
public sealed partial class DiagnosticPagesTests
{
    private const string List = "docs/diagnostics/README.md";

    private static readonly HashSet<string> Fixable =
    [
        .. typeof(ModelFix).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(ModelFix)))
            .SelectMany(type => ((ModelFix)Activator.CreateInstance(type)!).FixableDiagnosticIds),
    ];

    public static TheoryData<string> Ids => [.. DiagnosticDescriptors.All.Select(descriptor => descriptor.Id)];

    [Fact]
    public void The_list_is_that_of_the_descriptors()
    {
        if (Environment.GetEnvironmentVariable("DEEPGEN_APPROVE") is not null) File.WriteAllText(Repository.Path(List), Made());

        Made().ShouldBe(Repository.Read(List), "run the tests with DEEPGEN_APPROVE=1 and look at the difference");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_tells_of_a_fix_where_there_is_one(string id) =>
        Offers().IsMatch(Repository.Read($"docs/diagnostics/{id}.md")).ShouldBe(Fixable.Contains(id));

    [Fact]
    public void The_editor_s_page_lists_the_fixes()
    {
        var rows = Row().Matches(Repository.Read("docs/editor.md")).Select(row => row.Groups[1].Value);

        rows.ShouldBe(Fixable.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_editor_s_page_lists_what_is_suppressed()
    {
        string page = Repository.Read("docs/editor.md");

        var ids = new ModelSuppressor().SupportedSuppressions.Select(suppression => suppression.SuppressedDiagnosticId).Distinct();

        Rule().Matches(page).Select(rule => rule.Value).Distinct().ShouldBe(ids, ignoreOrder: true);
    }

    [Fact]
    public void The_editor_s_page_shows_what_stands_over_a_name()
    {
        var digits = Page.Of("README.md").Blocks.First(block => block.Language == "csharp");
        string generated = System.Net.WebUtility.HtmlDecode(string.Join('\n', Snippet.Compile(digits).Sources.Values));
        var shown = Page.Of("docs/editor.md").Blocks.Single(block => block.Mark == "hover").Text.Split('\n');

        var missing = shown.SelectMany(line => Gap().Split(line)).Where(part => !generated.Contains($">{part}", StringComparison.Ordinal));

        missing.ShouldBeEmpty($"generated is:\n{string.Join('\n', generated.Split('\n').Where(line => line.StartsWith("/// <para>")))}");
        shown.Length.ShouldBeGreaterThan(3);
    }

    private static string Made()
    {
        var page = new StringBuilder();
        page.Append("# Diagnostics\n\n");
        page.Append("DG10xx is about what a declaration says, DG11xx about shapes and values, DG119x about the compiler itself;\n");
        page.Append("DG12xx is what an editor shows of a model that is right. Each page has the message, why it is given, and the\n");
        page.Append("code mended. What the editor changes by itself is in the list of its [code fixes](../editor.md#code-fixes).\n");
        page.Append("This page is generated from the compiler's descriptors.\n\n");
        page.Append("| id | what is wrong | severity | code fix |\n|---|---|---|---|\n");
        foreach (var descriptor in DiagnosticDescriptors.All)
        {
            string fix = Fixable.Contains(descriptor.Id) ? "yes" : "";
            page.Append($"| [{descriptor.Id}]({descriptor.Id}.md) | {descriptor.Title} | {Named(descriptor.DefaultSeverity)} | {fix} |\n");
        }

        return page.ToString();
    }

    private static string Named(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "information",
    };

    [GeneratedRegex("[Tt]he editor offers")]
    private static partial Regex Offers();

    [GeneratedRegex(@"^\| \[(DG\d{4})\]", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\b(CS|IDE|CA)\d{4}\b")]
    private static partial Regex Rule();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Gap();
}
