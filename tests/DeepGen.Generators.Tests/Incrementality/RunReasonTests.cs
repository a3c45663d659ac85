using DeepGen.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Reason = Microsoft.CodeAnalysis.IncrementalStepRunReason;
using Steps = System.Collections.Immutable.ImmutableDictionary<
    string, System.Collections.Immutable.ImmutableArray<Microsoft.CodeAnalysis.IncrementalGeneratorRunStep>>;

namespace DeepGen.Generators.Tests.Incrementality;

/// <summary>
/// What an edit makes run again. Two models stand in one file, so that each edit has a model it concerns and one it does not.
/// </summary>
public sealed class RunReasonTests
{
    private const string Models = """
        [Model, Input("x", "N, 4"), Linear(8), ReLU, Linear(2), CrossEntropyLoss("y")]
        public partial class First;

        [Model]
        public partial class Second
        {
            [Linear(16)] readonly Layer embed;

            Value Forward([Shape("N, 4")] Value x)
            {
                var hidden = embed(x);
                return hidden.Relu().Map(Elsewhere.Bent);
            }
        }
        """;

    private const string Other = """
        public static class Elsewhere
        {
            public static int Number => 1;

            [Pointwise] public static float Bent(float x) => 2 * x;
        }
        """;

    [Theory]
    [InlineData(Models, "Number => 1", "Number => 2")]
    [InlineData(Models, "public partial class First", "// a comment\npublic partial class First")]
    [InlineData(Models, "[Model, Input", "/* above */\n\n[Model, Input")]
    [InlineData(Models, "var hidden = embed(x);", "var hidden =\n\n    embed( x ); // applied")]
    [InlineData(Models, "hidden.Relu()", "hidden\n    .Relu()")]
    [InlineData(Models, "Linear(8), ReLU", "Linear(4 + 4), ReLU")]
    public void An_edit_without_meaning_compiles_nothing(string models, string before, string after)
    {
        var steps = Edit(models, before, after);

        // A model whose places did not move either is not even compared again.
        Reasons(steps, ModelGenerator.DeclarationStep).Count().ShouldBe(2);
        Reasons(steps, ModelGenerator.DeclarationStep).ShouldAllBe(reason => reason == Reason.Unchanged || reason == Reason.Cached);
        Reasons(steps, ModelGenerator.CompilationStep).ShouldBe([Reason.Cached, Reason.Cached]);
        Reasons(steps, ModelGenerator.SourcesStep).ShouldAllBe(reason => reason == Reason.Cached);
        Reasons(steps, ModelGenerator.DevicesStep).ShouldBe([Reason.Cached, Reason.Cached]);
        steps.ContainsKey(ModelGenerator.DiagnosticsStep).ShouldBeFalse();
    }

    [Fact]
    public void An_edit_elsewhere_joins_no_note_to_its_place_again()
        => Reasons(Edit(Models, "Number => 1", "Number => 2"), ModelGenerator.NotesStep).ShouldBe([Reason.Cached, Reason.Cached]);

    [Fact]
    public void An_edit_elsewhere_reports_nothing_anew()
        => Reasons(Edit(Models, "Number => 1", "Number => 2"), ModelGenerator.ReportStep)
            .ShouldAllBe(reason => reason == Reason.Unchanged || reason == Reason.Cached);

    [Fact]
    public void A_file_that_comes_out_as_it_was_is_not_parsed_again()
    {
        // The first values of a layer are in the model's face, and in no kernel.
        var steps = Edit(Models, "Linear(2), Cross", "Linear(2, Init = Init.XavierNormal), Cross", out var driver);

        Reasons(steps, ModelGenerator.CompilationStep).ShouldBe([Reason.Modified, Reason.Cached], ignoreOrder: true);
        var files = steps[ModelGenerator.SourcesStep].SelectMany(step => step.Outputs)
            .ToLookup(output => output.Reason, output => (((string HintName, string))output.Value).HintName);
        files[Reason.Modified].ShouldContain("First.Model.g.cs");
        files[Reason.Unchanged].ShouldContain("First.Kernels.g.cs");
        Reasons(steps, ModelGenerator.DevicesStep).ShouldBe([Reason.Unchanged, Reason.Cached], ignoreOrder: true);
        const int ForDevices = 2;
        driver.GetRunResult().Results.Single().GeneratedSources.Length.ShouldBe(files.Sum(reason => reason.Count()) + ForDevices);
    }

    [Fact]
    public void Notes_move_with_the_text_above_them_and_nothing_is_compiled()
    {
        var steps = Edit(Models, "[Model, Input", "\n\n[Model, Input", out var driver);

        Reasons(steps, ModelGenerator.CompilationStep).ShouldBe([Reason.Cached, Reason.Cached]);
        Reasons(steps, ModelGenerator.NotesStep).ShouldBe([Reason.Modified, Reason.Modified]);
        driver.GetRunResult().Diagnostics[0].Location.GetLineSpan().StartLinePosition.Line.ShouldBe(2);
    }

