using System.Text.RegularExpressions;
using DeepGen.Generators.Build;
using DeepGen.Generators.Emit.CSharp;
using DeepGen.Generators.Tests.Oracle;
using DeepGen.Generators.Tests.Snapshots;

namespace DeepGen.Generators.Tests.Editor;

/// <summary>The charts that a model draws of itself.</summary>
public sealed partial class MermaidTests
{
    public static TheoryData<string> Names => EditorModels.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_chart_is_Mermaid_and_as_it_was_approved(string name)
    {
        string chart = EditorModels.Of(name, model => model.ToMermaid());

        Check(chart);
        chart.ShouldBeApproved($"{name}.mermaid.txt");
    }

    [Fact]
    public void Names_that_Mermaid_would_read_are_escaped()
    {
        // No name in C# has such letters; texts that are arguments may.
        var declaration = BuiltModel.Read("""[Model, Input("x", "N, 4"), Linear(2)] public partial class Odd;""")["Odd"];
        declaration = declaration with { Layers = [declaration.Layers[0] with { Name = "end#1;|<b>`" }] };
        string chart = new MermaidPrinter(declaration, ModelBuilder.Build(declaration, BuildMode.Evaluate)).Print();

        Check(chart);
        chart.ShouldContain("[\"end#35;1#59;#124;#60;b#62;#96;: Linear(2)<br/>10 parameters\"]");
    }

    [Theory]
    [InlineData("flowchart TD\n    n0[\"a\"]\n    n0 --> n1\n", "n1")]
    [InlineData("flowchart TD\n    n0[\"a\"b\"]\n", "line 2")]
    [InlineData("flowchart TD\n    subgraph b0[\"x\"]\n    n0[\"a\"]\n", "end")]
    [InlineData("graph\n", "line 1")]
    public void The_checker_finds_what_is_wrong(string chart, string found)
        => Should.Throw<ShouldAssertException>(() => Check(chart)).Message.ShouldContain(found);

    /// <summary>Each line is of the grammar, blocks close, and arrows lead between boxes that are there.</summary>
    private static void Check(string chart)
    {
        var (boxes, open) = (new HashSet<string>(), 0);
        string[] lines = chart.TrimEnd('\n').Split('\n');
        for (int at = 0; at < lines.Length; at++)
        {
            string line = lines[at].Trim();
            if (at == 0) line.ShouldBe("flowchart TD", "line 1");
            else if (Box().Match(line) is { Success: true } box) boxes.Add(box.Groups[1].Value).ShouldBeTrue($"{line} is there twice");
            else if (Subgraph().IsMatch(line)) open++;
            else if (line == "end") (--open).ShouldBeGreaterThanOrEqualTo(0, $"line {at + 1} closes nothing");
            else
            {
                var edge = Edge().Match(line);
                edge.Success.ShouldBeTrue($"line {at + 1} is no Mermaid: {line}");
                boxes.ShouldContain(edge.Groups[1].Value);
                boxes.ShouldContain(edge.Groups[2].Value);
            }
        }

        open.ShouldBe(0, "an end is missing");
    }

    // Text in quotes: entity codes, line breaks, and nothing else that Mermaid reads.
    private const string Text = """
        "(?:[^"#;&<>`|]|\#\d+;|<br/>)+"
        """;

    [GeneratedRegex(@"^(n\d+)(?:\[" + Text + @"\]|\(\[" + Text + @"\]\))$")]
    private static partial Regex Box();

    [GeneratedRegex(@"^subgraph b\d+\[" + Text + @"\]$")]
    private static partial Regex Subgraph();

    [GeneratedRegex(@"^(n\d+) --> ?(?:\|" + Text + @"\| )?(n\d+)$")]
    private static partial Regex Edge();
}
