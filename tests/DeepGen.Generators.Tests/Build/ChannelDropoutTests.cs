using System.Globalization;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Tests.Oracle;

namespace DeepGen.Generators.Tests.Build;

/// <summary>What dropouts of channels do with random numbers, which PyTorch's reference rows cannot hold.</summary>
public sealed class ChannelDropoutTests
{
    private const int Samples = 500;
    private const int Channels = 4;
    private const double Probability = 0.3;

    // Five standard deviations of a share among 2,000 channels: 5 sqrt(0.3 * 0.7 / 2000).
    private const double ShareTolerance = 0.052;

    [Theory]
    [InlineData("Dropout1d", 1)]
    [InlineData("Dropout2d", 2)]
    [InlineData("Dropout3d", 3)]
    public void A_channel_is_zero_or_scaled_as_a_whole(string kind, int rank)
    {
        string extents = string.Concat(Enumerable.Repeat(", 3", rank));
        var output = Run(kind, extents, _ => 1);
        int size = (int)Math.Pow(3, rank);
        var channels = output.Chunk(size).ToArray();
        channels.ShouldAllBe(channel => channel.Distinct().Count() == 1);
        channels.Select(channel => channel[0]).Distinct().Order().ShouldBe([0, 1 / (1 - Probability)]);
        Share(channels.Select(channel => channel[0] == 0)).ShouldBe(Probability, ShareTolerance);
    }

    [Theory]
    [InlineData("AlphaDropout", false)]
    [InlineData("FeatureAlphaDropout", true)]
    public void Mean_and_variance_of_what_is_normal_stay(string kind, bool whole)
    {
        var random = new Random(1);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var output = Run(kind, ", 5", _ => Normal());
        double limit = Mode(output);
        var dropped = output.Select(value => Math.Abs(value - limit) < 1e-12).ToArray();
        Share(dropped).ShouldBe(Probability, ShareTolerance);
        dropped.Chunk(5).All(channel => channel.Distinct().Count() == 1).ShouldBe(whole);

        // 10,000 values: a standard error of 0.01 of the mean, five times as much where channels drop together; 0.02 of the variance.
        double mean = output.Average();
        mean.ShouldBe(0, 0.11);
        output.Average(value => (value - mean) * (value - mean)).ShouldBe(1, 0.15);
    }

    /// <summary>The value that stands most often: what the dropped ones are.</summary>
    private static double Mode(double[] values) => values.GroupBy(value => value).MaxBy(group => group.Count())!.Key;

    private static double Share(IEnumerable<bool> which) => which.Average(each => each ? 1.0 : 0.0);

    private static double[] Run(string kind, string extents, Func<int, double> value)
    {
        var model = BuiltModel.Of(Declare.Layer(kind, $"N, {Channels}{extents}", ("Probability", Probability)));
        int count = extents.Split(", ", StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(Samples * Channels, (product, extent) => product * int.Parse(extent, CultureInfo.InvariantCulture));
        var leaves = new Dictionary<string, double[]> { ["x"] = [.. Enumerable.Range(0, count).Select(value)] };
        var random = new Dictionary<long, double>();
        var source = new Random(2);
        var interpreter = new Interpreter(new Dictionary<string, long> { ["N"] = Samples }, leaves, (_, element) =>
            random.TryGetValue(element, out double known) ? known : random[element] = source.NextDouble());
        return interpreter.Evaluate(model.Graph.Outputs.Single().Node);
    }
}
