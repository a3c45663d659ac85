namespace DeepGen.Generators.Tests.Compiled;

/// <summary>The generated code of each activation far out, where exponentials overflow float32, and what a random slope may be.</summary>
public sealed class ActivationRangeTests
{
    private static readonly double[] Far = [-1000, -100, -89, -20, 0, 20, 89, 100, 1000];

    [Fact]
    public void Values_and_gradients_are_finite_far_out()
    {
        string[] layers = [.. ActivationModels.Layers.Where(layer => layer is not ("GLU" or "Softmin(1)" or "PReLU(18)"))];
        using var models = new CompiledModels(string.Join('\n', layers.Select((layer, at) => $$"""
            [Model] public partial class M{{at}}
            {
                [Linear(1, Bias = false, Init = Init.Ones)] readonly Layer scale;
                [{{layer}}] readonly Layer activation;
                Value Forward([Shape("N, 1")] Value x) => activation(scale(x));
                Value Loss(Value output) => output.Sum();
            }
            """)));
        foreach (var (name, model) in models.Cases)
        {
            foreach (double x in Far)
            {
                var feed = new Feed(model.Graph.Evaluation, new Dictionary<string, long> { ["N"] = 1 }, (_, count) => [x]);
                foreach (var compared in Agreement.Of(model, feed))
                {
                    string what = $"{layers[int.Parse(name[1..])]} at {x}: {compared.Furthest()}";
                    compared.Expected.ShouldAllBe(value => double.IsFinite(value), what);
                    compared.Actual.ShouldAllBe(value => float.IsFinite(value), what);

                    // A slope of 1 - 1 + exp(-20) is 0 in float32: an absolute 2e-9 times 20, measured in hundredths.
                    compared.Error().ShouldBeLessThan(1e-5, what);
                }
            }
        }
    }

    [Fact]
    public void A_random_slope_is_of_its_range_and_afterwards_its_middle()
    {
        const string source = """
            [Model] public partial class M
            {
                [Linear(50, Bias = false, Init = Init.Ones)] readonly Layer scale;
                [RReLU(0.1, 0.4)] readonly Layer activation;
                Value Forward([Shape("N, 1")] Value x) => activation(scale(x));
                Value Loss(Value output) => output.Sum();
            }
            """;
        using var models = new CompiledModels(source);
        var model = models.Cases.Values.Single();
        var dims = new Dictionary<string, long> { ["N"] = 8 };
        var feed = new Feed(model.Graph.Evaluation, dims, (_, count) => [.. Enumerable.Repeat(-1.0, count)]);

        // The first number of a step is the loss.
        float[] slopes = [.. model.Step(feed).Skip(1).Select(value => -value)];
        float[] middle = model.Predict(feed);

        slopes.ShouldAllBe(slope => slope >= 0.1f && slope <= 0.4f);
        slopes.Distinct().Count().ShouldBeGreaterThan(300);
        (slopes.Max() - slopes.Min()).ShouldBeGreaterThan(0.28f);
        middle.ShouldAllBe(value => Math.Abs(value + 0.25f) < 1e-7f);
    }
}
