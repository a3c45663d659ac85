using System.Globalization;
using DeepGen.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Tests.Diagnostics;

/// <summary>The shapes that an editor shows at layers.</summary>
public sealed class ShapeNoteTests
{
    private const string Digits = """
        [Model]
        [Input("image", "N, 1, 28, 28")]
        [Conv2d(32, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
        [Flatten, Linear(10)]
        [CrossEntropyLoss("label")]
        public partial class Digits;
        """;

    [Fact]
    public void A_stack_shows_shapes_parameters_and_cost_at_each_attribute() => Shown(Digits).ShouldBe(
    [
        "Conv2d(32, Kernel = 3, Padding = 1) | conv1: [N, 1, 28, 28] -> [N, 32, 28, 28], 320 parameters, 0.45 MFLOP a sample",
        "BatchNorm2d | norm1: [N, 32, 28, 28] -> [N, 32, 28, 28], 64 parameters",
        "ReLU | relu1: [N, 32, 28, 28] -> [N, 32, 28, 28]",
        "MaxPool2d(2) | pool1: [N, 32, 28, 28] -> [N, 32, 14, 14]",
        "Flatten | flatten1: [N, 32, 14, 14] -> [N, 6272]",
        "Linear(10) | linear1: [N, 6272] -> [N, 10], 62,730 parameters, 0.13 MFLOP a sample",
        "CrossEntropyLoss(\"label\") | CrossEntropy: [N, 10], [N] -> []",
    ]);

    [Fact]
    public void A_graph_shows_them_at_fields_calls_and_functions_that_change_the_shape()
    {
        const string Source = """
            [Model]
            public partial class Graph
            {
                [Conv2d(4, Kernel = 3)] readonly Layer conv;
                [Linear(3)] readonly Layer head;

                Value Forward([Shape("N, 2, 8, 8")] Value x)
                    => head(conv(x).Relu().MaxPool2d(2).Flatten()) + 1;
            }
            """;

        Shown(Source).ShouldBe(
        [
            "Conv2d(4, Kernel = 3) | conv: [N, 2, 8, 8] -> [N, 4, 6, 6], 76 parameters, 5.18 kFLOP a sample",
            "Linear(3) | head: [N, 36] -> [N, 3], 111 parameters, 216 FLOP a sample",
            "head | head: [N, 36] -> [N, 3], 111 parameters, 216 FLOP a sample",
            "conv | conv: [N, 2, 8, 8] -> [N, 4, 6, 6], 76 parameters, 5.18 kFLOP a sample",
            "MaxPool2d | MaxPool2d: [N, 4, 6, 6] -> [N, 4, 3, 3]",
            "Flatten | Flatten: [N, 4, 3, 3] -> [N, 36]",
        ]);
    }

    [Fact]
    public void A_layer_with_several_shapes_shows_what_they_are()
    {
        const string Source = """
            [Model]
            public partial class Shared
            {
                [Conv2d(2, Kernel = 3, Padding = 1)] readonly Layer conv;

                Value Forward([Shape("N, 2, 8, 8")] Value x) => conv(conv(x).MaxPool2d(2)).Sum();
            }
            """;

        Shown(Source)[0].ShouldBe(
            "Conv2d(2, Kernel = 3, Padding = 1) | conv: [N, 2, 8, 8] or [N, 2, 4, 4] -> [N, 2, 8, 8] or [N, 2, 4, 4], 38 parameters, "
            + "4.61 kFLOP a sample or 1.15 kFLOP a sample");
    }

    [Fact]
    public void A_block_shows_what_it_is_as_a_whole()
    {
        const string Source = """
            [Block]
            public class Narrow
            {
                public const int Width = 4;
                [Linear(Width)] readonly Layer first;
                [Linear(2)] readonly Layer second;
                Value Forward(Value x) => second(first(x).Relu()).Relu();
            }

            [Block, Linear(6), ReLU, Use<Narrow>(nameof(Narrow.Width), 3)]
            public class Chain;

            [Model]
            public partial class Blocks
            {
                [Use<Narrow>(Repeat = 2)] readonly Layer narrow;
                [Use<Chain>] readonly Layer chain;

                Value Forward([Shape("N, 5")] Value x) => chain(Value.Concat(0, chain(narrow(x)), narrow(x)));
            }
            """;

        // For one sample narrow takes (5 * 4 + 4 * 2) + (2 * 4 + 4 * 2) multiply-adds, where it is called again with the same value
        // nothing, and chain 2 * 6 + 6 * 3 + 3 * 2.
        Shown(Source)
            .Where(note => note.Contains(" | chain: ", StringComparison.Ordinal) || note.Contains(" | narrow: ", StringComparison.Ordinal))
            .ShouldBe(
            [
                "Use<Narrow>(Repeat = 2) | narrow: [N, 5] -> [N, 2], 56 parameters, 88 FLOP a sample",
                "Use<Chain> | chain: [N, 2] or [N * 2, 2] -> [N, 2] or [N * 2, 2], 47 parameters, 72 FLOP a sample or 144 FLOP a sample",
                "chain | chain: [N * 2, 2] -> [N * 2, 2], 47 parameters, 144 FLOP a sample",
                "chain | chain: [N, 2] -> [N, 2], 47 parameters, 72 FLOP a sample",
                "narrow | narrow: [N, 5] -> [N, 2], 56 parameters, 88 FLOP a sample",
                "narrow | narrow: [N, 5] -> [N, 2], 56 parameters",
            ]);
    }

