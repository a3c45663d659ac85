using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Declaration;

/// <summary>Helper methods with tuples, loops and conditions over constants, and layers that are called twice, as statements.</summary>
public sealed class HelperTests
{
    [Theory]
    [InlineData("var (p, q) = Split(x, 2); return p - q;", """
        left = a(x)
        q = Multiply(self: b(x), other: 2)
        output: Subtract(self: left, other: q)
        """)]
    [InlineData("var pair = Split(x, 1); pair = (pair.second, pair.first); return pair.first + pair.Item2;", """
        left = a(x)
        pair = Multiply(self: b(x), other: 1)
        output: Add(self: pair, other: left)
        """)]
    [InlineData("for (var i = 0; i < Depth; i++) { for (var j = i; j < Depth; j += 2) { x = j % 2 == 0 ? a(x) : b(x); } } return x;", """
        x2 = a(x)
        x3 = b(x2)
        output: x3
        """)]
    [InlineData("if (Depth > 2) { x = a(x); } else if (Depth == 2) { x = b(x); } else { return x; } return x;", """
        x2 = b(x)
        output: x2
        """)]
    [InlineData("return Apply(a, Apply(a, x, Depth - 1), Depth);", """
        value = a(x)
        value2 = a(value)
        value3 = a(value2)
        output: value3
        """)]
    public void The_language_of_helpers(string body, string expected)
    {
        var model = Reading.ModelOf($$"""
            [Model]
            partial class M
            {
                const int Depth = 2;
                [Linear(4)] readonly Layer a;
                [Linear(4)] readonly Layer b;

                Value Forward([Shape("N, 4")] Value x) { {{body}} }

                (Value first, Value second) Split(Value value, int scale)
                {
                    var left = a(value);
                    return (left, b(value) * scale);
                }

                static Value Apply(Layer layer, Value input, int times)
                {
                    var value = input;
                    for (var i = 0; i < times; i++)
                    {
                        value = layer(value);
                    }

                    return value;
                }
            }
            """);

        model.Diagnostics.Where(diagnostic => diagnostic.Id != "DG1013").ShouldBeEmpty();
        Describe.Model(model.Declaration).ShouldBe(expected.ReplaceLineEndings("\n"));
    }
}
