using DeepGen.Generators.Build;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Declaration;

/// <summary>What is written with a constant follows the value that a use of a block or a variant gives it.</summary>
public sealed class SubstitutionReadingTests
{
    [Fact]
    public void Frozen_follows_the_constant()
    {
        var model = Reading.Of("""
            [Block] public class Inner
            {
                public const bool Fixed = false;
                [Linear(3, Frozen = Fixed)] readonly Layer a;
                [Parameter(3, Frozen = Fixed)] readonly Value w;
                Value Forward(Value x) => a(x) + w;
            }

            [Block] public class Outer
            {
                public const bool Fixed = false;
                [Use<Inner>(Frozen = Fixed)] readonly Layer inner;
                Value Forward(Value x) => inner(x);
            }

            [Model] public partial class M
            {
                [Use<Inner>] readonly Layer open;
                [Use<Inner>(nameof(Inner.Fixed), true)] readonly Layer layer;
                [Use<Outer>(nameof(Outer.Fixed), true)] readonly Layer block;
                Value Forward([Shape("N, 3")] Value x) => block(layer(open(x)));
            }
            """);
        model.Layers.Items.Where(layer => layer.IsFrozen).Select(layer => layer.Name).ShouldBe(["layer.a", "block.inner.a"]);
        model.Members.Items.Where(member => member.IsFrozen).Select(member => member.Name).ShouldBe(["layer.w", "block.inner.w"]);
    }

    [Fact]
    public void Names_follow_the_constant()
    {
        var model = Reading.Of("""
            [Block, Linear(3, Name = Title), ReLU]
            public class Named
            {
                public const string Title = "layer";
                [Parameter(3, Name = Title + "Weight")] readonly Value w;
            }

            [Model, Input("x", "N, 3"), Use<Named>, Use<Named>(nameof(Named.Title), "other")]
            [MSELoss("y" + Suffix), Variants(nameof(Suffix), "2")]
            public partial class M { const string Suffix = ""; }
            """);
        model.Layers.Items.Where(layer => layer.Kind == "Linear").Select(layer => layer.Name).ShouldBe(["named1.layer", "named2.other"]);
        model.Members.Items.Select(member => member.Name).ShouldBe(["named1.layerWeight", "named2.otherWeight"]);
        model.Targets.Items.Single().Name.ShouldBe("y");
        model.Variants.Items.Single().Model!.Targets.Items.Single().Name.ShouldBe("y2");
    }

    [Theory]
    [InlineData("""
        [Model, Variants(nameof(Ask), true), Input("x", "N, 3", RequiresGradient = Ask), Linear(1)]
        public partial class M { const bool Ask = false; }
        """)]
    [InlineData("""
        [Model, Variants(nameof(Ask), true)]
        public partial class M
        {
            const bool Ask = false;
            [Linear(1)] readonly Layer a;
            Value Forward([Shape("N, 3", RequiresGradient = Ask)] Value x) => a(x);
        }
        """)]
    public void RequiresGradient_follows_the_constant(string source)
    {
        var model = Reading.Of(source);
        model.Inputs.Items.Single().RequiresGradient.ShouldBeFalse();
        model.Variants.Items.Single().Model!.Inputs.Items.Single().RequiresGradient.ShouldBeTrue();
    }

    [Fact]
    public void An_array_of_reals_follows_the_constant()
    {
        var model = Reading.Of("""
            [Model, Variants(nameof(W), 1.0, 5.0)]
            [Input("x", "N, 4"), Linear(2), CrossEntropyLoss("label", Weight = new[] { 1.0, W })]
            public partial class M { const double W = 1.0; }
            """);
        WeightOf(model).ShouldBe("[1, 1]");
        WeightOf(model.Variants[1].Model!).ShouldBe("[1, 5]");

        static string WeightOf(ModelDeclaration model) =>
            ((ConstantExpression)((FunctionCall)model.Loss!).Find("weight")!.Value).Value.ToString();
    }

