using DeepGen.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Tests.Diagnostics;

/// <summary>Mistakes in blocks and in their uses: one error for each, at its place, which names the use if it is in a block.</summary>
public sealed class BlockDiagnosticsTests
{
    private const string Block = """
        [Block] public class B
        {
            public const int Width = 4;
            public const int Step = 1;
            public const Init Start = Init.Default;
            const int Hidden = 3;
            [Linear(Width, Init = Start)] readonly Layer a;
            Value Forward(Value x) => a(x);
        }
        """;

    private const string Uses = """
        [Model] partial class First { [Use<B>] readonly Layer b; Value Forward([Shape("N, 3")] Value x) => b(x); }
        [Model] partial class Second
        {
            [Use<B>] readonly Layer b;
            Value Forward([Shape("N, 3")] Value x) => b(x);
        }
        """;

    [Theory]
    [InlineData("DG1022", "Use<B>", "'b' takes one input but gets two: a layer of one input is a field of type 'Layer'",
        "[Use<B>] readonly BinaryLayer b;", "b(x, x)")]
    [InlineData("DG1023", "M", "'M' cannot be used here: it is no block; write [Block] before the class", "[Use<M>] readonly Layer b;")]
    [InlineData("DG1023", "Exception",
        "'Exception' cannot be used here: it is no block; write [Block] before the class", "[Use<Exception>] readonly Layer b;")]
    [InlineData("DG1024", "nameof(B.Step)",
        "'Use<B>' gives 'Step' no value: constants are written in pairs of a name and a value",
        "[Use<B>(nameof(B.Width), 3, nameof(B.Step))] readonly Layer b;")]
    [InlineData("DG1024", "5", "'Use<B>' has 5 where the name of a constant should be", "[Use<B>(5, 3)] readonly Layer b;")]
    [InlineData("DG1024", "\"Hidden\"", "'Use<B>' has no constant 'Hidden' to set: it has 'Width', 'Step', 'Start'",
        "[Use<B>(\"Hidden\", 3)] readonly Layer b;")]
    [InlineData("DG1024", "nameof(B.Width)", "'Use<B>' sets 'Width' twice",
        "[Use<B>(\"Width\", 3, nameof(B.Width), 3)] readonly Layer b;")]
    [InlineData("DG1025", "\"wide\"", "'Width' of 'B' is of type 'int' and cannot be \"wide\"",
        "[Use<B>(nameof(B.Width), \"wide\")] readonly Layer b;")]
    [InlineData("DG1025", "0.5", "'Width' of 'B' is of type 'int' and cannot be 0.5", "[Use<B>(nameof(B.Width), 0.5)] readonly Layer b;")]
    [InlineData("DG1025", "Approximate.Tanh", "'Start' of 'B' is of type 'Init' and cannot be DeepGen.Approximate.Tanh",
        "[Use<B>(nameof(B.Start), Approximate.Tanh)] readonly Layer b;")]
    [InlineData("DG1107", "Repeat = 0", "'Repeat' of 'b' is 0; it must be at least 1", "[Use<B>(Repeat = 0)] readonly Layer b;")]
    public void In_a_use(string id, string underlined, string message, string field, string call = "b(x)") => Report(
        id, underlined, message,
        $$"""{{Block}} [Model] partial class M { {{field}} Value Forward([Shape("N, 3")] Value x) => {{call}}; }""");

    [Theory]
    [InlineData("DG1003", "B", "'B' declares no layers: put layer attributes on the class, or layer fields and a method 'Forward' into it",
        "[Block] public class B;")]
    [InlineData("DG1009", "B", "'B' has layer fields but no method 'Forward' that says how they are wired",
        "[Block] public class B { [Linear(2)] readonly Layer a; }")]
    [InlineData("DG1018", "Forward", "'Forward' returns '(Value, Value)'; it must return a Value, as a block does",
        "[Block] public class B { (Value, Value) Forward(Value x) => (x, x); }")]
    [InlineData("DG1019", "a", "The field 'a' has no layer attribute: a layer is a field of type 'Layer' with one layer attribute",
        "[Block] public class B { readonly Layer a; Value Forward(Value x) => a(x); }")]
    [InlineData("DG1026", "B", "'B' cannot be a block: it has an input of its own; its input is what it is called with",
        "[Block, Input(\"x\", \"N, 3\"), Linear(2)] public class B;")]
    [InlineData("DG1026", "B", "'B' cannot be a block: it has a loss; the loss is the model's",
        "[Block, Linear(2), MSELoss(\"y\")] public class B;")]
    [InlineData("DG1026", "B", "'B' cannot be a block: it has the base class 'Base'",
        "public class Base; [Block, Linear(2)] public class B : Base;")]
    [InlineData("DG1026", "Forward", "'B' cannot be a block: it takes no values; a layer takes one or two",
        "[Block] public class B { [Linear(2)] readonly Layer a; Value Forward() => a(null!); }")]
    [InlineData("DG1026", "n", "'B' cannot be a block: it takes 'n' of type 'int'; a layer takes Values",
        "[Block] public class B { Value Forward(Value x, int n) => x; }")]
    public void In_a_block_by_itself_and_once_for_all_models_that_use_it(string id, string underlined, string message, string block)
    {
        Report(id, underlined, message, block);
        Report(id, underlined, message, block + Uses);
    }

