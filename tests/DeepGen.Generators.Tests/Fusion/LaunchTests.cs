using System.Reflection;
using System.Text.RegularExpressions;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Tests.Compiled;
using DeepGen.Generators.Tests.Oracle;

namespace DeepGen.Generators.Tests.Fusion;

/// <summary>The plan is what is emitted, and what is emitted is what runs.</summary>
public class LaunchTests
{
    [Fact]
    public void Launches_planned_are_launches_emitted_and_launches_run()
    {
        using var models = new CompiledModels(string.Join('\n', OracleModels.All.Values));
        foreach (var (name, model) in models.Cases)
        {
            var packs = new Dictionary<string, Storage>();
            var evaluation = model.Graph.Evaluation;
            var feed = Feed.Random(evaluation, 4, 1);
            Check(name, "Predict", evaluation with { Loss = null, Targets = [] }, "Forward", () => model.Predict(feed));
            Check(name, "Evaluate", evaluation, "Forward", () => model.Evaluate(feed));
            Check(name, "Step", model.Graph.Step, "Backward", () => model.Step(feed));

            void Check(string model, string program, ModelGraph graph, string file, Func<float[]> run)
            {
                var launches = ModelCompiler.Plan(program, graph, packs, default).Launches
                    .Where(launch => launch is not (HaloLaunch or FillLaunch)).ToArray();
                int packing = launches.Count(launch => launch.Pack is not null);
                Emitted(models.Sources[$"{model}.{file}.g.cs"], program).ShouldBe(launches.Length, $"{model}.{program}");

                // After a change of the parameters all packs are written again; after that they are found packed.
                models.Cases[model].Model.Parameters.Edit(parameters => parameters[0] += 1);
                long before = Launches(models.Cases[model]);
                run();
                (Launches(models.Cases[model]) - before).ShouldBe(launches.Length, $"{model}.{program}, parameters changed");
                run();
                (Launches(models.Cases[model]) - before).ShouldBe((2 * launches.Length) - packing, $"{model}.{program}, unchanged");
            }
        }
    }

    private static int Emitted(string text, string program)
    {
        string method = text[text.IndexOf($"void Run{program}<T>", StringComparison.Ordinal)..];
        int end = method.IndexOf("\n    }", StringComparison.Ordinal);
        return Regex.Count(method[..end], @"\bs\.Run\(");
    }

    /// <summary>A count that is internal to the runtime, whose own tests may read it.</summary>
    private static long Launches(CompiledCase model)
    {
        const BindingFlags Internal = BindingFlags.Instance | BindingFlags.NonPublic;
        object session = typeof(DeepGen.CompiledModel).GetProperty("DefaultSession", Internal)!.GetValue(model.Model)!;
        return (long)session.GetType().GetProperty("LaunchCount", Internal)!.GetValue(session)!;
    }
}
