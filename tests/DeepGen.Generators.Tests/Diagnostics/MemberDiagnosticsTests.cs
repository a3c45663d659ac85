using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Diagnostics;

/// <summary>Mistakes in parameters, buffers, settings, auxiliary outputs and pointwise methods: each is this one diagnostic.</summary>
public sealed class MemberDiagnosticsTests
{
    private const string Field = ": a tensor of the model's own is a field of type 'Value' with one of [Parameter], [Buffer] and [Setting]";
    private const string Formula =
        "floats, locals, constants, arithmetic, comparisons, 'if' and '?:', functions of MathF and other methods with [Pointwise]";

    [Theory]
    [InlineData("DG1030", "l", "The field 'l' is of type 'Layer'" + Field,
        "[Parameter(3)] readonly Layer l; [Parameter(3, Fill = 1)] readonly Value w;")]
    [InlineData("DG1030", "w", "The field 'w' is several things at once" + Field, "[Parameter(3), Buffer(3)] readonly Value w;")]
    [InlineData("DG1030", "w", "The field 'w' is static" + Field, "[Setting(3)] static readonly Value w = null!;")]
    [InlineData("DG1030", "w",
        "The field 'w' is not trained, so that there is nothing to freeze" + Field, "[Buffer(3), Frozen] readonly Value w;")]
    [InlineData("DG1031", "\"Hidden, 3\"",
        "The shape of 'w' names the dim 'Hidden', but what the model owns has the same shape in every call; write a number, "
        + "or a constant as in [Parameter(Hidden, 32)]",
        "[Parameter(\"Hidden, 3\")] readonly Value w;")]
    [InlineData("DG1006", "3",
        "\"3, 0\" is not a shape: the extent 0 is not positive; write dims separated by commas, such as \"N, 1, 28, 28\"",
        "[Parameter(3, 0)] readonly Value w;")]
    [InlineData("DG1032", "w",
        "'w' [3] cannot be initialised by Default: it counts the inputs of a weight, which needs two extents or more; "
        + "write 'Fill = 0' or 'Init = Init.Normal'",
        "[Parameter(3)] readonly Value w;")]
    [InlineData("DG1032", "Init = Init.XavierNormal",
        "'w' [] cannot be initialised by XavierNormal: it counts the inputs of a weight, which needs two extents or more; "
        + "write 'Fill = 0' or 'Init = Init.Normal'",
        "[Parameter(Init = Init.XavierNormal)] readonly Value w;")]
    [InlineData("DG1032", "Std = 0.1", "'w' [3] cannot be initialised by Zeros: only Init.Normal has a standard deviation",
        "[Parameter(\"3\", Init = Init.Zeros, Std = 0.1)] readonly Value w;")]
    [InlineData("DG1032", "Fill = 1", "'w' [3] cannot be initialised by Ones: it has a 'Fill' too; remove one of them",
        "[Parameter(3, Init = Init.Ones, Fill = 1)] readonly Value w;")]
    [InlineData("DG1032", "Values = new[] { 1f, 2f }", "'w' [3] cannot be initialised by its 'Values': these are 2 numbers and not 3",
        "[Buffer(3, Values = new[] { 1f, 2f })] readonly Value w;")]
    [InlineData("DG1033", "seed", "The field 'seed' becomes the property 'Seed', but the generated part of 'M' has one; rename the field",
        "[Setting(3)] readonly Value seed; Value w => seed;")]
    [InlineData("DG1033", "step", "The field 'step' becomes the property 'Step', but the generated part of 'M' has one; rename the field",
        "[Buffer(3)] readonly Value step; Value w => step;")]
    [InlineData("DG1033", "w", "The field 'w' becomes the property 'W', but 'M' has a member of that name; rename the field",
        "[Setting(3)] readonly Value w; public int W => 3;")]
    [InlineData("DG1012", "W", "Two tensors of 'M' are called 'W'",
        "[Parameter(3, Fill = 1)] readonly Value w; [Parameter(3, Fill = 1)] readonly Value W;")]
    [InlineData("DG1012", "Name = \"w\"", "Two tensors of 'M' are called 'w'",
        "[Parameter(3, Fill = 1)] readonly Value w; [Parameter(3, Fill = 1, Name = \"w\")] readonly Value v;")]
    [InlineData("DG1017", "Name = \"a b\"", "\"a b\" cannot name a tensor: it is no C# identifier",
        "[Parameter(3, Fill = 1, Name = \"a b\")] readonly Value w;")]
    [InlineData("DG1039", "u", "The buffer 'u' is never read in 'Forward' or 'Loss'",
        "[Parameter(3, Fill = 1)] readonly Value w; [Buffer(4)] readonly Value u;")]
    [InlineData("DG1107", "2.5", "'Value' of 'w' is 2.5; it must be in [0, 2]",
        "[Setting(2.5, Minimum = 0, Maximum = 2)] readonly Value w;")]
    public void Mistakes_in_a_field(string id, string underlined, string message, string field)
        => One(id, underlined, message, $"[Model] partial class M {{ {field} Value Forward([Shape(\"N, 3\")] Value x) => x * w; }}");

