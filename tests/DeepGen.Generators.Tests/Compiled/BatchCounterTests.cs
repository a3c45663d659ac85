namespace DeepGen.Generators.Tests.Compiled;

/// <summary>A norm counts the batches that it has seen, each call of a step being one.</summary>
public class BatchCounterTests
{
    [Fact]
    public void A_norm_that_is_called_twice_counts_two()
    {
        using var models = new CompiledModels(
            """
            [Model]
            public partial class Twice
            {
                [BatchNorm1d] readonly Layer norm;
                [Linear(2)] readonly Layer head;

                Value Forward([Shape("N, 4")] Value x) => head(norm(norm(x).Relu()));

                Value Loss(Value output, [Shape("N")] Value<int> label) => output.CrossEntropy(label);
            }
            """);
        var model = models.Cases["Twice"];
        for (int step = 0; step < 3; step++) model.Step(Feed.Random(model.Graph.Evaluation, 8, step));
        model.Model.State.NumBatchesTracked("norm.num_batches_tracked").ShouldBe(6);
    }
}
