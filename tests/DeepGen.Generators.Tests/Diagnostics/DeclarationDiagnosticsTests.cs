using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Diagnostics;

/// <summary>
/// One row for each mistake: the id, what is underlined, the message, and the source. Each gives this one diagnostic and no other,
/// from the generator or from C#.
/// </summary>
public sealed class DeclarationDiagnosticsTests
{
    private const string Language =
        "locals, tuples, layers, functions of Value, operators, constants, 'for' and 'if' over constants, and methods of the class";

    [Theory]
    [InlineData("DG1001", "M", "'M' must be partial: the compiler writes its other part",
        "[Model, Input(\"x\", \"N, 4\"), Linear(2)] class M;")]
    [InlineData("DG1002", "M", "'M' cannot be a model: it is nested in 'Outer'",
        "partial class Outer { [Model, Input(\"x\", \"N, 4\"), Linear(2)] partial class M; }")]
    [InlineData("DG1002", "M", "'M' cannot be a model: it is generic",
        "[Model, Input(\"x\", \"N, 4\"), Linear(2)] partial class M<T>;")]
    [InlineData("DG1002", "M", "'M' cannot be a model: it is abstract",
        "[Model, Input(\"x\", \"N, 4\"), Linear(2)] abstract partial class M;")]
    [InlineData("DG1002", "M", "'M' cannot be a model: it has the base class 'Base'",
        "class Base; [Model, Input(\"x\", \"N, 4\"), Linear(2)] partial class M : Base;")]
    [InlineData("DG1002", "M", "'M' cannot be a model: it is a record",
        "[Model, Input(\"x\", \"N, 4\"), Linear(2)] partial record M;")]
    [InlineData("DG1002", "M", "'M' cannot be a model: it is static",
        "[Model, Input(\"x\", \"N, 4\"), Linear(2)] static partial class M;")]
    [InlineData("DG1002", "M", "'M' cannot be a model: it is local to its file",
        "[Model, Input(\"x\", \"N, 4\"), Linear(2)] file partial class M;")]
    [InlineData("DG1002", "M", "'M' cannot be a model: it has a primary constructor",
        "[Model, Input(\"x\", \"N, 4\"), Linear(2)] partial class M(int width) { public int Width => width; }")]
    [InlineData("DG1002", "Step", "'Step' cannot be a model: it is named as a member of the generated part",
        "[Model, Input(\"x\", \"N, 4\"), Linear(2)] partial class Step;")]
    [InlineData("DG1002", "@event", "'event' cannot be a model: it is named as a keyword of C#",
        "[Model, Input(\"x\", \"N, 4\"), Linear(2)] partial class @event;")]
    [InlineData("DG1003", "M", "'M' declares no layers: put layer attributes on the class, or layer fields and a method 'Forward' into it",
        "[Model] partial class M;")]
    [InlineData("DG1003", "M", "'M' declares no layers: put layer attributes on the class, or layer fields and a method 'Forward' into it",
        "[Model, Input(\"x\", \"N, 4\")] partial class M;")]
    [InlineData("DG1004", "Linear(2)",
        "'M' is written in two forms: it has layers on the class and a method 'Forward' inside; use one of them",
        "[Model, Linear(2)] partial class M { Value Forward([Shape(\"N, 3\")] Value x) => x; }")]
    [InlineData("DG1005", "Linear(3)", "The layers of 'M' are spread over several declarations, so they have no order: put them on one",
        "[Model, Input(\"x\", \"N, 4\"), Linear(2)] partial class M; [Linear(3)] partial class M;")]
    [InlineData("DG1006", "\"N, x y\"",
        "\"N, x y\" is not a shape: 'x y' is neither a number nor a name; write dims separated by commas, such as \"N, 1, 28, 28\"",
        "[Model, Input(\"x\", \"N, x y\"), Linear(2)] partial class M;")]
    [InlineData("DG1006", "\"N,, 3\"",
        "\"N,, 3\" is not a shape: a dim is missing between its commas; write dims separated by commas, such as \"N, 1, 28, 28\"",
        "[Model] partial class M { Value Forward([Shape(\"N,, 3\")] Value x) => x; }")]
    [InlineData("DG1006", "\"N, 0\"",
        "\"N, 0\" is not a shape: the extent 0 is not positive; write dims separated by commas, such as \"N, 1, 28, 28\"",
        "[Model, Input(\"x\", \"N, 0\"), Linear(2)] partial class M;")]
    [InlineData("DG1006", "\" \"",
        "\" \" is not a shape: it has no dims; write dims separated by commas, such as \"N, 1, 28, 28\"",
        "[Model, Input(\"x\", \" \"), Linear(2)] partial class M;")]
    [InlineData("DG1007", "M", "'M' is a stack and has no inputs: write one [Input(\"name\", \"N, ...\")]",
        "[Model, Linear(2)] partial class M;")]
    [InlineData("DG1007", "Input(\"y\", \"N, 5\")", "'M' is a stack and has 2 inputs: write one [Input(\"name\", \"N, ...\")]",
        "[Model, Input(\"x\", \"N, 4\"), Input(\"y\", \"N, 5\"), Linear(2)] partial class M;")]
    [InlineData("DG1008", "Init = (Init)99", "'Init' of 'linear1' is 99, which is no member of Init",
        "[Model, Input(\"x\", \"N, 4\"), Linear(2, Init = (Init)99)] partial class M;")]
    [InlineData("DG1008", "(Approximate)7", "'approximate' of 'Gelu' is 7, which is no member of Approximate",
        "[Model] partial class M { Value Forward([Shape(\"N, 3\")] Value x) => x.Gelu((Approximate)7); }")]
    [InlineData("DG1009", "M", "'M' has layer fields but no method 'Forward' that says how they are wired",
        "[Model] partial class M { [Linear(2)] readonly Layer a; }")]
    [InlineData("DG1011", "M",
        "This constructor of 'M' must chain to the generated one, which sets the layers: write ': this(...)' after its parameters",
        "[Model, Input(\"x\", \"N, 4\"), Linear(2)] partial class M { public M(int seed) { } }")]
    [InlineData("DG1012", "Linear(3)", "Two layers of 'M' are called 'linear2'",
        "[Model, Input(\"x\", \"N, 4\"), Linear(2, Name = \"linear2\"), Linear(3)] partial class M;")]
    [InlineData("DG1012", "\"x\"", "Two tensors of 'M' are called 'x'",
        "[Model, Input(\"x\", \"N, 4\"), Linear(2), MSELoss(\"x\")] partial class M;", true)]
    [InlineData("DG1012", "A", "Two layers of 'M' are called 'A'",
        "[Model] partial class M { [Linear(2)] readonly Layer a; [Linear(2)] readonly Layer A; " +
        "Value Forward([Shape(\"N, 3\")] Value x) => a(x); }")]
    [InlineData("DG1012", "X", "Two tensors of 'M' are called 'X'",
        "[Model] partial class M { Value Forward([Shape(\"N, 3\")] Value x, [Shape(\"N, 3\")] Value X) => x + X; }")]
    [InlineData("DG1012", "output", "Two tensors of 'M' are called 'output'",
        "[Model] partial class M { Value Forward([Shape(\"N, 3\")] Value x) => x; " +
        "Value Loss([Shape(\"N, 3\")] Value output) => output.Sum(); }")]
    [InlineData("DG1013", "Linear(3)", "The layer 'b' is never called in 'Forward', so the model leaves it out",
        "[Model] partial class M { [Linear(2)] readonly Layer a; [Linear(3)] readonly Layer b; " +
        "Value Forward([Shape(\"N, 3\")] Value x) => a(x); }")]
    [InlineData("DG1014", "z", "'z' is not an output of 'Forward', which returns 'p', 'q'; if it is a target, give it a [Shape]",
        "[Model] partial class M { (Value p, Value q) Forward([Shape(\"N, 3\")] Value x) => (x, x.Exp()); " +
        "Value Loss(Value z) => z.Sum(); }")]
    [InlineData("DG1015", "x", "The shape of 'x' is not known: write [Shape(\"N, ...\")] before it",
        "[Model] partial class M { Value Forward(Value x) => x; }")]
    [InlineData("DG1015", "y", "The shape of 'y' is not known: write [Shape(\"N, ...\")] before it",
        "[Model] partial class M { Value Forward([Shape(\"N, 3\")] Value x) => x; " +
        "Value Loss(Value output, Value<int> y) => output.CrossEntropy(y); }")]
    [InlineData("DG1016", "float[]", "'x' is of type float[]: a tensor is a Value, or a Value<int> where it holds class indices",
        "[Model] partial class M { Value Forward([Shape(\"N, 3\")] float[] x) => null!; }")]
    [InlineData("DG1016", "Value<byte>", "'x' is of type Value<byte>: a tensor is a Value, or a Value<int> where it holds class indices",
        "[Model] partial class M { Value Forward([Shape(\"N, 3\")] Value<byte> x) => null!; }")]
    [InlineData("DG1016", "Value", "'x' is of type ref Value: a tensor is a Value, or a Value<int> where it holds class indices",
        "[Model] partial class M { Value Forward([Shape(\"N, 3\")] ref Value x) => x; }")]
    [InlineData("DG1017", "\"my image\"", "\"my image\" cannot name an input: it is no C# identifier",
        "[Model, Input(\"my image\", \"N, 4\"), Linear(2)] partial class M;")]
    [InlineData("DG1017", "Name = \"class\"", "\"class\" cannot name a layer: it is a keyword of C#",
        "[Model, Input(\"x\", \"N, 4\"), Linear(2, Name = \"class\")] partial class M;")]
    [InlineData("DG1017", "\"\"", "\"\" cannot name a target: it is no C# identifier",
        "[Model, Input(\"x\", \"N, 4\"), Linear(2), MSELoss(\"\")] partial class M;")]
    [InlineData("DG1017", "gradients", "\"gradients\" cannot name a tensor: the generated code uses it itself",
        "[Model] partial class M { Value Forward([Shape(\"N, 3\")] Value gradients) => gradients; }")]
    [InlineData("DG1017", "batch", "\"batch\" cannot name a tensor: the generated code uses it itself",
        "[Model] partial class M { Value Forward([Shape(\"N, 3\")] Value batch) => batch; }")]
    [InlineData("DG1017", "Name = \"total_norm\"", "\"total_norm\" cannot name a layer: the generated code uses it itself",
        "[Model, Input(\"x\", \"N, 4\"), Linear(2, Name = \"total_norm\")] partial class M;")]
    [InlineData("DG1017", "_", "\"_\" cannot name a layer: it does not begin with a letter",
        "[Model] partial class M { [Linear(2)] readonly Layer _; Value Forward([Shape(\"N, 3\")] Value x) => _(x); }")]
    [InlineData("DG1018", "Forward",
        "'Forward' returns '(Value, Value)'; it must return a Value, or a tuple whose elements are named Values",
        "[Model] partial class M { (Value, Value) Forward([Shape(\"N, 3\")] Value x) => (x, x); }")]
    [InlineData("DG1018", "Loss", "'Loss' returns 'float'; it must return a Value",
        "[Model] partial class M { Value Forward([Shape(\"N, 3\")] Value x) => x; float Loss(Value output) => 0; }")]
    [InlineData("DG1019", "a", "The field 'a' is of type 'Value': a layer is a field of type 'Layer' with one layer attribute",
        "[Model] partial class M { [Linear(2)] public Value? a; Value Forward([Shape(\"N, 3\")] Value x) => x; }")]
    [InlineData("DG1019", "a", "The field 'a' has no layer attribute: a layer is a field of type 'Layer' with one layer attribute",
        "[Model] partial class M { public Layer? a; Value Forward([Shape(\"N, 3\")] Value x) => x; }")]
    [InlineData("DG1019", "a", "The field 'a' has several layer attributes: a layer is a field of type 'Layer' with one layer attribute",
        "[Model] partial class M { [Linear(2), ReLU] public Layer? a; Value Forward([Shape(\"N, 3\")] Value x) => x; }")]
    [InlineData("DG1019", "a", "The field 'a' has a 'Name' beside its own: a layer is a field of type 'Layer' with one layer attribute",
        "[Model] partial class M { [Linear(2, Name = \"b\")] public Layer? a; Value Forward([Shape(\"N, 3\")] Value x) => x; }")]
    [InlineData("DG1020", "Forward", "'M' has 2 methods called 'Forward'; the compiler reads one",
        "[Model] partial class M { Value Forward([Shape(\"N, 3\")] Value x) => x; " +
        "Value Forward([Shape(\"N, 3\")] Value x, int y) => x; }", true)]
    [InlineData("DG1021", "MSELoss(\"z\")", "'M' has 2 losses; write a graph with a method 'Loss' to combine several",
        "[Model, Input(\"x\", \"N, 4\"), Linear(2), BCELoss(\"y\"), MSELoss(\"z\")] partial class M;")]
    [InlineData("DG1022", "Linear(2)", "'a' takes one input but gets two: a layer of one input is a field of type 'Layer'",
        "[Model] partial class M { [Linear(2)] readonly BinaryLayer a; Value Forward([Shape(\"N, 3\")] Value x) => a(x, x); }")]
    public void Mistakes_in_the_declaration(
        string id, string underlined, string message, string source, bool isSecond = false)
    {
        var run = Compiler.Run(source);

        var diagnostic = run.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe(id);
        diagnostic.GetMessage().ShouldBe(message);
        GeneratorRun.Underlined(diagnostic).ShouldBe(underlined);
        if (isSecond)
        {
            diagnostic.Location.SourceSpan.Start.ShouldBeGreaterThan(source.IndexOf(underlined, StringComparison.Ordinal));
        }

        run.CompilerErrors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("while (true) { }", "while", "a 'while' loop")]
    [InlineData("foreach (var c in \"ab\") { } return x;", "foreach", "a 'foreach' loop")]
    [InlineData("if (DateTime.Now.Year > 3) return x; return x;", "DateTime.Now.Year", "the property 'Year'")]
    [InlineData("try { return x; } finally { }", "try", "a 'try' statement")]
    [InlineData("return Local(); Value Local() => x;", "Local()", "a call of 'Local'")]
    [InlineData("Func<Value> f = () => x; return f();", "() => x", "a lambda")]
    [InlineData("return x * Math.Sqrt(2);", "Math.Sqrt(2)", "a call of 'Sqrt'")]
    [InlineData("return Endless(x);", "Endless(x)", "calls nested so deeply")]
    [InlineData("for (var i = 0; ; i++) { }", "i++", "a loop of so many steps")]
    [InlineData("if (x == null) return x; return x;", "null", "'null'")]
    [InlineData("var d = 0; return x / (1 / d);", "1 / d", "'1 / d'")]
    [InlineData("throw new Exception();", "throw", "'throw new Exception();'")]
    public void Bodies_outside_of_the_language(string body, string underlined, string what)
    {
        var run = Compiler.Run($$"""
            [Model]
            partial class M
            {
                static float Rate = 0.5f;

                Value Forward([Shape("N, 3")] Value x) { {{body}} }

                Value Endless(Value x) => Endless(x);
            }
            """);

        var diagnostic = run.Diagnostics.ShouldHaveSingleItem();
        diagnostic.GetMessage().ShouldBe($"The compiler cannot read {what} in 'Forward'; it reads {Language}");
        GeneratorRun.Underlined(diagnostic).ShouldBe(underlined);
    }

