namespace DeepGen.Tests.Optimizers;

public class ClipTests
{
    [Fact]
    public void NormScalesEverythingAndReturnsTheNormBefore()
    {
        using var model = new FlatModel(2, threads: 1);
        new float[] { 3, -4 }.CopyTo(model.Parameters.GradientSpan);
        Clip.Norm(model.Parameters, 10).ShouldBe(5);
        model.Parameters.GradientSpan.ToArray().ShouldBe([3, -4]);
        Clip.Norm(model.Parameters, 1).ShouldBe(5);

        // PyTorch divides by the norm + 1e-6, which shows in the seventh digit; a float has not many more.
        model.Parameters.GradientSpan.ToArray().ShouldBe([0.6f, -0.8f], 3e-7);
        model.Parameters.TotalNorm.ShouldBe(1, 3e-7);
    }

    [Fact]
    public void TheNormIsThatInDoubleForAnyLength()
    {
        foreach (int length in (int[])[1, 7, 8, 9, 15, 16, 17, 1000, 4097])
        {
            using var model = new FlatModel(length, threads: 1);
            model.Parameters.Span.CopyTo(model.Parameters.GradientSpan);
            double expected = Math.Sqrt(model.Parameters.Span.ToArray().Sum(value => (double)value * value));

            // Two orders of adding up at most 4097 positive doubles: far below 4097 * 1.1e-16.
            (model.Parameters.TotalNorm / expected).ShouldBe(1, 4.5e-13);
        }
    }

    [Fact]
    public void ANormThatFloatsCannotHoldIsRight()
    {
        using var model = new FlatModel(40, threads: 1);
        model.Parameters.GradientSpan.Fill(1e30f);

        // The gradients are floats: 1e30 is off by 6e-8 of itself at most.
        (model.Parameters.TotalNorm / (1e30 * Math.Sqrt(40))).ShouldBe(1, 6e-8);
        Clip.Norm(model.Parameters, 1);
        model.Parameters.TotalNorm.ShouldBe(1, 3e-7);
    }

    [Fact]
    public void ValueLimitsEachGradientAndKeepsNaN()
    {
        using var model = new FlatModel(5, threads: 1);
        new float[] { 3, -4, 0.5f, float.NaN, float.NegativeInfinity }.CopyTo(model.Parameters.GradientSpan);
        Clip.Value(model.Parameters, 1);
        model.Parameters.GradientSpan.ToArray().ShouldBe([1, -1, 0.5f, float.NaN, -1]);
    }

    [Fact]
    public void ANegativeLimitIsRefused()
    {
        using var model = new FlatModel(1, threads: 1);
        Should.Throw<ArgumentOutOfRangeException>(() => Clip.Norm(model.Parameters, -1));
        Should.Throw<ArgumentOutOfRangeException>(() => Clip.Value(model.Parameters, double.NaN));
    }
}