    [Fact]
    public void A_model_cannot_be_a_block() => Report("DG1026", "B", "'B' cannot be a block: it is a model already",
        "[Block, Model, Input(\"x\", \"N, 3\"), Linear(2)] public partial class B;");

    [Fact]
    public void A_block_cannot_use_itself() => Report("DG1023", "B",
        "'B' cannot be used here: it uses itself, B -> C -> B; in b.inner (Use<C>)", """
        [Block] public class B { [Use<C>] readonly Layer inner; Value Forward(Value x) => inner(x); }
        [Block] public class C { [Use<B>] readonly Layer inner; Value Forward(Value x) => inner(x); }
        [Model] partial class M { [Use<B>] readonly Layer b; Value Forward([Shape("N, 3")] Value x) => b(x); }
        """);

    [Theory]
    [InlineData("DG1102", "Inputs = Width + 1",
        "'b.1.a' is declared with 4 inputs but receives 3: x [N, 4] -> b.0.a [N, 3]; remove 'Inputs = 4' or write 3; " +
        "in b.1 (Use<B> Width = 3)",
        "[Linear(Width, Inputs = Width + 1)] readonly Layer a; Value Forward(Value x) => a(x);", "4", "3, Repeat = 2")]
    [InlineData("DG1010", "while",
        "The compiler cannot read a 'while' loop in 'Forward'; it reads", "Value Forward(Value x) { while (true) { } }", "3", "3")]
    [InlineData("DG1101", "\"N, Width\"",
        "'x' expects [N, 4] but receives [N, 3]: x [N, 3]; in b (Use<B> Width = 4)",
        "Value Forward([Shape(\"N, Width\")] Value x) => x;", "3", "4")]
    [InlineData("DG1010", "Forward", "The compiler cannot read an end without 'return', as these constants give it, in 'Forward'; it reads",
        "Value Forward(Value x) { if (Width == 3) return x; }", "3", "4")]
    public void In_a_block_as_one_use_has_it(string id, string underlined, string message, string members, string width, string value)
    {
        var diagnostic = Report(id, underlined, message, $$"""
            [Block] public class B { public const int Width = {{width}}; {{members}} }
            [Model] partial class M
            {
                [Use<B>(nameof(B.Width), {{value}})] readonly Layer b;
                Value Forward([Shape("N, {{(underlined == "Inputs = Width + 1" ? 4 : 3)}}")] Value x) => b(x);
            }
            """);
        diagnostic.AdditionalLocations.Select(place => place.SourceTree!.GetText().ToString(place.SourceSpan))
            .ShouldBe([$"Use<B>(nameof(B.Width), {value})"]);
    }

    [Fact]
    public void What_every_use_does_wrong_is_one_error()
    {
        const string Message = "'Probability' of 'c.0.d' is 1.5; it must be in [0, 1); in c.0 (Use<B>) and another use";
        var diagnostic = Report("DG1107", "1.5", Message, """
            [Block] public class B { [Dropout(1.5)] readonly Layer d; Value Forward(Value x) => d(x); }
            [Model] partial class M
            {
                [Use<B>] readonly Layer b;
                [Use<B>(Repeat = 2)] readonly Layer c;
                (Value p, Value q) Forward([Shape("N, 3")] Value x) => (b(x), c(x));
            }
            [Model] partial class O { [Use<B>] readonly Layer b; Value Forward([Shape("N, 3")] Value x) => b(x); }
            """);
        diagnostic.AdditionalLocations.Count.ShouldBe(2);
    }

    [Fact]
    public void A_block_of_another_assembly_has_no_source()
    {
        var library = Compiler.Compile(("Library.cs", "[Block, Linear(4)] public class B;"));
        var source = "[Model, Input(\"x\", \"N, 3\"), Use<B>] public partial class M;";
        var input = Compiler.Compile((Compiler.FileName, source)).AddReferences(library.WithAssemblyName("Lib").ToMetadataReference());
        var driver = Compiler.Driver().RunGenerators(input);

        var diagnostic = driver.GetRunResult().Diagnostics.ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'B' cannot be used here: it is in another assembly, 'Lib', which holds no source; "
            + "put its source into this project");
    }

    [Fact]
    public void A_block_that_is_never_called_is_one_warning()
    {
        var diagnostic = Compiler.Run(Block + """
            [Model] partial class M { [Use<B>(Repeat = 3)] readonly Layer b; Value Forward([Shape("N, 3")] Value x) => x; }
            """).Diagnostics.ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("The layer 'b' is never called in 'Forward', so the model leaves it out");
    }

    private static Diagnostic Report(string id, string underlined, string message, string source)
    {
        var run = Compiler.Run(source);

        var diagnostic = run.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe(id);
        diagnostic.GetMessage().ShouldStartWith(message);
        GeneratorRun.Underlined(diagnostic).ShouldBe(underlined);
        run.CompilerErrors.ShouldBeEmpty();
        return diagnostic;
    }
}
