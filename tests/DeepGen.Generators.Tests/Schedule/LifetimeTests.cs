using DeepGen.Generators.Graph;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Tests.Compiled;
using DeepGen.Generators.Tests.Oracle;

namespace DeepGen.Generators.Tests.Schedule;

/// <summary>The lifetimes of buffers in whole programs; the runtime plans memory by them.</summary>
public class LifetimeTests
{
    public static TheoryData<string> Models => [.. OracleModels.All.Keys];

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_launch_touches_only_what_is_alive(string name)
    {
        foreach (var program in Programs(name))
        {
            var lives = program.Arena.ToDictionary(entry => entry.Storage, entry => (entry.First, entry.Last));
            for (int at = 0; at < program.Launches.Length; at++)
            {
                foreach (var storage in program.Launches[at].Storages.Where(storage => storage.Kind == StorageKind.Arena))
                {
                    var (first, last) = lives[storage];
                    at.ShouldBeInRange(first, last, $"{program.Name}: {storage.Name}");
                }
            }

            foreach (var input in program.Inputs) lives[input].First.ShouldBe(0, "inputs are there before the first launch");
            int end = program.Launches.Length;
            foreach (var output in program.Outputs) lives[output].Last.ShouldBe(end, "outputs are read after the last launch");
        }
    }

    private static IEnumerable<ProgramPlan> Programs(string name)
    {
        var model = new CompiledGraph(BuiltModel.Read(OracleModels.All[name])[name]);
        var packs = new Dictionary<string, Storage>();
        var evaluation = model.Evaluation;
        foreach (var (program, graph) in new (string, ModelGraph)[]
        {
            ("Predict", evaluation with { Loss = null, Targets = [] }), ("Evaluate", evaluation), ("Step", model.Training),
        })
        {
            yield return ModelCompiler.Plan(program, graph, packs, CancellationToken.None);
        }
    }
}