    [Fact]
    public void The_values_of_a_buffer_follow_the_constant() => Reading.Of("""
        [Block] public class B
        {
            public const float Scale = 0.5f;
            [Buffer(2, Values = new[] { 1f, Scale })] readonly Value s;
            Value Forward(Value x) => x * s;
        }

        [Model] public partial class M
        {
            [Use<B>] readonly Layer written;
            [Use<B>(nameof(B.Scale), 4f)] readonly Layer given;
            Value Forward([Shape("N, 2")] Value x) => given(written(x));
        }
        """).Members.Items.Select(member => member.Arguments.Items.Single().Value.ToString()).ShouldBe(["[1, 0.5]", "[1, 4]"]);

    [Theory]
    [InlineData("[Linear(8 / Width)] readonly Layer a; Value Forward(Value x) => a(x);", "8 / Width",
        "'OutFeatures' of 'b.a' is 8 / Width; it must be a constant that has a value here; in b (Use<B> Width = 0)")]
    [InlineData("[Parameter(3, 8 / Width)] readonly Value w; Value Forward(Value x) => x.Matmul(w);", "3",
        "'Shape' of 'w' is 3; it must be a constant that has a value here; in b (Use<B> Width = 0)")]
    public void What_has_no_value_with_other_constants_is_reported(string members, string underlined, string message)
    {
        var run = Compiler.Run($$"""
            [Block] public class B { public const int Width = 4; {{members}} }
            [Model] partial class M { [Use<B>(nameof(B.Width), 0)] readonly Layer b; Value Forward([Shape("N, 3")] Value x) => b(x); }
            """);
        var diagnostic = run.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe("DG1107");
        diagnostic.GetMessage().ShouldBe(message);
        GeneratorRun.Underlined(diagnostic).ShouldBe(underlined);
        run.CompilerErrors.ShouldBeEmpty();
    }

    [Fact]
    public void A_pointwise_function_without_a_result_for_other_constants_is_reported()
    {
        var run = Compiler.Run("""
            [Block] public class B
            {
                public const int Power = 1;
                [Pointwise] static float Raise(float x) { if (Power == 1) return x; }
                Value Forward(Value x) => x.Map(Raise);
            }

            [Model] partial class M { [Use<B>(nameof(B.Power), 2)] readonly Layer b; Value Forward([Shape("N, 3")] Value x) => b(x); }
            """);
        var diagnostic = run.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe("DG1037");
        GeneratorRun.Underlined(diagnostic).ShouldBe("Raise");
        run.CompilerErrors.ShouldBeEmpty();
    }

    [Fact]
    public void A_text_shape_in_a_block_has_the_names_of_its_call_and_the_constants_of_its_class()
    {
        var model = Reading.Of("""
            [Block] public class Flat
            {
                public const int Heads = 1;
                [Linear(8)] readonly Layer a;
                Value Forward([Shape("B, T, 8")] Value x) => a(x.Reshape("B*T, 8")).Reshape("B, T, Heads, 8/Heads").Slice(1, "0", "T-1");
            }

            [Model] public partial class M
            {
                const int Width = 8;
                [Use<Flat>(nameof(Flat.Heads), 2)] readonly Layer flat;
                (Value Split, Value Joined) Forward([Shape("N, S, 2, 4")] Value x, [Shape("T, 8")] Value y)
                {
                    var z = flat(x.Reshape("N, S, Width"));
                    return (z, flat(y.Reshape("1, T, Width")));
                }
            }
            """);
        ModelBuilder.Build(model, BuildMode.Evaluate).Graph!.Outputs.Select(output => output.Node.Shape.ToString())
            .ShouldBe(["[N, S - 1, 2, 4]", "[1, T - 1, 2, 4]"]);
    }

    [Theory]
    [InlineData("double.PositiveInfinity", "Infinity")]
    [InlineData("double.NaN", "NaN")]
    public void A_variant_that_is_no_finite_number_is_reported(string value, string text)
    {
        var run = Compiler.Run($$"""
            [Model, Variants(nameof(Rate), 0.5, {{value}}), Input("x", "N, 2"), Linear(2)]
            public partial class M { const double Rate = 0.5; }
            """);
        var diagnostic = run.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe("DG1027");
        diagnostic.GetMessage().ShouldBe($"The variants of 'M' give 'Rate' the value {text}, which is no finite number");
        GeneratorRun.Underlined(diagnostic).ShouldBe(value);
        run.CompilerErrors.ShouldBeEmpty();
    }
}
