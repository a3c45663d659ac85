using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Docs;

/// <summary>A fenced block of a page.</summary>
/// <param name="Language">The first word after the fence.</param>
/// <param name="Mark">What follows it: "error" for code that is wrong on purpose, "kernel" for a piece of generated code.</param>
/// <param name="Text">The lines between the fences.</param>
/// <param name="Line">The line of the opening fence, from 1.</param>
internal sealed record Block(string Language, string Mark, string Text, int Line);

/// <summary>A page of the documentation.</summary>
internal sealed class Page
{
    private const string Fence = "```";

    /// <summary>All pages but one for each diagnostic, which have tests of their own.</summary>
    public static readonly string[] All =
    [
        "README.md",
        "samples/README.md",
        "docs/diagnostics/README.md",
        .. Directory.GetFiles(Repository.Path("docs"), "*.md").Select(file => $"docs/{System.IO.Path.GetFileName(file)}")
            .Order(StringComparer.Ordinal),
    ];

    private Page(string path)
    {
        Path = path;
        Text = Repository.Read(path);
        Blocks = [.. Read(Text.Split('\n'))];
    }

    public string Path { get; }

    public string Text { get; }

    public IReadOnlyList<Block> Blocks { get; }

    public static Page Of(string path) => new(path);

    private static IEnumerable<Block> Read(string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Fence, StringComparison.Ordinal)) continue;
            int end = Array.FindIndex(lines, i + 1, line => line == Fence);
            end.ShouldBeGreaterThan(i, $"the block of line {i + 1} has no end");
            string[] words = lines[i][Fence.Length..].Split(' ', 2);
            yield return new Block(words[0], words.Length > 1 ? words[1] : "", string.Join('\n', lines[(i + 1)..end]), i + 1);
            i = end;
        }
    }
}
