using DeepGen.CodeFixes;
using DeepGen.Generators.Tests.Harness;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DeepGen.Generators.Tests.CodeFixes;

/// <summary>Fixes of what a course's students get wrong, from the mistake to what compiles without a word.</summary>
public sealed class MistakeFixTests
{
    public static TheoryData<string, string, string, string> Cases => new()
    {
        {
            nameof(InsertShapeFix), "Insert [Shape(\"N, 1\")]",
            "[Model] partial class M { [Linear(2)] readonly Layer a; Value Forward(Value x) => a(x); }",
            "[Model] partial class M { [Linear(2)] readonly Layer a; Value Forward([Shape(\"N, 1\")] Value x) => a(x); }"
        },
        {
            nameof(InsertShapeFix), "Insert [Shape(\"N\")]",
            "[Model] partial class M { [Linear(2)] readonly Layer a; Value Forward([Shape(\"N, 3\")] Value x) => a(x); " +
            "Value Loss(Value output, Value<int> y) => output.CrossEntropy(y); }",
            "[Model] partial class M { [Linear(2)] readonly Layer a; Value Forward([Shape(\"N, 3\")] Value x) => a(x); " +
            "Value Loss(Value output, [Shape(\"N\")] Value<int> y) => output.CrossEntropy(y); }"
        },
        {
            nameof(ShapeTextFix), "Write \"N, 1, 28, 28\"",
            "[Model, Input(\"x\", \"(N;1;28;28)\"), Flatten, Linear(2)] partial class M;",
            "[Model, Input(\"x\", \"N, 1, 28, 28\"), Flatten, Linear(2)] partial class M;"
        },
        {
            nameof(ShapeTextFix), "Write \"N, 28, 28\"",
            "[Model, Input(\"x\", \"N x 28 x 28\"), Flatten, Linear(2)] partial class M;",
            "[Model, Input(\"x\", \"N, 28, 28\"), Flatten, Linear(2)] partial class M;"
        },
        {
            nameof(RemoveLayerFix), "Remove 'b'",
            "[Model] partial class M { [Linear(2)] readonly Layer a; [Linear(2)] readonly Layer b; " +
            "Value Forward([Shape(\"N, 3\")] Value x) => a(x); }",
            "[Model] partial class M { [Linear(2)] readonly Layer a; " +
            "Value Forward([Shape(\"N, 3\")] Value x) => a(x); }"
        },
        {
            nameof(RenameOutputFix), "Rename to 'character'",
            "[Model] partial class M { [Linear(2)] readonly Layer a; (Value alphabet, Value character) Forward(" +
            "[Shape(\"N, 3\")] Value x) => (a(x), a(x)); " +
            "Value Loss(Value charakter) => charakter.Mean() + (charakter * charakter).Sum(); }",
            "[Model] partial class M { [Linear(2)] readonly Layer a; (Value alphabet, Value character) Forward(" +
            "[Shape(\"N, 3\")] Value x) => (a(x), a(x)); " +
            "Value Loss(Value character) => character.Mean() + (character * character).Sum(); }"
        },
        {
            nameof(MakeConstantFix), "Make 'rate' a constant",
            "[Model] partial class M { static readonly double rate = 1 - 0.75; [Linear(2)] readonly Layer a; " +
            "Value Forward([Shape(\"N, 3\")] Value x) => a(x.Dropout(rate)); }",
            "[Model] partial class M { const double rate = 1 - 0.75; [Linear(2)] readonly Layer a; " +
            "Value Forward([Shape(\"N, 3\")] Value x) => a(x.Dropout(rate)); }"
        },
        {
            nameof(DimNameFix), "Write \"N, 2\"",
            "[Model] partial class M { [Linear(2)] readonly Layer a; Value Forward([Shape(\"N, 3\")] Value x, [Shape(\"n, 2\")] Value y) " +
            "=> a(x).Exp() * y.Mean(); }",
            "[Model] partial class M { [Linear(2)] readonly Layer a; Value Forward([Shape(\"N, 3\")] Value x, [Shape(\"N, 2\")] Value y) " +
            "=> a(x).Exp() * y.Mean(); }"
        },
        {
            nameof(InputShapeFix), "Write \"N, 784\"",
            "[Model, Input(\"x\", \"784\"), Linear(2)] partial class M;", "[Model, Input(\"x\", \"N, 784\"), Linear(2)] partial class M;"
        },
        {
            nameof(InputShapeFix), "Write \"N, 1, 28, 28\"",
            "[Model, Input(\"x\", \"N, 28, 28\"), Conv2d(2, Kernel = 3)] partial class M;",
            "[Model, Input(\"x\", \"N, 1, 28, 28\"), Conv2d(2, Kernel = 3)] partial class M;"
        },
        {
            nameof(InputShapeFix), "Write \"N, 3, 28, 28\"",
            "[Model, Input(\"x\", \"N, 28, 28, 3\"), Conv2d(2, Kernel = 3, Inputs = 3)] partial class M;",
            "[Model, Input(\"x\", \"N, 3, 28, 28\"), Conv2d(2, Kernel = 3, Inputs = 3)] partial class M;"
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_fix_makes_the_model_valid(string fix, string title, string source, string expected)
    {
        var provider = (CodeFixProvider)Activator.CreateInstance(typeof(ModelFix).Assembly.GetType($"DeepGen.CodeFixes.{fix}", true)!)!;

        FixRunner.Fix(provider, source).ShouldBe([(title, expected)]);

        Compiler.Run(expected).Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(nameof(ShapeTextFix), "[Model, Input(\"x\", \"N, -1\"), Linear(2)] partial class M;")]
    [InlineData(nameof(ShapeTextFix), "[Model, Input(\"x\", \"\"), Linear(2)] partial class M;")]
    [InlineData(nameof(RenameOutputFix), "[Model] partial class M { [Linear(2)] readonly Layer a; " +
        "Value Forward([Shape(\"N, 3\")] Value x) => a(x); Value Loss(Value label) => label.Mean(); }")]
    [InlineData(nameof(MakeConstantFix), "[Model] partial class M { static readonly double rate = Math.Sqrt(0.5); " +
        "[Linear(2)] readonly Layer a; Value Forward([Shape(\"N, 3\")] Value x) => a(x.Dropout(rate)); }")]
    [InlineData(nameof(InputShapeFix), "[Model, Input(\"x\", \"N, 4\"), Conv2d(2, Kernel = 3)] partial class M;")]
    public void Nothing_is_offered_where_it_is_not_known_what_was_meant(string fix, string source)
    {
        var provider = (CodeFixProvider)Activator.CreateInstance(typeof(ModelFix).Assembly.GetType($"DeepGen.CodeFixes.{fix}", true)!)!;

        FixRunner.Fix(provider, source).ShouldBeEmpty();
    }
}
