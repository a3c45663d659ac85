using DeepGen.Tests.Runtime.Programs;

namespace DeepGen.Tests.Parameters;

public class InitializerTests
{
    private static readonly int[] Shape = [64, 32, 3, 5];

    // 64 * 32 * 15 = 30,720 numbers: the mean of so many has a deviation of s / 175, their variance one of about s^2 * sqrt(2 / 30720),
    // which is 0.8 %. Four of each leave one test run in ten thousand to chance, and the seed is fixed.
    private const int Count = 64 * 32 * 15;
    private const double MeanTolerance = 4 / 175.0;
    private const double DeviationTolerance = 0.016;

    public static TheoryData<string, double, bool> Cases => new()
    {
        // fan in 32 * 15 = 480, fan out 64 * 15 = 960; the deviation of a uniform number is its bound / sqrt(3).
        { "default", 1 / Math.Sqrt(480) / Math.Sqrt(3), true },
        { "kaiming uniform", Math.Sqrt(2.0 / 480), true },
        { "kaiming normal", Math.Sqrt(2.0 / 480), false },
        { "kaiming fan out tanh", 5.0 / 3 / Math.Sqrt(960), true },
        { "xavier uniform", Math.Sqrt(2.0 / 1440), true },
        { "xavier normal", 3 * Math.Sqrt(2.0 / 1440), false },
        { "uniform", 2 / Math.Sqrt(3), true },
        { "normal", 0.5, false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void DistributionsAreThoseOfPyTorch(string name, double deviation, bool uniform)
    {
        double[] values = [.. Fill(Named(name), 7, "conv1.weight").Select(value => (double)value)];
        double mean = values.Average();
        double found = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        (mean / deviation).ShouldBe(0, MeanTolerance);
        (found / deviation).ShouldBe(1, DeviationTolerance);
        double reach = values.Max(Math.Abs) / deviation;
        if (uniform)
        {
            // 30,720 uniform numbers come within a thousandth of the bound.
            reach.ShouldBeInRange(Math.Sqrt(3) * 0.999, Math.Sqrt(3) * 1.0000001);
        }
        else
        {
            // The largest of 30,720 normal numbers is near 4.1 deviations, and beyond 6 once in 16,000 draws.
            reach.ShouldBeInRange(3.5, 6);
        }
    }

    [Fact]
    public void NumbersFollowFromSeedAndName()
    {
        float[] first = Fill(Initializer.DefaultWeight, 7, "conv1.weight");
        Fill(Initializer.DefaultWeight, 7, "conv1.weight").ShouldBe(first);
        Fill(Initializer.DefaultWeight, 8, "conv1.weight").ShouldNotBe(first);
        Fill(Initializer.DefaultWeight, 7, "conv2.weight").ShouldNotBe(first);
        using TinyModel a = new(seed: 1), b = new(seed: 1), c = new(seed: 2);
        a.Parameters.Span.ToArray().ShouldBe(b.Parameters.Span.ToArray());
        a.Parameters.Span.ToArray().ShouldNotBe(c.Parameters.Span.ToArray());
        a.Parameters.Span.ToArray().ShouldAllBe(value => value != 0 && Math.Abs(value) < 1 / MathF.Sqrt(3));
    }

    [Fact]
    public void ConstantsNeedNoFans()
    {
        float[] values = new float[3];
        Initializer.Ones.Fill(values, [3], 0, "norm1.weight");
        values.ShouldBe([1, 1, 1]);
        Initializer.Constant(0.25).Fill(values, [3], 0, "x");
        values.ShouldBe([0.25f, 0.25f, 0.25f]);
        Initializer.DefaultBias(0).Fill(values, [3], 0, "x");
        values.ShouldBe([0, 0, 0]);
        Should.Throw<ArgumentException>(() => Initializer.DefaultWeight.Fill(values, [3], 0, "x")).Message.ShouldContain("'x'");
    }

    [Theory]
    [InlineData(Nonlinearity.Linear, 1)]
    [InlineData(Nonlinearity.Sigmoid, 1)]
    [InlineData(Nonlinearity.Tanh, 5.0 / 3)]
    [InlineData(Nonlinearity.ReLU, 1.4142135623730951)]
    [InlineData(Nonlinearity.SELU, 0.75)]
    public void GainsAreThoseOfPyTorch(Nonlinearity nonlinearity, double gain) => Initializer.Gain(nonlinearity).ShouldBe(gain);

    [Fact]
    public void TheGainOfALeakyRectifierFollowsItsSlope() =>
        Initializer.Gain(Nonlinearity.LeakyReLU, 0.2).ShouldBe(Math.Sqrt(2 / 1.04), 1e-15);

    private static Initializer Named(string name) => name switch
    {
        "default" => Initializer.DefaultWeight,
        "kaiming uniform" => Initializer.KaimingUniform(),
        "kaiming normal" => Initializer.KaimingNormal(nonlinearity: Nonlinearity.ReLU),
        "kaiming fan out tanh" => Initializer.KaimingUniform(mode: FanMode.FanOut, nonlinearity: Nonlinearity.Tanh),
        "xavier uniform" => Initializer.XavierUniform(),
        "xavier normal" => Initializer.XavierNormal(3),
        "uniform" => Initializer.Uniform(-2, 2),
        "normal" => Initializer.Normal(0, 0.5),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static float[] Fill(Initializer initializer, ulong seed, string name)
    {
        float[] values = new float[Count];
        initializer.Fill(values, Shape, seed, name);
        return values;
    }
}
