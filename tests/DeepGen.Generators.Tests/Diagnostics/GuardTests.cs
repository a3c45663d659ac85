using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Diagnostics;

public sealed class GuardTests
{
    private const string Source = """[Model, Input("x", "N, 4"), Linear(2)] partial class M;""";

    [Fact]
    public void A_fault_of_the_compiler_is_one_diagnostic_that_names_the_model()
    {
        var outcome = Guard.Compile(
            Reading.ModelOf(Source), (_, _) => throw new InvalidOperationException("first\nsecond"), CancellationToken.None);

        var diagnostic = outcome.Findings.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe("DG1190");
        diagnostic.Token.ShouldBe(0);
        diagnostic.Arguments.ShouldBe(["M", "InvalidOperationException: first second"]);
        outcome.Sources.ShouldHaveSingleItem().Text.ShouldContain("partial class M : global::DeepGen.Runtime.InvalidModel");
    }

    [Fact]
    public void A_cancellation_is_not_a_fault() =>
        Should.Throw<OperationCanceledException>(() => Guard.Compile(
            Reading.ModelOf(Source), (_, _) => throw new OperationCanceledException(), CancellationToken.None));

    [Fact]
    public void A_model_in_error_is_not_compiled()
    {
        var model = Reading.ModelOf("""[Model, Input("x", "N, 0"), Linear(2)] partial class M;""");

        var outcome = Guard.Compile(model, (_, _) => throw new InvalidOperationException("compiled"), CancellationToken.None);

        outcome.Findings.Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("DG1006");
    }

    [Fact]
    public void A_class_that_carries_the_attribute_twice_is_left_to_CSharp()
    {
        var run = Compiler.Run("""
            [Model, Input("x", "N, 4"), Linear(2)] partial class M;
            [Model] partial class M;
            """);

        run.Diagnostics.ShouldBeEmpty();
        run.CompilerDiagnostics.ShouldContain(diagnostic => diagnostic.Id == "CS0579");
    }
}
