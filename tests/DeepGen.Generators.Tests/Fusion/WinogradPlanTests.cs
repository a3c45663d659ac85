using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Cpu;
using DeepGen.Generators.Tests.Compiled;
using DeepGen.Generators.Tests.Harness;
using DeepGen.Runtime;

namespace DeepGen.Generators.Tests.Fusion;

/// <summary>Which convolutions become Winograd's, and which stay plain sums.</summary>
public class WinogradPlanTests
{
    [Theory]
    [InlineData("64, 32, 32", "Conv2d(64, Kernel = 3, Padding = 1)", 3)]
    [InlineData("32, 14, 14", "Conv2d(64, Kernel = 3, Padding = 1)", 3)]
    [InlineData("512, 4, 4", "Conv2d(512, Kernel = 3, Padding = 1)", 3)]
    [InlineData("32, H, W", "Conv2d(32, Kernel = 3)", 3)]
    [InlineData("11, 32, 32", "Conv2d(11, Kernel = 3, Padding = 1)", 3)]
    [InlineData("10, 32, 32", "Conv2d(10, Kernel = 3, Padding = 1)", 1)]
    [InlineData("1, 28, 28", "Conv2d(32, Kernel = 3, Padding = 1)", 0)]
    [InlineData("64, 5, 1", "Conv2d(64, Kernel = 3, Padding = 1)", 0)]
    [InlineData("64, 32, 32", "Conv2d(64, Kernel = 3, Stride = 2, Padding = 1)", 0)]
    [InlineData("64, 32, 32", "Conv2d(64, Kernel = 3, Dilation = 2, Padding = 1)", 0)]
    [InlineData("64, 32, 32", "Conv2d(64, Kernel = 3, Groups = 2, Padding = 1)", 0)]
    [InlineData("64, 32, 32", "Conv2d(64, Kernel = 5, Padding = 2)", 0)]
    [InlineData("64, 32, 32", "Conv2d(64, Kernels = new[] { 3, 1 })", 0)]
    [InlineData("64, 32", "Conv1d(64, Kernel = 3, Padding = 1)", 0)]
    [InlineData("32, 4, 8, 8", "Conv3d(32, Kernel = 3, Padding = 1)", 0)]
    public void Chosen_for_the_result_and_both_gradients_where_it_pays(string shape, string convolution, int expected)
    {
        var launches = Launches(shape, convolution, true);
        string all = string.Join('\n', launches);
        launches.Count(launch => launch is WinogradLaunch or WinogradSumLaunch).ShouldBe(expected, all);
        Launches(shape, convolution, false).Count(launch => launch is WinogradLaunch or WinogradSumLaunch).ShouldBe(0);
    }

    [Fact]
    public void What_follows_is_done_on_the_tiles_just_stored()
    {
        var launches = Launches("32, 16, 16", "Conv2d(32, Kernel = 3, Padding = 1), ReLU, Conv2d(8, Kernel = 1)", true);
        launches.OfType<WinogradLaunch>().ShouldContain(launch => launch.Epilogue.Length > 0);
    }

    [Fact]
    public void Compiler_and_runtime_agree_on_sizes()
    {
        foreach (int inputs in (int[])[1, 15, 16, 17, 64, 100])
        {
            foreach (int outputs in (int[])[1, 31, 32, 33, 96])
            {
                WinogradLaunch.PackSize(inputs, outputs).Value.ShouldBe(Winograd.PackSize(inputs, outputs));
                WinogradSumLaunch.SumsOf(inputs, outputs).ShouldBe(Winograd.SumsSize(inputs, outputs));
            }
        }
    }

    [Fact]
    public void A_model_may_forbid_it()
    {
        const string Layers =
            "Input(\"x\", \"N, 32, 8, 8\"), Conv2d(32, Kernel = 3, Padding = 1), ReLU, Conv2d(32, Kernel = 3), Flatten, Linear(2), "
            + "MSELoss(\"y\")] public partial class ";
        using var models = new CompiledModels($"[Model, {Layers} Fast;\n[Model(Winograd = false), {Layers} Plain;");
        models.Sources["Fast.Kernels.g.cs"].ShouldContain("Winograd.Convolve");
        models.Sources.Where(source => source.Key.StartsWith("Plain", StringComparison.Ordinal))
            .ShouldAllBe(source => !source.Value.Contains("Winograd"));
        Agreement.Worst(models.Cases["Plain"], 1e-5, 3).ShouldBeLessThan(Agreement.Worst(models.Cases["Fast"], 1e-5, 3));
    }

    [Fact]
    public void Every_convolution_of_the_agreement_models_is_one()
    {
        foreach (var (shape, layers) in WinogradModels.Stacks)
        {
            int convolutions = layers.Split("Conv2d").Length - 1;
            Launches(shape, layers, true).Count(launch => launch is WinogradSumLaunch).ShouldBe(convolutions, layers);
        }
    }

    /// <summary>The launches of a training step with layers that have parameters on both sides.</summary>
    private static IReadOnlyList<Launch> Launches(string shape, string layers, bool winograd)
    {
        string channels = shape.Split(',')[0];
        int spatial = shape.Split(',').Length - 1;
        string source =
            $"[Model, Input(\"x\", \"N, {shape}\"), Conv{spatial}d({channels}, Kernel = 1), {layers}, AdaptiveAvgPool{spatial}d(1), "
            + "Flatten, MSELoss(\"y\")] public partial class M;";
        var graph = new CompiledGraph(Reading.Of(source));
        return ModelCompiler.Plan("Step", graph.Training, new Dictionary<string, Storage>(), default, winograd).Launches;
    }
}