    [Theory]
    [InlineData("DG1034", "Setting = \"rat\"",
        "'dropout2' takes the setting 'rat', but the settings of 'M' are 'rate'; declare it as [Setting(0.5)] readonly Value rat",
        "[Model, Input(\"x\", \"N, 3\"), Dropout(Setting = nameof(M.rate)), Dropout(Setting = \"rat\")] "
        + "partial class M { [Setting(0.5)] internal readonly Value rate; }")]
    [InlineData("DG1107", "Dropout", "'rate' of 'Dropout' is 1.5; it must be in [0, 1]",
        "[Model] partial class M { [Setting(1.5)] readonly Value rate; Value Forward([Shape(\"N, 3\")] Value x) => x.Dropout(rate); }")]
    [InlineData("DG1101", "Dropout", "'Dropout' expects a single number as its probability but receives [N, 3]: x [N, 3]",
        "[Model] partial class M { Value Forward([Shape(\"N, 3\")] Value x) => x.Dropout(x); }")]
    [InlineData("DG1105", "*",
        "'Multiply' cannot combine [N, 3] and [4]: 3 and 4 stand in the same place and are not known to be equal; "
        + "they come from x [N, 3] and w [4]",
        "[Model] partial class M { [Parameter(4, Fill = 1)] readonly Value w; Value Forward([Shape(\"N, 3\")] Value x) => x * w; }")]
    [InlineData("DG1105", "*",
        "'Multiply' cannot combine [N] and [4]: N and 4 stand in the same place and are not known to be equal; "
        + "they come from x [N] and w [4]",
        "[Model] partial class M { [Buffer(4)] readonly Value w; Value Forward([Shape(\"N\")] Value x) => x * w; }")]
    [InlineData("DG1107", "0.3", "'Probability' of 'dropout1' is 0.3; it must be left out where a 'Setting' gives it",
        "[Model, Input(\"x\", \"N, 3\"), Dropout(0.3, Setting = nameof(M.rate))] "
        + "partial class M { [Setting(0.5)] internal readonly Value rate; }")]
    [InlineData("DG1012", "x", "Two tensors of 'M' are called 'x'",
        "[Model] partial class M { [Parameter(3, Fill = 1)] readonly Value x; Value Forward([Shape(\"N, 3\")] Value x) => x + this.x; }")]
    [InlineData("DG1035", "\"N, 3\"",
        "'x' cannot require a gradient: the model has no loss; remove 'RequiresGradient'",
        "[Model] partial class M { Value Forward([Shape(\"N, 3\", RequiresGradient = true)] Value x) => x; }")]
    [InlineData("DG1035", "\"N, 3\"",
        "'y' cannot require a gradient: it is a target, and not an input of 'Forward'; remove 'RequiresGradient'",
        "[Model] partial class M { Value Forward([Shape(\"N, 2\")] Value x) => x; "
        + "Value Loss(Value output, [Shape(\"N, 3\", RequiresGradient = true)] Value y) => y.Sum(); }")]
    [InlineData("DG1036", "\"b\"", "'b' cannot be an auxiliary output: 'Forward' returns output, hidden",
        "[Model] partial class M { [Auxiliary(\"hidden\", \"b\")] "
        + "(Value output, Value hidden) Forward([Shape(\"N, 3\")] Value x) => (x, x.Exp()); }")]
    [InlineData("DG1036", "\"output\"", "'output' cannot be an auxiliary output: Predict would have nothing left to return",
        "[Model] partial class M { [Auxiliary(\"output\")] Value Forward([Shape(\"N, 3\")] Value x) => x; }")]
    public void Mistakes_in_their_use(string id, string underlined, string message, string source) => One(id, underlined, message, source);

