using System.Numerics.Tensors;

namespace DeepGen.Training.Tests;

public sealed class MetricTests
{
    [Fact]
    public void A_running_mean_weighs_its_values()
    {
        var mean = new RunningMean();
        mean.Value.ShouldBe(double.NaN);
        mean.Add(1, 3);
        mean.Add(5);
        (mean.Value, mean.Weight).ShouldBe((2.0, 4.0));
        mean.Add(double.NaN);
        mean.Value.ShouldBe(double.NaN);
        mean.Reset();
        mean.Add(7);
        mean.Value.ShouldBe(7);
        Should.Throw<ArgumentOutOfRangeException>(() => mean.Add(1, 0));
    }

    [Theory]
    [InlineData(new[] { 1f, 3f, 2f }, 1)]
    [InlineData(new[] { 3f, 3f, 2f }, 0)]
    [InlineData(new[] { -1f, -3f, -2f }, 0)]
    [InlineData(new[] { 5f, float.NaN, 2f }, -1)]
    [InlineData(new[] { float.NaN, 5f, 2f }, -1)]
    [InlineData(new[] { float.NegativeInfinity, float.NegativeInfinity }, 0)]
    [InlineData(new[] { 1f, float.PositiveInfinity }, 1)]
    [InlineData(new float[0], -1)]
    public void The_largest_score_is_the_prediction_unless_one_is_not_a_number(float[] scores, int expected)
        => Predictions.ArgMax(scores).ShouldBe(expected);

    [Fact]
    public void A_nan_far_behind_in_a_long_row_is_seen()
    {
        var scores = new float[1000];
        scores[10] = 1;
        Predictions.ArgMax(scores).ShouldBe(10);
        scores[997] = float.NaN;
        Predictions.ArgMax(scores).ShouldBe(-1);
    }

    [Fact]
    public void Accuracy_counts_what_is_right_over_batches()
    {
        var accuracy = new Accuracy();
        accuracy.Value.ShouldBe(double.NaN);
        accuracy.Add([1f, 2f, 4f, 3f], [1, 0]).ShouldBe(1);
        accuracy.Add([1f, 2f, float.NaN, 9f], [0, 1]).ShouldBe(0);
        accuracy.Add([], []).ShouldBe(double.NaN);
        (accuracy.Correct, accuracy.Count, accuracy.Value).ShouldBe((2, 4, 0.5));
        accuracy.Add(Tensor.Create([0f, 1f, 1f, 0f], [2, 2]), Tensor.Create([1, 0])).ShouldBe(1);
        accuracy.Add([float.NaN, 0f], [-1]).ShouldBe(0);
        accuracy.Reset();
        accuracy.Count.ShouldBe(0);
        Should.Throw<ArgumentException>(() => accuracy.Add([1f, 2f, 3f], [0, 1])).Message
            .ShouldContain("3 scores cannot be shared out among 2 labels");
        Should.Throw<ArgumentException>(() => accuracy.Add([], [0]));
        Should.Throw<ArgumentException>(() => accuracy.Add([1f], []));
    }

    [Fact]
    public void A_confusion_matrix_shows_what_was_taken_for_what()
    {
        var matrix = new ConfusionMatrix(3);
        matrix.Add([9f, 0f, 0f, 0f, 9f, 0f, 0f, 9f, 0f, float.NaN, 0f, 0f], [0, 0, 1, 1]);
        matrix[0, 0].ShouldBe(1);
        matrix[0, 1].ShouldBe(1);
        matrix[1, -1].ShouldBe(1);
        (matrix.Recall(0), matrix.Recall(1), matrix.Recall(2)).ShouldBe((0.5, 0.5, double.NaN));
        (matrix.Precision(0), matrix.Precision(1), matrix.Precision(2)).ShouldBe((1.0, 0.5, double.NaN));
        matrix.ToString().ShouldBe(
            """
             label    0    1    2 none  recall
                 0    1    1    0    0  0.5000
                 1    0    1    0    1  0.5000
                 2    0    0    0    0  NaN

            """.ReplaceLineEndings("\n"));
        Should.Throw<ArgumentOutOfRangeException>(() => matrix.Add([1f, 2f, 3f], [3])).Message.ShouldContain("Label 3");
        Should.Throw<ArgumentException>(() => matrix.Add([1f, 2f], [1])).Message.ShouldContain("has 3 classes, but there are 2 scores");
    }

    [Fact]
    public void Binary_accuracy_counts_the_right_side_of_the_threshold()
    {
        float[] targets = [1, 0, 1, 0, 1];
        float[] logits = [0.1f, -3, -0.1f, 0, float.NaN];
        Binary(logits, targets).ShouldBe(3 / 5.0);
        Binary([0.6f, 0.4f, 0.4f, 0.6f, 0.6f], targets, 0.5f).ShouldBe(3 / 5.0);
        Binary([], []).ShouldBe(double.NaN);
        Should.Throw<ArgumentException>(() => Binary(logits, [1])).Message.ShouldContain("There are 5 scores for 1 targets");
    }

    private static double Binary(float[] scores, float[] targets, float threshold = 0)
        => Accuracy.OfBinary(new ReadOnlyTensorSpan<float>(scores), new ReadOnlyTensorSpan<float>(targets), threshold);
}
