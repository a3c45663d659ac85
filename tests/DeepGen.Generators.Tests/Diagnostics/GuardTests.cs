using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Diagnostics;

public sealed class GuardTests
{
    private const string Source = """[Model, Input("x", "N, 4"), Linear(2)] partial class M;""";

    private static LoweredOutcome Lowered => Guard.Lower(Reading.ModelOf(Source), CancellationToken.None);

    [Fact]
    public void A_fault_of_the_compiler_is_one_diagnostic_that_names_the_model()
    {
        var model = Guard.Lower(
            Reading.ModelOf(Source), (_, _) => throw new InvalidOperationException("first\nsecond"), CancellationToken.None);

        ShouldBeFault(Guard.Compile(model, CancellationToken.None));
        model.HasPrograms.ShouldBeFalse();
    }

    [Fact]
    public void A_fault_in_the_files_for_the_processor_leaves_none_for_devices()
    {
        var model = Lowered;
        ShouldBeFault(Guard.Compile(model, (_, _) => throw new InvalidOperationException("first\nsecond"), CancellationToken.None));

        // They would be part of a class that they do not fit, and a fault that both meet is one.
        var outcome = Guard.CompileForDevices(
            model, (_, _) => throw new InvalidOperationException("first\nsecond"), CancellationToken.None);
        outcome.Sources.IsEmpty.ShouldBeTrue();
        outcome.Fault.ShouldBeNull();
        Guard.CompileForDevices(model, CancellationToken.None).Sources.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_fault_in_the_files_for_devices_alone_leaves_the_others_as_they_are()
    {
        var model = Lowered;

        var outcome = Guard.CompileForDevices(
            model, (_, _) => throw new InvalidOperationException("first\nsecond"), CancellationToken.None);

        outcome.Sources.IsEmpty.ShouldBeTrue();
        outcome.Fault!.Id.ShouldBe("DG1190");
        outcome.Fault.Arguments.ShouldBe(["M", "InvalidOperationException: first second"]);
        var compiled = Guard.Compile(model, CancellationToken.None);
        compiled.Findings.Diagnostics.ShouldBeEmpty();
        compiled.HasPrograms.ShouldBeTrue();
        Guard.CompileForDevices(model, CancellationToken.None).Sources.ShouldHaveSingleItem();
    }

    [Fact]
    public void Who_asks_for_the_files_for_devices_has_the_others_compiled_beside_them()
    {
        var model = Lowered;
        Guard.CompileForDevices(model, CancellationToken.None);

        var compiled = Guard.Compile(model, (_, _) => throw new InvalidOperationException("compiled again"), CancellationToken.None);

        compiled.Findings.Diagnostics.ShouldBeEmpty();
        compiled.Sources.ShouldBe(Guard.Compile(Lowered, CancellationToken.None).Sources);
    }

    [Fact]
    public void A_cancellation_is_not_a_fault()
    {
        Should.Throw<OperationCanceledException>(() => Guard.Lower(
            Reading.ModelOf(Source), (_, _) => throw new OperationCanceledException(), CancellationToken.None));
        Should.Throw<OperationCanceledException>(() => Guard.Compile(
            Lowered, (_, _) => throw new OperationCanceledException(), CancellationToken.None));
        Should.Throw<OperationCanceledException>(() => Guard.CompileForDevices(
            Lowered, (_, _) => throw new OperationCanceledException(), CancellationToken.None));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var model = Lowered;
        Should.Throw<OperationCanceledException>(() => Guard.CompileForDevices(model, cancelled.Token));

        // What was broken off is compiled when it is asked for again.
        Guard.CompileForDevices(model, CancellationToken.None).Sources.ShouldHaveSingleItem();
        Guard.Compile(model, CancellationToken.None).HasPrograms.ShouldBeTrue();
    }

    [Fact]
    public void A_model_in_error_is_not_compiled()
    {
        var model = Guard.Lower(
            Reading.ModelOf("""[Model, Input("x", "N, 0"), Linear(2)] partial class M;"""),
            (_, _) => throw new InvalidOperationException("lowered"), CancellationToken.None);

        var compiled = Guard.Compile(model, (_, _) => throw new InvalidOperationException("compiled"), CancellationToken.None);

        model.HasPrograms.ShouldBeFalse();
        compiled.HasPrograms.ShouldBeFalse();
        compiled.Findings.Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("DG1006");
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

    private static void ShouldBeFault(CompiledOutcome compiled)
    {
        var diagnostic = compiled.Findings.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe("DG1190");
        diagnostic.Token.ShouldBe(0);
        diagnostic.Arguments.ShouldBe(["M", "InvalidOperationException: first second"]);
        compiled.HasPrograms.ShouldBeFalse();
        compiled.Sources.ShouldHaveSingleItem().Text.ShouldContain("partial class M : global::DeepGen.Runtime.InvalidModel");
    }
}
