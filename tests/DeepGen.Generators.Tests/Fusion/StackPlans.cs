using DeepGen.Generators.Graph;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Tests.Compiled;
using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Fusion;

/// <summary>Programs for the processor of layers one after the other.</summary>
internal static class StackPlans
{
    public static ProgramPlan Predict(string shape, string layers)
        => Plan(shape, layers, graph => graph.Evaluation with { Loss = null, Targets = [] });

    public static ProgramPlan Step(string shape, string layers) => Plan(shape, layers, graph => graph.Step);

    private static ProgramPlan Plan(string shape, string layers, Func<CompiledGraph, ModelGraph> program)
    {
        string source = $"[Model, Input(\"x\", \"N, {shape}\"), {layers}, MSELoss(\"y\")] public partial class M;";
        return ModelCompiler.Plan("Program", program(new CompiledGraph(Reading.Of(source))), [], default);
    }
}
