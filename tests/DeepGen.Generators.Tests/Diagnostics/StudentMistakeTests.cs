using DeepGen.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Tests.Diagnostics;

/// <summary>Mistakes that somebody makes who has just read the first page of the documentation.</summary>
public sealed class StudentMistakeTests
{
    [Theory]
    [InlineData("DG1040", "Forward", "'Forward' of 'M' takes no input: give it a parameter such as [Shape(\"N, 784\")] Value image",
        "[Model] partial class M { [Linear(2)] readonly Layer a; Value Forward() => a(null!); }")]
    [InlineData("DG1042", "Rate",
        "'Rate' is not a constant, and the compiler reads 'Forward' when the project is built; make it 'const', or a [Setting] Value " +
        "to change it later",
        "[Model] partial class M { static double Rate = 0.5; Value Forward([Shape(\"N, 3\")] Value x) => x.Dropout(Rate); }")]
    [InlineData("DG1043", "\"n, 3\"",
        "The dims 'n' and 'N' differ in case only, and each call binds them apart; write 'N' if they are the same",
        "[Model] partial class M { Value Forward([Shape(\"N, 3\")] Value x, [Shape(\"n, 3\")] Value y) => x * y.Mean(); }")]
    [InlineData("DG1044", "\"N, 4\"", "The input 'y' is never used in 'Forward', so no output depends on it",
        "[Model] partial class M { Value Forward([Shape(\"N, 3\")] Value x, [Shape(\"N, 4\")] Value y) => x; }")]
    [InlineData("DG1107", "(ProductPrecision)7",
        "'DeviceProducts' of 'M' is 7; it must be one of Float32, TensorFloat32, BFloat16",
        "[Model(DeviceProducts = (ProductPrecision)7), Input(\"x\", \"N, 8\"), Linear(2)] partial class M;")]
    [InlineData("DG1014", "charakter",
        "'charakter' is not an output of 'Forward', which returns 'alphabet', 'character'; did you mean 'character'? " +
        "if it is a target, give it a [Shape]",
        "[Model] partial class M { (Value alphabet, Value character) Forward([Shape(\"N, 3\")] Value x) => (x, x.Exp()); " +
        "Value Loss(Value charakter) => charakter.Sum(); }")]
    [InlineData("DG1101", "Linear(2)",
        "'linear1' expects [N, features] but receives [784]: x [784]; the first dim is the batch: write \"N, 784\"",
        "[Model, Input(\"x\", \"784\"), Linear(2)] partial class M;")]
    [InlineData("DG1101", "Conv2d(2, Kernel = 3)",
        "'conv1' expects [N, C, H, W] but receives [N, 28, 28]: x [N, 28, 28]; the channels come after the batch: " +
        "write \"N, 1, 28, 28\"",
        "[Model, Input(\"x\", \"N, 28, 28\"), Conv2d(2, Kernel = 3)] partial class M;")]
    public void Gets_one_diagnostic(string id, string underlined, string message, string source)
    {
        var run = Compiler.Run(source);

        var found = run.Diagnostics.ShouldHaveSingleItem();
        found.Id.ShouldBe(id);
        found.GetMessage().ShouldBe(message);
        GeneratorRun.Underlined(found).ShouldBe(underlined);
        run.CompilerErrors.ShouldBeEmpty();
    }

    /// <summary>A stack that was given no loss, and is trained.</summary>
    [Theory]
    [InlineData("Step(images, labels)")]
    [InlineData("Step(images, labels, 10, Gradients.Accumulate)")]
    [InlineData("Step(new float[4], new int[1]).Loss + 0f")]
    [InlineData("Evaluate(images, images, images)")]
    public void A_model_without_a_loss_says_so_where_it_is_trained(string call)
    {
        var run = Compiler.Run($$"""
            [Model, Input("x", "N, 4"), Linear(2)] public partial class M;

            public static class Use
            {
                public static object Train(M model, ReadOnlySpan<float> images, int[] labels) => model.{{call}}.ToString();
            }
            """);

        run.Diagnostics.ShouldBeEmpty();
        var error = run.CompilerDiagnostics.Where(found => found.Severity == DiagnosticSeverity.Error).ShouldHaveSingleItem();
        error.Id.ShouldBe("CS0619");
        error.GetMessage().ShouldContain(
            "'M' has no loss, so it can only predict: add an attribute such as [MSELoss(\"target\")], or a method 'Loss'");
    }

    /// <summary>What C# itself says well enough; nothing is added to it.</summary>
    [Theory]
    [InlineData("CS1503", "output.Mse(y)", "[Shape(\"N\")] Value<int>")]
    [InlineData("CS0103", "output.Mse(target)", "[Shape(\"N, 3\")] Value")]
    [InlineData("CS1729", "output.Mse(y) * new Value(1)", "[Shape(\"N, 3\")] Value")]
    [InlineData("CS1593", "a(output, y).Mean()", "[Shape(\"N, 3\")] Value")]
    public void What_CSharp_reports_stays_one_error(string id, string loss, string target)
    {
        var run = Compiler.Run($$"""
            [Model] public partial class M
            {
                [Linear(3)] readonly Layer a;
                Value Forward([Shape("N, 3")] Value x) => a(x);
                Value Loss(Value output, {{target}} y) => {{loss}};
            }
            """);

        run.Diagnostics.ShouldBeEmpty();
        run.CompilerDiagnostics.Where(found => found.Severity == DiagnosticSeverity.Error).Select(found => found.Id).Distinct()
            .ShouldBe([id]);
    }
}