    [Theory]
    [InlineData("DG1037", "x % 2", "'x % 2'", "[Pointwise] static float F(float x) => x % 2;")]
    [InlineData("DG1037", "DateTime.Now.Second", "the property 'Second'",
        "[Pointwise] static float F(float x) => x * DateTime.Now.Second;")]
    [InlineData("DG1037", "MathF.Acosh(x)", "a call of 'Acosh'", "[Pointwise] static float F(float x) => MathF.Acosh(x);")]
    [InlineData("DG1037", "(double)x", "a double, where all is a float as in 2f and MathF.Exp(x),",
        "[Pointwise] static float F(float x) => (float)Math.Exp((double)x);")]
    [InlineData("DG1037", "while", "a 'while' loop", "[Pointwise] static float F(float x) { while (x > 1) { x /= 2; } return x; }")]
    [InlineData("DG1037", "Table", "the field 'Table'",
        "static readonly float Table = 2; [Pointwise] static float F(float x) => x * Table;")]
    [InlineData("DG1037", "x switch { > 0 => x, _ => 0 }", "a 'switch'",
        "[Pointwise] static float F(float x) => x switch { > 0 => x, _ => 0 };")]
    public void What_a_pointwise_method_may_not_hold(string id, string underlined, string what, string method)
        => One(id, underlined, $"The compiler cannot read {what} in the pointwise method 'F'; it reads {Formula}", Mapped(method));

    [Theory]
    [InlineData("F", "has no [Pointwise]", "static float F(float x) => x;")]
    [InlineData("F", "is not static", "[Pointwise] float F(float x) => x;")]
    [InlineData("F(x - 1)", "calls itself", "[Pointwise] static float F(float x) => x < 0 ? 0 : F(x - 1);")]
    [InlineData("G", "takes 'x' as double and not as a float",
        "[Pointwise] static float F(float x) => (float)G(x); [Pointwise] static double G(double x) => x;")]
    [InlineData("MathF.Sin", "has no [Pointwise]", "static Func<float, float> F => throw null!;", "x.Map(F)", "x.Map(MathF.Sin)")]
    public void What_cannot_be_mapped(string underlined, string why, string method, string? before = null, string? after = null)
    {
        string source = Mapped(method);
        string name = underlined[0] == 'G' ? "G" : underlined == "MathF.Sin" ? "Sin" : "F";
        source = before is null ? source : source.Replace(before, after!, StringComparison.Ordinal);
        One("DG1038", underlined, $"'{name}' cannot be mapped: it {why}", source);
    }

    [Fact]
    public void A_model_in_error_keeps_the_properties_of_its_members()
    {
        var run = Compiler.Run("""
            [Model] public partial class M
            {
                [Parameter(3, Fill = 1)] readonly Value w;
                [Buffer(3)] readonly Value b;
                [Setting(0.5)] readonly Value rate;
                Value Forward([Shape("N, 3")] Value x) { while (true) { } }
            }
            public static class Use
            {
                public static float Of(M model)
                {
                    model.Rate = model.Rate + 1;
                    model.B.CopyFrom([1, 2, 3]);
                    return model.Parameters.W.Values[0];
                }
            }
            """);
        run.Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("DG1010");
        run.CompilerErrors.ShouldBeEmpty();
    }

    private static string Mapped(string method)
        => $"[Model] partial class M {{ {method} Value Forward([Shape(\"N, 3\")] Value x) => x.Map(F); }}";

    private static void One(string id, string underlined, string message, string source)
    {
        var run = Compiler.Run(source);

        var diagnostic = run.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe(id);
        diagnostic.GetMessage().ShouldBe(message);
        GeneratorRun.Underlined(diagnostic).ShouldBe(underlined);
        run.CompilerErrors.ShouldBeEmpty();
    }
}