    [Theory]
    [InlineData("Linear(8)", "Linear(9)")]
    [InlineData("ReLU", "Tanh")]
    [InlineData("hidden.Relu()", "hidden.Tanh()")]
    [InlineData("Linear(16)", "Linear(17)")]
    [InlineData("embed(x)", "embed(x.Exp())")]
    [InlineData("2 * x", "3 * x")]
    public void An_edit_of_a_model_compiles_that_model(string before, string after)
    {
        var steps = Edit(Models, before, after);

        Reasons(steps, ModelGenerator.DeclarationStep).Count(reason => reason == Reason.Modified).ShouldBe(1);
        Reasons(steps, ModelGenerator.CompilationStep).Count(reason => reason == Reason.Cached).ShouldBe(1);
    }

    [Fact]
    public void An_error_appears_and_the_other_model_s_sources_stay_cached()
    {
        var steps = Edit(Models, "N, 4\"), Linear(8)", "N 4\"), Linear(8)");

        Reasons(steps, ModelGenerator.DiagnosticsStep).ShouldBe([Reason.New]);
        Reasons(steps, ModelGenerator.CompilationStep).ShouldBe([Reason.Modified, Reason.Cached], ignoreOrder: true);
    }

    [Fact]
    public void An_error_moves_with_the_text_above_it_and_nothing_is_compiled()
    {
        var broken = Models.Replace("N, 4\"), Linear(8)", "N 4\"), Linear(8)", StringComparison.Ordinal);
        var steps = Edit(broken, "[Model, Input", "\n\n[Model, Input", out var driver);

        Reasons(steps, ModelGenerator.CompilationStep).ShouldBe([Reason.Cached, Reason.Cached]);
        Reasons(steps, ModelGenerator.DiagnosticsStep).ShouldBe([Reason.Modified]);
        driver.GetRunResult().Diagnostics.Single(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Location.GetLineSpan().StartLinePosition.Line.ShouldBe(2);
    }

    private const string BlockFile = """
        [Block]
        public class Dense
        {
            public const int Width = 4;
            [Linear(Width)] readonly Layer linear;
            Value Forward(Value x) => linear(x).Tanh();
        }
        """;

    [Theory]
    [InlineData("Tanh", "Sigmoid", true)]
    [InlineData("Linear(Width)", "Linear(Width * 2)", true)]
    [InlineData("Width = 4", "Width = 5", false)]
    [InlineData("[Block]", "// a comment\n[Block]", false)]
    public void An_edit_of_a_block_in_another_file_compiles_the_models_that_use_it(string before, string after, bool changes)
    {
        const string User = """
            [Model, Input("x", "N, 4"), Use<Dense>(nameof(Dense.Width), 7), Linear(2), CrossEntropyLoss("y")] public partial class Third;
            """;
        var first = Compiler.Compile((Compiler.FileName, Models + User), ("Block.cs", BlockFile));
        var tree = first.SyntaxTrees.Single(file => file.FilePath == "Block.cs");
        BlockFile.ShouldContain(before);
        var second = first.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(
            BlockFile.Replace(before, after, StringComparison.Ordinal), Compiler.ParseOptions, tree.FilePath));

        var steps = Compiler.Driver().RunGenerators(first).RunGenerators(second).GetRunResult().Results.Single().TrackedSteps;

        Reasons(steps, ModelGenerator.DeclarationStep).Count(reason => reason == Reason.Modified).ShouldBe(changes ? 1 : 0);
        Reasons(steps, ModelGenerator.CompilationStep).Count(reason => reason == Reason.Cached).ShouldBe(changes ? 2 : 3);
    }

    [Fact]
    public void The_helper_tells_a_new_run_from_a_cached_one()
    {
        var driver = Compiler.Driver().RunGenerators(Compiler.Compile((Compiler.FileName, Models)));

        Reasons(driver.GetRunResult().Results[0].TrackedSteps, ModelGenerator.CompilationStep).ShouldBe([Reason.New, Reason.New]);
    }

    private static Steps Edit(
        string models, string before, string after) => Edit(models, before, after, out _);

    private static Steps Edit(
        string models, string before, string after, out GeneratorDriver driver)
    {
        (models + Other).ShouldContain(before);
        var first = Compiler.Compile((Compiler.FileName, models), ("Other.cs", Other));
        var second = first;
        foreach (var tree in first.SyntaxTrees)
        {
            var text = tree.ToString().Replace(before, after, StringComparison.Ordinal);
            second = text == tree.ToString()
                ? second
                : second.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, Compiler.ParseOptions, tree.FilePath));
        }

        driver = Compiler.Driver().RunGenerators(first).RunGenerators(second);
        return driver.GetRunResult().Results.Single().TrackedSteps;
    }

    private static IEnumerable<Reason> Reasons(
        Steps steps, string name) =>
        steps[name].SelectMany(step => step.Outputs).Select(output => output.Reason);
}