    [Fact]
    public void A_layer_in_the_loss_is_outside_of_the_language()
    {
        var diagnostic = Compiler.Run("""
            [Model]
            partial class M
            {
                [Linear(2)] readonly Layer a;
                Value Forward([Shape("N, 3")] Value x) => a(x);
                Value Loss(Value output) => a(output).Mean();
            }
            """).Diagnostics.ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldStartWith("The compiler cannot read a call of a layer in 'Loss'");
        GeneratorRun.Underlined(diagnostic).ShouldBe("a(output)");
    }

    [Theory]
    [InlineData("[Model, Input(\"x\", \"N, 4\"), Linear(\"two\")] partial class M;")]
    [InlineData("[Model, Input(\"x\"), Linear(2)] partial class M;")]
    [InlineData("[Model, Input(\"x\", \"N, 4\"), Lineer(2)] partial class M;")]
    [InlineData("[Model, Input(\"x\", \"N, 4, 4, 4\"), Conv2D(2), Flatten, Linear(3, Inputs = 7)] partial class M;")]
    [InlineData("[Model] partial class M { [Lineer(2)] readonly Layer a; Value Forward([Shape(\"N, 3\")] Value x) => a(x); }")]
    [InlineData("[Model, Input(\"x\", \"N, 4\"), Linear(2, Width = 3)] partial class M;")]
    [InlineData("[Model, Input(\"x\", \"N, 4\"), Linear(2), MSELoss] partial class M;")]
    [InlineData("[Model] partial class M { [Linear(2)] readonly Layer a; Value Forward([Shape(\"N, 3\")] Value x) => a(x).Frobnicate(); }")]
    [InlineData("[Model] partial class M { Value Forward([Shape(\"N, 3\")] Value x) { return a(x); } }")]
    [InlineData("[Model] partial class M { Value Forward([Shape(\"N, 3\")] Value x) { } }")]
    [InlineData("[Model] partial class M { Value Forward([Shape(\"N, 3\")] Valu x) => x; }")]
    [InlineData("[Model] partial class M { Valu Forward([Shape(\"N, 3\")] Value x) => x; }")]
    [InlineData("[Model] partial class M { Value Forward([Shape(\"N, 3\")] Value x) => x; " +
        "Value Loss(Value output) => output.Mse(output, 3); }")]
    public void What_CSharp_reports_is_not_reported_again(string source)
    {
        var run = Compiler.Run(source);

        run.Diagnostics.ShouldBeEmpty();
        run.CompilerDiagnostics.ShouldNotBeEmpty();
        run.CompilerDiagnostics.ShouldAllBe(diagnostic => diagnostic.Location.SourceTree!.FilePath == Compiler.FileName);
    }
}
