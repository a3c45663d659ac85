using DeepGen.CodeFixes;

namespace DeepGen.Generators.Tests.CodeFixes;

public sealed class FixTests
{
    [Theory]
    [InlineData("[Model, Input(\"x\", \"N, 4\"), Linear(2)]\npublic class M;", "[Model, Input(\"x\", \"N, 4\"), " +
        "Linear(2)]\npublic partial class M;")]
    [InlineData("// A model.\n[Model, Input(\"x\", \"N, 4\"), Linear(2)]\nclass M { }", "// A model.\n[Model, Input(\"x\", \"N, 4\"), " +
        "Linear(2)]\npartial class M { }")]
    public void A_class_is_made_partial(string source, string expected)
    {
        var fix = FixRunner.Fix(new MakePartialFix(), source).ShouldHaveSingleItem();

        fix.ShouldBe(("Make the class partial", expected));
    }

    [Fact]
    public void A_layer_field_gets_the_type_of_its_layer_s_inputs() => FixRunner.Fix(new LayerTypeFix(), """
        [Model] partial class M { [Linear(2)] readonly BinaryLayer a; Value Forward([Shape("N, 3")] Value x) => a(x, x); }
        """).ShouldHaveSingleItem().ShouldBe(("Change the field's type to 'Layer'", """
        [Model] partial class M { [Linear(2)] readonly Layer a; Value Forward([Shape("N, 3")] Value x) => a(x, x); }
        """));

    [Fact]
    public void A_constructor_is_chained()
    {
        var fix = FixRunner.Fix(new ChainConstructorFix(), """
            [Model, Input("x", "N, 4"), Linear(2)]
            partial class M
            {
                public M(string path)
                {
                }
            }
            """).ShouldHaveSingleItem();

        fix.Title.ShouldBe("Chain to the generated constructor");
        fix.Text.ShouldBe("""
            [Model, Input("x", "N, 4"), Linear(2)]
            partial class M
            {
                public M(string path) : this()
                {
                }
            }
            """);
    }

    [Theory]
    [InlineData("[Flatten, Linear(10, Inputs = 3000, Bias = false)] class M;", "[Flatten, Linear(10, Bias = false)] class M;",
        "[Flatten, Linear(10, Inputs = 3136, Bias = false)] class M;")]
    [InlineData("class M { [Linear(10, Inputs = 3000)] Layer a; }", "class M { [Linear(10)] Layer a; }",
        "class M { [Linear(10, Inputs = 3136)] Layer a; }")]
    public void A_wrong_width_is_removed_or_corrected(string source, string removed, string corrected) =>
        FixRunner.Fix(
            new WrittenWidthFix(), source, "DG1102", "Inputs = 3000", "linear1", "3000", "inputs", "3136", "Flatten [N, 3136]", "Inputs")
            .ShouldBe([("Remove 'Inputs = 3000'", removed), ("Write 'Inputs = 3136'", corrected)]);

    [Fact]
    public void The_last_argument_takes_its_parentheses_along() =>
        FixRunner.Fix(
            new WrittenWidthFix(), "[BatchNorm2d(Features = 3)] class M;", "DG1102", "Features = 3",
            "norm1", "3", "features", "4", "image [N, 4, 8, 8]", "Features")[0]
            .Text.ShouldBe("[BatchNorm2d] class M;");

    [Fact]
    public void A_width_that_only_run_time_knows_is_only_removed() =>
        FixRunner.Fix(
            new WrittenWidthFix(), "[Linear(3, Inputs = 3)] class M;", "DG1102", "Inputs = 3",
            "linear1", "3", "inputs", "W", "x [N, W]", "Inputs")
            .ShouldHaveSingleItem().Text.ShouldBe("[Linear(3)] class M;");

    [Theory]
    [InlineData("[Conv2d(8, Kernel = 3), Linear(10)] class M;", "Linear(10)", "[Conv2d(8, Kernel = 3), Flatten, Linear(10)] class M;")]
    [InlineData("[Conv2d(8, Kernel = 3)]\n[Linear(10), ReLU]\nclass M;", "Linear(10)",
        "[Conv2d(8, Kernel = 3)]\n[Flatten, Linear(10), ReLU]\nclass M;")]
    [InlineData("class M { Value F(Value x) => head(x); }", "head", "class M { Value F(Value x) => head(x.Flatten()); }")]
    [InlineData("class M { Value F(Value x) => head(a(x) + x); }", "head", "class M { Value F(Value x) => head((a(x) + x).Flatten()); }")]
    public void A_flatten_is_inserted(string source, string underlined, string expected) =>
        Insert(source, underlined, "; insert Flatten before it").ShouldBe([("Insert Flatten", expected)]);

    [Theory]
    [InlineData("[Conv2d(8, Kernel = 3), Linear(10)] class M;", "Linear(10)", "")]
    [InlineData("class M { [Linear(10)] Layer head; }", "Linear(10)", "; insert Flatten before it")]
    public void Nothing_is_offered_where_a_flatten_does_not_help(string source, string underlined, string advice) =>
        Insert(source, underlined, advice).ShouldBeEmpty();

    private static IReadOnlyList<(string Title, string Text)> Insert(string source, string underlined, string advice) => FixRunner.Fix(
        new InsertFlattenFix(), source, "DG1101", underlined, "linear1", "[N, features]", "[N, 8, 26, 26]", "conv1 [N, 8, 26, 26]", advice);
}