    [Fact]
    public void A_block_in_a_stack_shows_it_at_its_use()
    {
        const string Source = """
            [Block, Linear(6), ReLU]
            public class Dense;

            [Model, Input("x", "N, 4"), Use<Dense>, Linear(2)]
            public partial class Stack;
            """;

        Shown(Source).ShouldBe(
        [
            "Linear(6) | dense1.linear1: [N, 4] -> [N, 6], 30 parameters, 48 FLOP a sample",
            "ReLU | dense1.relu1: [N, 6] -> [N, 6]",
            "Use<Dense> | dense1: [N, 4] -> [N, 6], 30 parameters, 48 FLOP a sample",
            "Linear(2) | linear1: [N, 6] -> [N, 2], 14 parameters, 24 FLOP a sample",
        ]);
    }

    [Fact]
    public void A_block_with_an_error_shows_nothing_as_a_whole()
    {
        const string Source = """
            [Block, Linear(6), Conv2d(2, Kernel = 3)]
            public class Broken;

            [Model, Input("x", "N, 4"), Use<Broken>, Linear(2)]
            public partial class Stack;
            """;

        Shown(Source).ShouldBe(["Linear(6) | broken1.linear1: [N, 4] -> [N, 6], 30 parameters, 48 FLOP a sample"]);
    }

    [Fact]
    public void Variants_show_what_differs_from_the_constants_as_written()
    {
        const string Source = """
            [Model, Variants(nameof(Width), 4, 8), Variants(nameof(Bend), true, false)]
            public partial class Widths
            {
                const int Width = 8;
                const bool Bend = false;

                [Linear(Width)] readonly Layer body;
                [Linear(3)] readonly Layer head;

                Value Forward([Shape("N, 2")] Value x)
                {
                    var y = body(x);
                    if (Bend) y = Value.Concat(1, y, y);
                    return head(y);
                }
            }
            """;

        const string Body = "body: [N, 2] -> [N, 8], 24 parameters, 32 FLOP a sample; "
            + "with Width = 4, Bend = true or Width = 4, Bend = false: [N, 2] -> [N, 4], 12 parameters, 16 FLOP a sample";
        const string Head = "head: [N, 8] -> [N, 3], 27 parameters, 48 FLOP a sample; "
            + "with Width = 4, Bend = false: [N, 4] -> [N, 3], 15 parameters, 24 FLOP a sample; "
            + "with Width = 8, Bend = true: [N, 16] -> [N, 3], 51 parameters, 96 FLOP a sample";
        Shown(Source).ShouldBe(
        [
            $"Linear(Width) | {Body}",
            $"Linear(3) | {Head}",
            $"body | {Body}",
            "Concat | Concat with Width = 4, Bend = true: [N, 4], [N, 4] -> [N, 8]; with Width = 8, Bend = true: [N, 8], [N, 8] -> [N, 16]",
            $"head | {Head}",
        ]);
    }

    [Fact]
    public void A_cost_that_depends_on_another_dim_is_a_polynomial()
    {
        const string Source = """
            [Model]
            public partial class Product
            {
                Value Forward([Shape("N, T")] Value x, [Shape("T, 6")] Value w) => x.Matmul(w);
            }
            """;

        Shown(Source).ShouldBe(["Matmul | Matmul: [N, T], [T, 6] -> [N, 6], T * 12 FLOP a sample"]);
    }

    [Fact]
    public void A_model_with_an_error_shows_what_is_known()
    {
        var run = Compiler.Run(Digits.Replace("Linear(10)", "Linear(10, Inputs = 3)", StringComparison.Ordinal));

        run.Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("DG1102");
        run.Notes.Count.ShouldBe(5);
        run.Notes.ShouldAllBe(note => note.Id == "DG1201");
    }

    [Fact]
    public void It_is_no_warning_and_no_error_where_warnings_are()
    {
        var strict = Compiler.Compile((Compiler.FileName, Digits));
        strict = strict.WithOptions(strict.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Error));
        Compiler.Driver().RunGeneratorsAndUpdateCompilation(strict, out _, out var found);

        found.Length.ShouldBe(7);
        found.ShouldAllBe(diagnostic => diagnostic.Severity == DiagnosticSeverity.Info);
    }

    [Fact]
    public void An_editorconfig_switches_it_off()
    {
        var quiet = Compiler.Compile((Compiler.FileName, Digits));
        quiet = quiet.WithOptions(quiet.Options.WithSyntaxTreeOptionsProvider(new Severity("DG1201", ReportDiagnostic.Suppress)));
        Compiler.Driver().RunGeneratorsAndUpdateCompilation(quiet, out _, out var found);

        found.ShouldBeEmpty();
    }

    [Fact]
    public void A_pragma_switches_it_off()
        => Compiler.Run("#pragma warning disable DG1201\n" + Digits).Notes.ShouldAllBe(note => note.IsSuppressed);

    private static string[] Shown(string source) =>
        [.. Compiler.Run(source).Notes.Select(
            note => $"{GeneratorRun.Underlined(note)} | {note.GetMessage(CultureInfo.InvariantCulture)}")];

    /// <summary>What an <c>.editorconfig</c> says of one id.</summary>
    private sealed class Severity(string id, ReportDiagnostic severity) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(
            SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic found)
        {
            found = severity;
            return diagnosticId == id;
        }

        public override bool TryGetGlobalDiagnosticValue(
            string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic found)
        {
            found = ReportDiagnostic.Default;
            return false;
        }
    }
}
