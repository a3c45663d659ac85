using DeepGen.Generators.Tests.Oracle;
using Xunit.Abstractions;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Whole models, as a user compiles and trains them, over ten steps of plain SGD against PyTorch in float64.</summary>
[Trait(ExpectedWidth.Category, ExpectedWidth.Widths)]
public sealed class CompiledTrajectoryTests(ITestOutputHelper output)
{
    /// <summary>
    /// Of the largest element of a tensor: float32 rounds at 6e-8, some hundred of these add up in a gradient, and ten steps let them
    /// grow a little.
    /// </summary>
    private const double Tolerance = 4e-6;

    private static readonly Lazy<ReferenceFile> Reference = new(() => ReferenceFile.Open("trajectories"));

    [Fact]
    public void Compiled_models_follow_PyTorch_and_a_planted_error_is_noticed()
    {
        using var models = new CompiledModels(string.Join('\n', OracleModels.All.Values));
        double all = 0;
        foreach (var (name, model) in models.Cases)
        {
            double worst = 0;
            foreach (var compared in Compare(name, model))
            {
                worst = Math.Max(worst, compared.Error());
                compared.Error().ShouldBeLessThan(Tolerance, $"{name}.{compared.Furthest()}");
                compared.PlantedError().ShouldBeGreaterThan(Tolerance, $"{name}.{compared.Name}");
            }

            output.WriteLine($"{name}: largest error {worst:E1} of the largest element");
            all = Math.Max(all, worst);
        }

        models.Cases.Count.ShouldBe(4);
        Tolerance.ShouldBeLessThan(10 * all, "the tolerance is at most ten times what was observed");
    }

    private static IEnumerable<Compared> Compare(string name, CompiledCase model)
    {
        var tensors = Reference.Value.Under(name);
        Begin(model, Reference.Value.Under(name + ".initial"));
        using var optimizer = new SGD(model.Model.Parameters, OracleModels.LearningRate);
        float[] losses = new float[OracleModels.Steps];
        var found = new List<Compared>();
        for (int step = 0; step < OracleModels.Steps; step++)
        {
            float[] results = model.Step(Given(model, name, step));
            losses[step] = results[0];
            if (step == 0)
            {
                double[] outputs = [.. model.Graph.Training.Outputs.SelectMany(named => tensors["output." + named.Name].Values)];
                found.Add(new Compared("outputs", outputs, results[1..]));
                found.AddRange(Of(model, "gradient.", tensors, parameter => parameter.Gradient.ToArray()));
            }

            optimizer.Step();
        }

        found.Add(new Compared("losses", tensors["losses"].Values, losses));
        found.AddRange(Of(model, "final.", tensors, parameter => parameter.Values.ToArray()));
        found.AddRange(model.Model.State.Names.Select(
            state => new Compared("final." + state, tensors["final." + state].Values, model.Model.State[state].ToArray())));
        return found;
    }

    private static IEnumerable<Compared> Of(
        CompiledCase model, string kind, IReadOnlyDictionary<string, ReferenceTensor> tensors, Func<ParameterView, float[]> values)
        => model.Model.Parameters.Select(
            parameter => new Compared(
                kind + parameter.Name, tensors[kind + parameter.Name].Values, values(parameter), Agreement.Floor(model, parameter.Name)));

    private static void Begin(CompiledCase model, IReadOnlyDictionary<string, ReferenceTensor> initial)
    {
        foreach (var parameter in model.Model.Parameters) parameter.CopyFrom(initial[parameter.Name].Floats);
        foreach (string state in model.Model.State.Names) model.Model.State.CopyFrom(state, initial[state].Floats);
    }

    private static Feed Given(CompiledCase model, string name, int step)
    {
        var given = Reference.Value.Under($"{name}.input{step}").Concat(Reference.Value.Under($"{name}.target{step}")).ToDictionary();
        var dims = new Dictionary<string, long> { ["N"] = given.Values.First().Shape[0] };
        return new Feed(model.Graph.Evaluation, dims, (named, _) => given[named.Name].Values);
    }
}
