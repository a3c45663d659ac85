using System.Reflection;
using System.Text.RegularExpressions;
using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Docs;

/// <summary>What the pages say is so.</summary>
public sealed partial class PageTests
{
    public static TheoryData<string> Pages => [.. Page.All];

    /// <summary>Every block of C#, by its page and line.</summary>
    public static TheoryData<string, int> Snippets => Blocks("");

    public static TheoryData<string, int> Errors => Blocks("error");

    public static TheoryData<string, int> Kernels => Blocks("kernel");

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Code_compiles_without_a_warning(string page, int line) => Snippet.Compile(At(page, line)).ShouldBeClean();

    [Theory]
    [MemberData(nameof(Errors))]
    public void Wrong_code_gives_the_one_error_that_is_shown_below_it(string page, int line)
    {
        var run = Snippet.Compile(At(page, line));

        string shown = Page.Of(page).Blocks.First(block => block.Line > line && block.Language == "text").Text;
        var diagnostic = run.Diagnostics.ShouldHaveSingleItem();
        var place = diagnostic.Location.GetLineSpan().StartLinePosition;
        // As dotnet build prints it, but for the page's place behind it.
        $"({place.Line + 1},{place.Character + 1}): error {diagnostic.Id}: {diagnostic.GetMessage()}".ShouldBe(shown[shown.IndexOf('(')..]);
        run.CompilerDiagnostics.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Generated_code_is_shown_as_it_is_generated(string page, int line)
    {
        string all = string.Join(
            '\n', Snippet.Compile(At("README.md", Page.Of("README.md").Blocks[0].Line)).Sources.Values.Select(Unindented));
        int from = 0;
        foreach (string piece in Unindented(At(page, line).Text).Split("// ...\n"))
        {
            int at = all.IndexOf(piece, from, StringComparison.Ordinal);
            at.ShouldBeGreaterThanOrEqualTo(0, $"{page}({line}) shows what is not generated (any more):\n{piece}");
            from = at + piece.Length;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_somewhere(string page)
    {
        string folder = Path.GetDirectoryName(page)!;
        foreach (Match link in Link().Matches(Page.Of(page).Text))
        {
            string target = Repository.Path(Path.Combine(folder, link.Groups[1].Value));
            (File.Exists(target) || Directory.Exists(target)).ShouldBeTrue($"{page} links to {link.Groups[1].Value}");
        }
    }

    [Fact]
    public void Every_page_is_reached_from_the_readme()
    {
        var reached = new HashSet<string> { "README.md" };
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out string? page))
        {
            foreach (string target in Link().Matches(Page.Of(page).Text).Select(link => Beside(page, link.Groups[1].Value)))
            {
                if (Page.All.Contains(target) && reached.Add(target)) open.Enqueue(target);
            }
        }

        Page.All.Except(reached).ShouldBeEmpty();
    }

    [Fact]
    public void The_readme_fits_one_screen() => Page.Of("README.md").Text.Split('\n').Length.ShouldBeLessThanOrEqualTo(75);

    [Fact]
    public void The_language_s_reference_names_everything_that_it_has()
    {
        string entry = Page.Of("docs/dsl.md").Text;
        string page = string.Join('\n', Link().Matches(entry).Select(link => Path.Combine("docs", link.Groups[1].Value))
            .Where(Page.All.Contains).Select(linked => Page.Of(linked).Text).Prepend(entry));
        var attributes = typeof(Value).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(Attribute)) && !type.IsAbstract
                && type.GetCustomAttribute<System.ComponentModel.EditorBrowsableAttribute>() is null)
            .Select(type => type.Name.Split('`')[0][..^"Attribute".Length]);
        var functions = new[] { typeof(Value), typeof(Value<>) }.SelectMany(type => type
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsSpecialName)
            .Select(method => method.Name);

        var missing = attributes.Concat(functions).Distinct().Where(name => !Regex.IsMatch(page, $@"\b{name}\b")).ToList();

        missing.ShouldBeEmpty();
    }

    [Fact]
    public void The_architecture_s_page_names_every_folder_of_the_compiler()
    {
        string page = Page.Of("docs/architecture.md").Text;
        var folders = Directory.GetDirectories(Repository.Path("generators/DeepGen.Generators"))
            .Select(folder => Path.GetFileName(folder))
            .Where(name => name is not ("bin" or "obj"))
            .ToList();

        folders.Where(name => !page.Contains($"`{name}/`", StringComparison.Ordinal)).ShouldBeEmpty();
        folders.Count.ShouldBeGreaterThan(8);
    }

    private static TheoryData<string, int> Blocks(string mark)
    {
        var data = new TheoryData<string, int>();
        foreach (string page in Page.All)
        {
            foreach (var block in Page.Of(page).Blocks.Where(block => block.Language == "csharp" && block.Mark == mark))
            {
                data.Add(page, block.Line);
            }
        }

        return data;
    }

    /// <summary>The path in the repository to which a link of a page leads.</summary>
    private static string Beside(string page, string link)
        => Path.GetRelativePath(Repository.Path(""), Path.GetFullPath(Repository.Path(Path.Combine(Path.GetDirectoryName(page)!, link))))
            .Replace('\\', '/');

    private static Block At(string page, int line) => Page.Of(page).Blocks.Single(block => block.Line == line);

    private static string Unindented(string text)
        => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()));

    [GeneratedRegex(@"\]\(([^)#]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
