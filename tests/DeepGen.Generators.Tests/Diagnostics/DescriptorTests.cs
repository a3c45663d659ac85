using System.Text.RegularExpressions;
using DeepGen.Generators.Diagnostics;
using DeepGen.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Tests.Diagnostics;

public sealed partial class DescriptorTests
{
    public static TheoryData<string> Ids => [.. DiagnosticDescriptors.All.Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_id_has_a_page_with_its_title_and_message(string id)
    {
        var descriptor = DiagnosticDescriptors.Get(id);
        descriptor.HelpLinkUri.ShouldBe($"docs/diagnostics/{id}.md");

        var page = Repository.Read(descriptor.HelpLinkUri);

        page.ShouldStartWith($"# {id}: {descriptor.Title}\n");
        page.ShouldContain($"\n{Shown(descriptor)}\n");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_id_has_one_release_row(string id)
    {
        var descriptor = DiagnosticDescriptors.Get(id);
        var row = $"{id} | DeepGen | {descriptor.DefaultSeverity} | {descriptor.Title}";

        ReleaseRows().Count(line => line == row).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_message_is_one_line_without_a_full_stop(string id)
    {
        var format = DiagnosticDescriptors.Get(id).MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture);

        format.ShouldNotContain("\n");
        format.ShouldNotEndWith(".");
    }

    [Fact]
    public void Pages_and_rows_have_a_descriptor()
    {
        var ids = DiagnosticDescriptors.All.Select(descriptor => descriptor.Id).ToList();

        var pages = Directory.GetFiles(Repository.Path("docs/diagnostics"), "DG*.md");

        pages.Select(Path.GetFileNameWithoutExtension).ShouldBe(ids, ignoreOrder: true);
        ReleaseRows().Select(row => row[..6]).ShouldBe(ids, ignoreOrder: true);
    }

    [Fact]
    public void Ids_ascend() => DiagnosticDescriptors.All.Select(descriptor => descriptor.Id).ShouldBeInOrder();

    /// <summary>The message as its page shows it: its holes as words.</summary>
    private static string Shown(DiagnosticDescriptor descriptor) => Hole().Replace(
        descriptor.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture), "…");

    private static IEnumerable<string> ReleaseRows() =>
        new[] { "Shipped", "Unshipped" }
            .SelectMany(file => Repository.Read($"generators/DeepGen.Generators/AnalyzerReleases.{file}.md").Split('\n'))
            .Where(line => line.StartsWith("DG", StringComparison.Ordinal));

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Hole();
}
