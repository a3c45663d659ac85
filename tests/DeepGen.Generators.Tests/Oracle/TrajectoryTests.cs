using System.Collections.Concurrent;
using DeepGen.Generators.Build;
using Xunit.Abstractions;

namespace DeepGen.Generators.Tests.Oracle;

/// <summary>
/// Whole models over ten steps of plain SGD against PyTorch in float64. (Adam would turn the rounding noise in the gradient of a bias
/// before a norm, which is truly zero, into steps.)
/// </summary>
public sealed class TrajectoryTests(ITestOutputHelper output)
{
    // Both sides compute in float64, in different orders; these models let ten steps amplify that to some ten units in the last place.
    private const double Tolerance = 1e-14;

    private static readonly ConcurrentDictionary<string, List<(string Key, double[] Actual, double[] Expected)>> Compared = new();

    private static readonly Lazy<ReferenceFile> Reference = new(() => ReferenceFile.Open("trajectories"));

    public static TheoryData<string> Models => [.. OracleModels.All.Keys];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_trajectory_agrees_with_PyTorch_and_a_planted_error_does_not(string name)
    {
        foreach (var (key, actual, expected) in Compared.GetOrAdd(name, Compare))
        {
            double deviation = Deviation.Of(actual, expected);
            output.WriteLine($"{name}.{key}: {deviation:G3}");
            deviation.ShouldBeLessThanOrEqualTo(Tolerance, $"{name}.{key}");
            Deviation.Of(actual, Deviation.Plant(expected)).ShouldBeGreaterThan(Tolerance, $"{name}.{key}");
        }
    }

    [Fact]
    public void The_tolerance_is_at_most_ten_times_the_worst_deviation()
        => Tolerance.ShouldBeLessThanOrEqualTo(
            10 * OracleModels.All.Keys.Max(name => Compared.GetOrAdd(name, Compare).Max(result => Deviation.Of(result.Actual, result.Expected))));

    [Theory]
    [MemberData(nameof(Models))]
    public void Parameters_stand_in_PyTorchs_order(string name)
    {
        var model = ModelBuilder.Build(BuiltModel.Read(OracleModels.All[name])[name], BuildMode.Train).Graph.ShouldNotBeNull();
        var initial = Reference.Value.Under(name + ".initial");

        var expected = initial.Where(tensor => !tensor.Key.Contains("running")).Select(tensor => (tensor.Key, Text(tensor.Value.Shape)));
        model.Parameters.Select(parameter => (parameter.Name, Text(parameter.Shape.Select(dim => dim.Value)))).ShouldBe(expected);
        model.State.Select(tensor => tensor.Name).ShouldBe(initial.Keys.Where(key => key.Contains("running")));
    }

    private static string Text(IEnumerable<long> shape) => string.Join(", ", shape);

    /// <summary>Outputs and gradients of the first step, the losses of all, and what the model owns after the last.</summary>
    private static List<(string Key, double[] Actual, double[] Expected)> Compare(string name)
    {
        var tensors = Reference.Value.Under(name);
        var model = BuiltModel.Of(BuiltModel.Read(OracleModels.All[name])[name]);
        var owned = Reference.Value.Under(name + ".initial").ToDictionary(tensor => tensor.Key, tensor => (double[])tensor.Value.Values.Clone());
        var compared = new List<(string, double[], double[])>();
        var losses = new double[OracleModels.Steps];
        for (int step = 0; step < OracleModels.Steps; step++)
        {
            var inputs = Reference.Value.Under($"{name}.input{step}");
            var leaves = inputs.Concat(Reference.Value.Under($"{name}.target{step}")).ToDictionary(tensor => tensor.Key, tensor => tensor.Value.Values)
                .Concat(owned).ToDictionary(leaf => leaf.Key, leaf => leaf.Value);
            var results = model.Run(leaves, model.DimsOf(input => inputs[input].Shape));
            losses[step] = results["loss"].Single();
            if (step == 0)
            {
                compared.AddRange(tensors.Where(tensor => tensor.Key.StartsWith("output.") || tensor.Key.StartsWith("gradient."))
                    .Select(tensor => (tensor.Key, results[tensor.Key], tensor.Value.Values)));
            }

            Apply(owned, results);
        }

        compared.Add(("losses", losses, tensors["losses"].Values));
        compared.AddRange(owned.Select(tensor => ("final." + tensor.Key, tensor.Value, tensors["final." + tensor.Key].Values)));
        return compared;
    }

    /// <summary>One step of SGD, and the running statistics.</summary>
    private static void Apply(Dictionary<string, double[]> owned, IReadOnlyDictionary<string, double[]> results)
    {
        foreach (string key in owned.Keys.ToList())
        {
            if (results.TryGetValue("update." + key, out var updated)) owned[key] = updated;
            else owned[key] = [.. owned[key].Zip(results["gradient." + key], (value, slope) => value - (OracleModels.LearningRate * slope))];
        }
    }
}
