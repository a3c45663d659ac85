using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Diagnostics;

public sealed class GuardTests
{
    private const string Source = """[Model, Input("x", "N, 4"), Linear(2)] partial class M;""";

    [Fact]
    public void A_fault_of_the_compiler_is_one_diagnostic_that_names_the_model()
    {
        var model = Guard.Compile(
            Reading.ModelOf(Source), (_, _) => throw new InvalidOperationException("first\nsecond"), CancellationToken.None);

        var diagnostic = model.Outcome.Findings.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe("DG1190");
        diagnostic.Token.ShouldBe(0);
        diagnostic.Arguments.ShouldBe(["M", "InvalidOperationException: first second"]);
        model.Outcome.Sources.ShouldHaveSingleItem().Text.ShouldContain("partial class M : global::DeepGen.Runtime.InvalidModel");

        // Files for devices would be part of a class that they do not fit, and meet the same fault again.
        model.Lowered.ShouldBeNull();
    }

    [Fact]
    public void A_fault_in_the_files_for_devices_alone_leaves_the_others_as_they_are()
    {
        var model = Guard.Compile(Reading.ModelOf(Source), CancellationToken.None);
        model.Outcome.Findings.Diagnostics.ShouldBeEmpty();

        var outcome = Guard.CompileForDevices(
            model.Lowered!, (_, _) => throw new InvalidOperationException("first\nsecond"), CancellationToken.None);

        outcome.Sources.IsEmpty.ShouldBeTrue();
        outcome.Fault!.Id.ShouldBe("DG1190");
        outcome.Fault.Arguments.ShouldBe(["M", "InvalidOperationException: first second"]);
        Guard.CompileForDevices(model.Lowered!, CancellationToken.None).Sources.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_cancellation_is_not_a_fault() =>
        Should.Throw<OperationCanceledException>(() => Guard.Compile(
            Reading.ModelOf(Source), (_, _) => throw new OperationCanceledException(), CancellationToken.None));

    [Fact]
    public void A_model_in_error_is_not_compiled()
    {
        var model = Reading.ModelOf("""[Model, Input("x", "N, 0"), Linear(2)] partial class M;""");

        var compiled = Guard.Compile(model, (_, _) => throw new InvalidOperationException("compiled"), CancellationToken.None);

        compiled.Lowered.ShouldBeNull();
        compiled.Outcome.Findings.Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("DG1006");
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
