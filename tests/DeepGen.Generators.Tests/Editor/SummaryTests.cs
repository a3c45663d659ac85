using DeepGen.Generators.Tests.Harness;
using DeepGen.Generators.Tests.Snapshots;

namespace DeepGen.Generators.Tests.Editor;

/// <summary>The tables that a model prints of itself.</summary>
public sealed class SummaryTests
{
    public static TheoryData<string> Names => EditorModels.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_summary_is_as_it_was_approved(string name)
        => EditorModels
            .Of(name, model => $"{model.Summary()}\n{(name == "ResNet" ? model.Summary(64, ("H", 15)) : model.Summary(batch: 64))}")
            .ShouldBeApproved($"{name}.summary.txt");

    [Fact]
    public void Parameters_and_multiply_adds_are_those_counted_by_hand()
    {
        const long First = 28 * 28 * 32 * 9, Second = 14 * 14 * 64 * 32 * 9, Third = 3136 * 128, Last = 128 * 10;
        const long Parameters = (9 * 32) + 32 + 64 + (32 * 64 * 9) + 64 + 128 + Third + 128 + Last + 10;

        string summary = EditorModels.Of("Cnn", model => model.Summary(batch: 1));

        summary.ShouldContain(FormattableString.Invariant($"\nMultiply-adds: {First + Second + Third + Last:N0}\n"));
        summary.ShouldContain(FormattableString.Invariant($"\nTrainable parameters: {Parameters:N0}\n"));
    }

    [Fact]
    public void Dims_that_are_missing_unknown_or_too_small_are_named()
    {
        EditorModels.Of("ResNet", model =>
        {
            Should.Throw<ArgumentException>(() => model.Summary(64)).Message
                .ShouldStartWith("'H' has no extent: write Summary(64, (\"H\", ...)).");
            Should.Throw<ArgumentException>(() => model.Summary(64, ("W", 3))).Message
                .ShouldStartWith("'ResNet' has the dims N, H, and no other 'W'.");
            return Should.Throw<ArgumentException>(() => model.Summary(0, ("H", 3))).Message;
        }).ShouldBe("'N' is 0; it must be at least 1.");
    }

    [Fact]
    public void A_variant_tells_of_itself()
    {
        using var models = Compiler.Run(EditorModels.Blocks).ShouldBeClean().Load();
        using var written = (CompiledModel)models.Create("Blocks", default(Device), 0UL);
        using var shallow = (CompiledModel)written.GetType().GetMethod("Create")!.Invoke(null, [1, default(Device), 0UL])!;

        written.Summary().ShouldContain("\nTrainable parameters: 683\n");
        shallow.Summary().ShouldContain("\nTrainable parameters: 531\n");
        written.ToMermaid().ShouldContain("subgraph");
        shallow.ToMermaid().Split("subgraph").Length.ShouldBe(written.ToMermaid().Split("subgraph").Length - 1);
    }

    [Fact]
    public void Layers_that_are_called_twice_count_their_parameters_once()
    {
        const string Source = """
            [Model]
            public partial class Shared
            {
                [Linear(4)] readonly Layer twice;

                Value Forward([Shape("N, 4")] Value x) => twice(twice(x).Relu());
            }
            """;

        string summary = EditorModels.OfSource(Source, "Shared", model => model.Summary());

        summary.ShouldContain("\nTrainable parameters: 20\n");
        summary.ShouldContain("\nMultiply-adds: N * 32\n");
    }
}
