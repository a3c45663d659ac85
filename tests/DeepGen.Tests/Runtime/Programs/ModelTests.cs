using System.Numerics.Tensors;
using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Programs;

public class ModelTests
{
    private static readonly float[] X = [1, 2, 3, -1, 0, 0.5f];
    private static readonly int[] Labels = [1, 0];

    [Fact]
    public void PredictsWhatTheParametersSay()
    {
        using TinyModel model = Prepared();
        OutputView y = model.Predict(new ReadOnlyTensorSpan<float>(X, [2, 3]));
        y.Name.ShouldBe("y");
        y.Shape.ToArray().ShouldBe([2, 2]);
        y.ToArray().ShouldBe([14.5f, 31.25f, 1, -1.75f]);
        y.Tensor[1, 0].ShouldBe(1);
        model.Predict(X, 2).ToArray().ShouldBe([14.5f, 31.25f, 1, -1.75f]);
    }

    [Fact]
    public void StepLeavesLossOutputsGradientsStatisticsAndCounters()
    {
        using TinyModel model = Prepared();
        StepResult step = model.Step(new ReadOnlyTensorSpan<float>(X, [2, 3]), Labels);

        // (14.5^2 + 30.25^2 + 0^2 + 1.75^2) / 2
        step.Loss.ShouldBe(564.1875f);
        step.Outputs["y"].ToArray().ShouldBe([14.5f, 31.25f, 1, -1.75f]);
        model.Parameters.GradientSpan.ToArray().ShouldBe([14.5f, 29, 43.5f, 32, 60.5f, 89.875f, 14.5f, 28.5f]);
        model.State["norm1.running_mean"].ToArray().ShouldBe([0, 0.1f, 0.175f]);
        model.State.NumBatchesTracked("norm1.num_batches_tracked").ShouldBe(1);
        model.StepCount.ShouldBe(1);
        model.LastKey.Stream1.ShouldBe(0u);
        model.Step(new ReadOnlyTensorSpan<float>(X, [2, 3]), Labels);
        model.LastKey.Stream1.ShouldBe(1u);
        model.Evaluate(new ReadOnlyTensorSpan<float>(X, [2, 3]), Labels).Loss.ShouldBe(564.1875f);
        model.StepCount.ShouldBe(2);
    }

    [Fact]
    public void ALayerThatAStepCallsTwiceCountsTwoBatches()
    {
        ModelDefinition definition = TinyModel.Definition();
        definition.Counters[0] = definition.Counters[0] with { Calls = 2 };
        using var model = new TinyModel(definition);
        var x = new ReadOnlyTensorSpan<float>(X, [2, 3]);
        model.Step(x, Labels);
        model.State.NumBatchesTracked("norm1.num_batches_tracked").ShouldBe(2);
        model.Evaluate(x, Labels);
        model.Step(x, Labels, Gradients.Accumulate);
        model.State.NumBatchesTracked("norm1.num_batches_tracked").ShouldBe(4);
    }

    [Fact]
    public void AccumulatingAddsAndOverwritingReplaces()
    {
        using TinyModel model = Prepared();
        var x = new ReadOnlyTensorSpan<float>(X, [2, 3]);
        model.Step(x, Labels);
        float[] once = model.Parameters.GradientSpan.ToArray();
        model.Step(x, Labels, Gradients.Accumulate);
        model.Parameters.GradientSpan.ToArray().ShouldBe(once.Select(g => 2 * g));
        model.Step(x, Labels);
        model.Parameters.GradientSpan.ToArray().ShouldBe(once);
        model.Parameters.ZeroGradients();
        model.Step(x, Labels, Gradients.Accumulate);
        model.Parameters.GradientSpan.ToArray().ShouldBe(once);
    }

    [Fact]
    public void AnOutputThatIsGoneSaysSo()
    {
        using TinyModel model = Prepared();
        StepResult step = model.Step(new ReadOnlyTensorSpan<float>(X, [2, 3]), Labels);
        OutputView output = step.Output;
        model.Predict(X, 2);
        Should.Throw<InvalidOperationException>(() => output.ToArray()).Message.ShouldContain("copy it with ToArray()");
        step.Loss.ShouldBe(564.1875f);
    }

    [Fact]
    public void APackedCopyIsWrittenOncePerVersion()
    {
        using TinyModel model = Prepared();
        model.Predict(X, 2);
        model.Predict(X, 2);
        model.Packings.ShouldBe(1);
        model.Parameters.Linear1.Weight.Edit(weight => weight[0] = 5);
        model.Predict(X, 2).Values[0].ShouldBe(18.5f);
        model.Packings.ShouldBe(2);
        model.Parameters.Linear1.Bias.CopyFrom([0, 0]);
        model.Predict(X, 2).Values[0].ShouldBe(18f);
        model.Packings.ShouldBe(3);

        // Neither a Step nor an edit of the running statistics changes a parameter.
        model.Step(new ReadOnlyTensorSpan<float>(X, [2, 3]), Labels);
        model.State.CopyFrom("norm1.running_mean", [1, 2, 3]);
        model.Predict(X, 2);
        model.Packings.ShouldBe(3);
    }

    [Fact]
    public void APackThatFailedIsWrittenAgain()
    {
        using TinyModel model = Prepared();
        model.FailPacking = true;
        Should.Throw<InvalidDataException>(() => model.Predict(X, 2));
        model.Predict(X, 2).ToArray().ShouldBe([14.5f, 31.25f, 1, -1.75f]);
        model.Packings.ShouldBe(2);
    }

    [Fact]
    public void AChangeDuringPackingMakesTheCopyStale()
    {
        using TinyModel model = Prepared();
        model.DuringPacking = () =>
        {
            model.DuringPacking = null;
            model.Parameters.Linear1.Weight.Edit(weight => weight[0] = 5);
        };
        model.Predict(X, 2);
        model.Predict(X, 2).Values[0].ShouldBe(18.5f);
    }

    [Fact]
    public void SummaryAndChartTellWhatTheModelIs()
    {
        using var model = new TinyModel();
        model.Summary().ShouldBe(
            """
            TinyModel
            --------------------------------------------------------------------------------
            Layer                 Input                    Output  Parameters  Multiply-adds
            --------------------------------------------------------------------------------
            block                 [N, 3]                   [N, 2]           8          N * 6
              linear1: Linear(2)  [N, 3]                   [N, 2]           8          N * 6
              norm1: Statistics   [N, 2]                   [N, 2]           -              -
            Flatten               [N, 2], [((N + 1) / 2)]  []               -              -
            --------------------------------------------------------------------------------
            Trainable parameters: 8
            Frozen parameters: 0
            Multiply-adds: N * 6
            Other operations: N * 1,200 + 1
            Parameters: 0.0 KiB
            State: 0.0 KiB

            """.ReplaceLineEndings("\n"));
        model.Summary(1000).ShouldContain("  [1000, 2], [500]  []  ");
        model.Summary(1000).ShouldContain("\nInputs: 11.7 KiB\nMemory of Predict: 19.6 KiB\n");
        model.ToMermaid().ShouldBe("graph TD; x --> linear1 --> y");
        model.ToString().ShouldBe("TinyModel on cpu");
    }

    internal static TinyModel Prepared()
    {
        var model = new TinyModel(seed: 3);
        model.Parameters["linear1.weight"].CopyFrom([1, 2, 3, 4, 5, 6]);
        model.Parameters.Linear1.Bias.CopyFrom([0.5f, -0.75f]);
        return model;
    }
}
