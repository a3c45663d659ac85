using DeepGen.Generators.Declaration;
using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Declaration;

public sealed class GraphTests
{
    private const string Omniglot = """
        [Model]
        public partial class OmniglotClassifier
        {
            [Conv2d(16, Kernel = 3, Padding = 1)] readonly Layer strokes;
            [Linear(128)] readonly Layer embed;
            [Linear(8)]   readonly Layer embedAlphabet;
            [Linear(30)]  readonly Layer alphabetHead;
            [Linear(964)] readonly Layer characterHead;

            (Value alphabet, Value character) Forward(
                [Shape("N, 1, 64, 64")] Value image, [Shape("N, 30")] Value hint)
            {
                var s = embed(strokes(image).MaxPool2d(2).Elu().Flatten()).Elu();
                var x = Value.Concat(1, s, embedAlphabet(hint).Elu());
                return (alphabetHead(x), characterHead(x));
            }

            Value Loss(Value alphabet, Value character,
                [Shape("N")] Value<int> alphabetLabel, [Shape("N")] Value<int> characterLabel)
                => alphabet.CrossEntropy(alphabetLabel) * 0.33f + character.CrossEntropy(characterLabel) * 0.67f;
        }
        """;

    [Fact]
    public void The_design_s_example_is_read() =>
        Describe.Model(Reading.Of(Omniglot)).ShouldBe("""
            s = Elu(self: embed(Flatten(self: Elu(self: MaxPool2d(self: strokes(image), kernel: 2)))))
            x = Concat(dim: 1, values: (s, Elu(self: embedAlphabet(hint))))
            alphabet: alphabetHead(x)
            character: characterHead(x)
            loss: Add(self: $1, other: $2)
            """
            .Replace("$1", Weighted("alphabet", "0.330000013"), StringComparison.Ordinal)
            .Replace("$2", Weighted("character", "0.670000017"), StringComparison.Ordinal));

    [Fact]
    public void Inputs_targets_and_fields_are_read()
    {
        var model = Reading.Of(Omniglot);

        model.Inputs.Select(input => $"{input.Name} [{string.Join(", ", input.Dims)}]").ShouldBe(["image [N, 1, 64, 64]", "hint [N, 30]"]);
        model.Targets.Select(target => (target.Name, target.Type, target.Dims.Length)).ShouldBe(
            [("alphabetLabel", ElementType.Int32, 1), ("characterLabel", ElementType.Int32, 1)]);
        model.LayerFields.Select(field => field.Name).ShouldBe(["strokes", "embed", "embedAlphabet", "alphabetHead", "characterHead"]);
    }

    [Theory]
    [InlineData("return a(x);", "output: a(x)")]
    [InlineData("var y = x; return y;", "output: x")]
    [InlineData("x = a(x); x = b(x); return x;", "x2 = a(x)\nx3 = b(x2)\noutput: x3")]
    [InlineData("Value y; y = a(x); y += x; return -y;", "y = a(x)\ny2 = Add(self: y, other: x)\noutput: Negate(self: y2)")]
    [InlineData("return 1 - x / 2;", "output: Subtract(self: 1, other: Divide(self: x, other: 2))")]
    [InlineData("var (p, q) = (a(x), b(x)); return p * q;", "p = a(x)\nq = b(x)\noutput: Multiply(self: p, other: q)")]
    [InlineData("var t = (a: a(x), x); return t.a + t.Item2;", "t = a(x)\noutput: Add(self: t, other: x)")]
    [InlineData("var l = a; return l(l(x));", "output: a(a(x))")]
    [InlineData("for (var i = 0; i < Depth; i++) x = a(x); return x;", "x2 = a(x)\nx3 = a(x2)\nx4 = a(x3)\noutput: x4")]
    [InlineData("for (int i = 1; i <= 4; i *= 2) { x = x.Pow(i + 0.5); } return x;",
        "x2 = Pow(self: x, exponent: 1.5)\nx3 = Pow(self: x2, exponent: 2.5)\nx4 = Pow(self: x3, exponent: 4.5)\noutput: x4")]
    [InlineData("if (Depth > 2 && nameof(Depth) == \"Depth\") return a(x); return b(x);", "output: a(x)")]
    [InlineData("var y = Depth % 2 == 0 ? a(x) : b(x); return y;", "y = b(x)\noutput: y")]
    [InlineData("return Twice(x, a);", "value = a(x)\noutput: Add(self: value, other: a(value))")]
    [InlineData("return Value.Concat(values: [x, a(x)], dim: -1);", "output: Concat(dim: -1, values: (x, a(x)))")]
    [InlineData("return x.Sum([0, 1], keepDim: true).Mean(0);",
        "output: Mean(self: Sum(self: x, dims: [0, 1], keepDim: true), dim: 0)")]
    [InlineData("return x.Gelu(Approximate.Tanh).Gelu();", "output: Gelu(self: Gelu(self: x, approximate: Tanh))")]
    [InlineData("return this.a.Invoke(input: x);", "output: a(x)")]
    [InlineData("return pair(right: a(x), left: x);", "output: pair(x, a(x))")]
    [InlineData("{ return x.LeakyRelu(1.0 / 4).Clamp(-1, maximum: Depth); }",
        "output: Clamp(self: LeakyRelu(self: x, negativeSlope: 0.25), minimum: -1, maximum: 3)")]
    public void The_language_of_bodies(string body, string expected)
    {
        var model = Reading.ModelOf(Body(body));

        model.Diagnostics.Where(diagnostic => diagnostic.Id != "DG1013").ShouldBeEmpty();
        Describe.Model(model.Declaration).ShouldBe(expected);
    }

    [Fact]
    public void A_helper_s_argument_is_computed_once() =>
        Describe.Model(Reading.ModelOf(Body("return Twice(x.Dropout(), a);")).Declaration).ShouldBe("""
            input = Dropout(self: x)
            value = a(input)
            output: Add(self: value, other: a(value))
            """);

    [Fact]
    public void A_layer_that_is_never_called_is_left_out()
    {
        var model = Reading.ModelOf(Body("return b(x);")).Declaration;

        model.Layers.ShouldHaveSingleItem().Name.ShouldBe("b");
        model.LayerFields.Select(field => field.Name).ShouldBe(["a", "b", "pair"]);
        model.LayerFields.Select(field => field.Type).ShouldBe(["Layer", "Layer", "BinaryLayer"]);
        model.Outputs[0].Value.ShouldBeOfType<LayerCall>().LayerIndex.ShouldBe(0);
    }

    [Fact]
    public void Forward_may_stand_in_another_part_of_the_class()
    {
        var run = Compiler.Run(
            ("First.cs", "[Model] partial class M { [Linear(2)] readonly Layer a; }"),
            ("Second.cs", "partial class M { Value Forward([Shape(\"N, 3\")] Value x) => a(x); }"));

        run.Diagnostics.ShouldBeEmpty();
    }

    private static string Weighted(string output, string weight) =>
        $"Multiply(self: CrossEntropy(self: {output}, target: {output}Label), other: {weight})";

    private static string Body(string body) => $$"""
        [Model]
        partial class M
        {
            const int Depth = 3;
            [Linear(4)] readonly Layer a;
            [Linear(4)] readonly Layer b;
            [Linear(4)] readonly BinaryLayer pair;

            Value Forward([Shape("N, 4")] Value x)
            {
                {{body}}
            }

            static Value Twice(Value input, Layer layer)
            {
                var value = layer(input);
                return value + layer(value);
            }
        }
        """;
}
