using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DeepGen.Generators.Emit.CSharp;
using DeepGen.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepGen.Generators.Tests.Editor;

/// <summary>The documentation that an editor shows over a model and its members.</summary>
public sealed class DocumentationTests
{
    private static readonly CSharpParseOptions Documented = Compiler.ParseOptions.WithDocumentationMode(DocumentationMode.Diagnose);

    public static TheoryData<string> Sources => [.. EditorModels.Sources.Values];

    [Fact]
    public void Text_is_escaped() => RemarksPrinter.Escape("ij,jk->ik & <T>").ShouldBe("ij,jk-&gt;ik &amp; &lt;T&gt;");

    [Theory]
    [MemberData(nameof(Sources))]
    public void Documentation_is_well_formed_and_C_sharp_warns_of_nothing(string source)
    {
        var output = Compile(source);

        output.GetDiagnostics()
            .Where(found => found.Severity >= DiagnosticSeverity.Warning && found.Location.SourceTree?.FilePath != "Model.cs")
            .Select(found => found.ToString()).ShouldBeEmpty();
        foreach (var type in output.GetSymbolsWithName(_ => true, SymbolFilter.TypeAndMember))
        {
            string xml = type.GetDocumentationCommentXml() ?? "";
            if (xml.Length > 0) XDocument.Parse(xml);
        }
    }

    [Fact]
    public void Remarks_tell_layers_programs_memory_outputs_and_loss()
    {
        string xml = Compile(EditorModels.Cnn).GetTypeByMetadataName("Cnn")!.GetDocumentationCommentXml()!;
        var remarks = XDocument.Parse(xml).Descendants("remarks").Single();

        string[] layers =
            [.. remarks.Descendants("item").Select(item => $"{item.Element("term")!.Value} | {item.Element("description")!.Value}")];
        layers.Length.ShouldBe(13);
        layers[0].ShouldBe(
            "conv1: Conv2d(32, Kernel = 3, Padding = 1) | [N, 1, 28, 28] to [N, 32, 28, 28], 320 parameters, 0.45 MFLOP a sample");
        string[] lines = [.. remarks.Elements("para").Select(line => line.Value)];
        lines[0].ShouldBe("Outputs: output [N, 10]; the loss compares with label [N].");
        lines[1].ShouldStartWith("421,834 parameters; Predict takes ");
        lines[2].ShouldMatch(
            @"^Predict launches \d+ kernels, Evaluate launches \d+ kernels, Step launches \d+ kernels; \d+ of them differ\.$");
        lines[^1].ShouldMatch(@"^Step holds about 4 \* \(N \* [\d,]+ \+ [\d,]+\) bytes at once, [\d.]+ MB for N = 64\.$");
    }

    [Fact]
    public void Remarks_tell_what_the_variants_are()
    {
        string xml = Compile(EditorModels.Blocks).GetTypeByMetadataName("Blocks")!.GetDocumentationCommentXml()!;

        string[] lines = [.. XDocument.Parse(xml).Descendants("para").Select(line => line.Value)];
        const int Residual = (2 * ((8 * 8) + 8)) + 8, Rest = (5 * 8) + 8 + (8 * 3) + 3;
        lines[1].ShouldStartWith(FormattableString.Invariant($"{Rest + (4 * Residual)} parameters; "));
        lines[^2].ShouldBe("All this is said of the constants as written.");
        lines[^1].ShouldStartWith(
            FormattableString.Invariant($"With Depth = 1: outputs output [N, 3]; {Rest + (3 * Residual)} parameters; "));
    }

    [Fact]
    public void Members_tell_shapes_counts_and_first_values()
    {
        var type = Compile(EditorModels.Cnn).GetTypeByMetadataName("Cnn")!;

        string parameters = type.GetTypeMembers("ParameterGroups").Single().GetTypeMembers("Groups").Single()
            .GetTypeMembers("Conv1").Single().GetMembers("Weight").Single().GetDocumentationCommentXml()!;
        parameters.ShouldContain("conv1.weight, [32, 1, 3, 3]: 288 numbers, at first from Initializer.DefaultWeight.");
        type.GetMembers("Predict")[0].GetDocumentationCommentXml()!.ShouldContain("<returns>output [N, 10].</returns>");
        type.GetMembers("Step")[0].GetDocumentationCommentXml()!
            .ShouldContain("<returns>The loss, and the outputs: output [N, 10].</returns>");
    }

    [Fact]
    public void Memory_in_the_remarks_is_at_most_what_the_plan_takes()
    {
        string remarks = Compile(EditorModels.Cnn).GetTypeByMetadataName("Cnn")!.GetDocumentationCommentXml()!;
        string formula = Regex.Match(remarks, @"Step holds about 4 \* \(N \* ([\d,]+) \+").Groups[1].Value;
        double told = 4.0 * 64 * long.Parse(formula, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) / (1 << 20);

        string summary = EditorModels.Of("Cnn", model => model.Summary(batch: 64));
        string planned = Regex.Match(summary, @"Memory of Step, forward and backward: ([\d.]+) MiB").Groups[1].Value;

        // Shown to a tenth, and the plan may be as small as what is told.
        const double Rounding = 0.05;
        double plan = double.Parse(planned, CultureInfo.InvariantCulture);
        told.ShouldBeLessThanOrEqualTo(plan + Rounding);

        // Placement costs a few percent at most in a model like this one.
        plan.ShouldBeLessThan(told * 1.1);
    }

    private static CSharpCompilation Compile(string source)
    {
        var input = Compiler.Compile(("Model.cs", source));
        foreach (var tree in input.SyntaxTrees) input = input.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(tree.GetRoot(), Documented));
        CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: Documented)
            .RunGeneratorsAndUpdateCompilation(input, out var output, out _);
        return (CSharpCompilation)output;
    }
}
