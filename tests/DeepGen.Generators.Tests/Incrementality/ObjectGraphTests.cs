using System.Globalization;
using DeepGen.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Tests.Incrementality;

/// <summary>Whatever the pipeline keeps between two keystrokes must not keep a compilation alive, nor compare by reference.</summary>
public sealed class ObjectGraphTests
{
    private const string Models = """
        [Model, Input("x", "N, 4"), Linear(8, Init = Init.XavierNormal), ReLU, Linear(2), CrossEntropyLoss("y")]
        public partial class First;

        [Model]
        public partial class Second
        {
            [Linear(16)] readonly Layer embed;

            (Value a, Value b) Forward([Shape("N, 4")] Value x, [Shape("N, 4")] Value z) =>
                (Value.Concat(1, embed(x), embed(z)).Sum([0, 1]).Pow(2.5), -x + 1);

            Value Loss(Value a, Value b, [Shape("N")] Value<int> label) => b.CrossEntropy(label) + a;
        }

        [Model, Input("x", "N 4"), Linear(8)]
        public partial class Third;

        [Block]
        public class Part
        {
            public const int Width = 3;
            [Linear(Width)] readonly Layer linear;
            Value Forward([Shape("N, F")] Value x) => linear(x).Dropout();
        }

        [Model, Variants(nameof(Depth), 1, 3), Input("x", "N, 4"), Use<Part>(nameof(Part.Width), 5, Repeat = Depth), MSELoss("y")]
        public partial class Fourth
        {
            const int Depth = 2;
        }

        [Model]
        public partial class Fifth
        {
            [Parameter(4, 4)] readonly Value weight;
            [Buffer(4, Values = new[] { 1f, 2, 3, 4 })] readonly Value scale;
            [Setting(0.5)] readonly Value rate;

            [Auxiliary("hidden")]
            (Value output, Value hidden) Forward([Shape("N, 4", RequiresGradient = true)] Value x) =>
                (x.Matmul(weight).Map(Bent).Dropout(rate), scale * x);

            Value Loss(Value output, Value hidden) => output.Mean() + hidden.Mean();

            [Pointwise] static float Bent(float x) => x > 0 ? x : MathF.Exp(x) - 1;
        }
        """;

    private static readonly Type[] Forbidden =
        [typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(Location), typeof(Compilation), typeof(IOperation),
         typeof(SyntaxReference), typeof(SemanticModel), typeof(AttributeData), typeof(Diagnostic)];

    [Theory]
    [InlineData(ModelGenerator.ReadingStep, 5)]
    [InlineData(ModelGenerator.DeclarationStep, 5)]
    [InlineData(ModelGenerator.CompilationStep, 5)]
    [InlineData(ModelGenerator.SourcesStep, 19)]
    [InlineData(ModelGenerator.DevicesStep, 4)] // none of the model in error
    [InlineData(ModelGenerator.DiagnosticsStep, 1)]
    [InlineData(ModelGenerator.NotesStep, 5)]
    public void Outputs_hold_no_symbol_syntax_or_location(string step, int count)
    {
        var outputs = Outputs(step);

        outputs.Length.ShouldBe(count);
        foreach (var output in outputs)
        {
            ObjectGraph.ShouldHoldNone(Forbidden, output, step);
        }
    }

    [Fact]
    public void The_walk_finds_a_location() =>
        Should.Throw<ShouldAssertException>(() => ObjectGraph.ShouldHoldNone(Forbidden, Tuple.Create(1, Location.None), "planted"));

    [Theory]
    [InlineData(ModelGenerator.ReadingStep)]
    [InlineData(ModelGenerator.DeclarationStep)]
    [InlineData(ModelGenerator.CompilationStep)]
    [InlineData(ModelGenerator.DevicesStep)]
    [InlineData(ModelGenerator.DiagnosticsStep)]
    [InlineData(ModelGenerator.NotesStep)]
    public void Two_runs_give_equal_outputs(string step)
    {
        var (first, second) = (Outputs(step), Outputs(step));
        first.ShouldBe(second);
        first.Select(output => output.GetHashCode()).ShouldBe(second.Select(output => output.GetHashCode()));
    }

    [Theory]
    [InlineData("fi-FI")]
    [InlineData("tr-TR")]
    public void The_machine_s_language_does_not_matter(string culture)
    {
        var expected = Compiler.Run(Models);
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            "I".ToLower(CultureInfo.CurrentCulture).Equals("i", StringComparison.Ordinal).ShouldBe(culture != "tr-TR", "the culture's " +
        "data is there");
            var run = Compiler.Run(Models);

            run.Sources.ShouldBe(expected.Sources);
            run.Diagnostics.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture))
                .ShouldBe(expected.Diagnostics.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Folder_and_order_of_files_do_not_matter()
    {
        const string Other = "[Model, Input(\"x\", \"N, 4\"), Linear(8)] public partial class Fifth;";

        var first = Compiler.Run(("/a/Models.cs", Models), ("/a/Other.cs", Other));
        var second = Compiler.Run(("/b/c/Other.cs", Other), ("/b/c/Models.cs", Models));

        second.Sources.ShouldBe(first.Sources, ignoreOrder: true);
    }

    /// <summary>Whoever types waits for nothing that is for devices, and sees no error for want of it.</summary>
    [Theory]
    [InlineData(IncrementalGeneratorOutputKind.Implementation, null)]
    [InlineData(IncrementalGeneratorOutputKind.None, "src/DeepGen/build/DeepGen.Editor.globalconfig")]
    public void What_an_editor_leaves_out_is_not_missed(IncrementalGeneratorOutputKind leftOut, string? options)
    {
        const string Devices = ".Device.g.cs";
        var input = Compiler.Compile((Compiler.FileName, Models));
        var driver = Compiler.Driver(leftOut, options is null ? null : ProjectOptions.From(Repository.Path(options)))
            .RunGeneratorsAndUpdateCompilation(input, out var output, out _);

        var whole = Compiler.Run(Models);
        Complaints(output).ShouldBe(Complaints(whole.Output));
        var result = driver.GetRunResult().Results.Single();
        result.TrackedSteps.ContainsKey(ModelGenerator.DevicesStep).ShouldBeFalse();
        result.GeneratedSources.ShouldNotContain(source => source.HintName.EndsWith(Devices, StringComparison.Ordinal));
        whole.Sources.Keys.Where(name => name.EndsWith(Devices, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ShouldBe(
                ["Fifth.Device.g.cs", "First.Device.g.cs", "Fourth.Device.g.cs", "Fourth.WithDepth1.Device.g.cs",
                    "Fourth.WithDepth3.Device.g.cs", "Second.Device.g.cs"]);

        static IEnumerable<string> Complaints(Compilation compilation) => compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString())
            .Order(StringComparer.Ordinal);
    }

    private static object[] Outputs(string step) =>
        [.. Compiler.Run(Models).Result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Value)];
}
