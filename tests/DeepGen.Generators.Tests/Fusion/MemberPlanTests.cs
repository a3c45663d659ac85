using DeepGen.Generators.Tests.Compiled;
using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Fusion;

/// <summary>What freezing and asking for gradients change of a step's kernels.</summary>
public class MemberPlanTests
{
    [Fact]
    public void A_frozen_convolution_ends_the_backward_pass()
    {
        string[] trained = Step("", ""), frozen = Step(", Frozen = true", "");
        trained.Count(IsBackward).ShouldBe(5);
        frozen.Where(IsBackward).ShouldBe(
        [
            "CrossEntropyLinear1Backward: column (equal divide negate select multiply add) + sum(value)",
            "Linear1Backward: contract",
        ]);
    }

    [Fact]
    public void A_frozen_layer_behind_a_trained_one_passes_the_gradient_on_and_has_none()
    {
        string[] trained = Step("", ""), frozen = Step("", ", Frozen = true");

        // Its own two gradients are gone, and nothing else.
        trained.Count(IsBackward).ShouldBe(frozen.Count(IsBackward) + 1);
        frozen.ShouldNotContain("Linear1Backward: contract");
        frozen.Count(kernel => kernel.StartsWith("Conv1Backward", StringComparison.Ordinal)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Prediction_computes_nothing_of_an_auxiliary_output()
    {
        const string model = """
            [Model] public partial class M
            {
                [Linear(3)] readonly Layer a;
                [Linear(4)] readonly Layer b;
                [Auxiliary("other")] (Value output, Value other) Forward([Shape("N, 5")] Value x) => (a(x), b(x));
                Value Loss(Value output, Value other) => output.Mean() + other.Mean();
            }
            """;
        var graph = new CompiledGraph(Reading.Of(model)).Evaluation;
        PlanText.Of(ModelCompiler.Lower(graph with { Loss = null, Targets = [], Auxiliaries = [] }, default))
            .ShouldBe(["A: contract + (add) (1 of 2 stored)"]);
    }

    private static bool IsBackward(string kernel) => kernel.Split(':')[0].EndsWith("Backward", StringComparison.Ordinal);

    private static string[] Step(string convolution, string linear) => PlanText.Of(ModelCompiler.Lower(
        new CompiledGraph(Reading.Of(
            $"[Model, Input(\"x\", \"N, 1, 6, 6\"), Conv2d(3, Kernel = 3{convolution}), ReLU, Flatten, Linear(4{linear}), "
            + "CrossEntropyLoss(\"label\")] public partial class M;")).Training, default));
}
