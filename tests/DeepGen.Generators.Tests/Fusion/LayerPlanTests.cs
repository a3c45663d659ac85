using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Cpu;
using DeepGen.Generators.Tests.Compiled;
using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Fusion;

/// <summary>What layers cost: products run as tiles, and what should be one pass is one.</summary>
public class LayerPlanTests
{
    [Theory]
    [InlineData("N, 16, 40", "Conv1d(32, Kernel = 3, Padding = 1), ReLU, Conv1d(16, Kernel = 5, Stride = 2)")]
    [InlineData("N, 8, 6, 12, 12", "Conv3d(16, Kernel = 3, Padding = 1), ReLU, Conv3d(8, Kernel = 2, Stride = 2)")]
    [InlineData("N, 16, 8, 8", "ConvTranspose2d(16, Kernel = 4, Stride = 2, Padding = 1), ReLU, ConvTranspose2d(8, Kernel = 2, Stride = 2)")]
    [InlineData("N, 16, 20", "ConvTranspose1d(16, Kernel = 4, Stride = 2, Padding = 1), ReLU, ConvTranspose1d(8, Kernel = 3)")]
    public void Every_product_of_a_step_is_tiled(string shape, string layers)
    {
        string source = $"[Model, Input(\"x\", \"{shape}\"), {layers}, MSELoss(\"y\")] public partial class M;";
        var graph = new CompiledGraph(Reading.Of(source)).Training;
        var launches = ModelCompiler.Plan("Step", graph, new Dictionary<string, Storage>(), default).Launches;

        // Forward and two gradients of the second layer, forward and the weight's gradient of the first.
        string all = string.Join('\n', launches.Select(launch => $"{launch.GetType().Name} {launch.Name}"));
        launches.OfType<ContractLaunch>().Count().ShouldBe(5, all);
    }

    [Theory]
    [InlineData("AdaptiveAvgPool2d(1)", "N, 8, 7, 7", "Pool1: row sum(value) | outer (multiply) (1 of 2 stored)")]
    [InlineData("AdaptiveAvgPool2d(1)", "N, 8, H, W", "Pool1: row sum(value) | outer (divide multiply) (1 of 2 stored)")]
    [InlineData("AdaptiveMaxPool2d(1)", "N, 8, 7, 7", "Pool1: map (windowMax)")]
    [InlineData("AdaptiveAvgPool2d(7)", "N, 8, 14, 14", "Pool1: map (windowSum multiply)")]
    public void Adaptive_pooling_is_one_kernel(string layer, string shape, string kernel)
    {
        var model = new CompiledGraph(Reading.Of($"[Model, Input(\"x\", \"{shape}\"), {layer}] public partial class M;")).Evaluation;
        PlanText.Of(ModelCompiler.Lower(model, default)).ShouldBe([kernel]);
    }
}
