using System.Globalization;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Passes;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Cpu;
using DeepGen.Generators.Tests.Compiled;
using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Fusion;

/// <summary>What layers cost: products run as tiles, and what should be one pass is one.</summary>
public class LayerPlanTests
{
    [Theory]
    [InlineData("N, 16, 40", "Conv1d(32, Kernel = 3, Padding = 1), ReLU, Conv1d(16, Kernel = 5, Stride = 2)", 6)]
    [InlineData("N, 8, 6, 12, 12", "Conv3d(16, Kernel = 3, Padding = 1), ReLU, Conv3d(8, Kernel = 2, Stride = 2)", 12)]
    [InlineData("N, 16, 40", "Conv1d(32, Kernel = 3, Padding = 1), ReLU, Conv1d(16, Kernel = 5)", 5)]
    [InlineData(
        "N, 16, 8, 8", "ConvTranspose2d(16, Kernel = 4, Stride = 2, Padding = 1), ReLU, ConvTranspose2d(8, Kernel = 2, Stride = 2)", 11)]
    [InlineData("N, 16, 20", "ConvTranspose1d(16, Kernel = 4, Stride = 2, Padding = 1), ReLU, ConvTranspose1d(8, Kernel = 3)", 6)]
    public void Every_product_of_a_step_is_tiled(string shape, string layers, int products)
    {
        string source = $"[Model, Input(\"x\", \"{shape}\"), {layers}, MSELoss(\"y\")] public partial class M;";
        var graph = new CompiledGraph(Reading.Of(source)).Training;
        var launches = ModelCompiler.Plan("Step", graph, new Dictionary<string, Storage>(), default).Launches;

        // Forward and two gradients of the second layer, forward and the weight's gradient of the first; what goes against a stride, once
        // for each of its phases.
        string all = string.Join('\n', launches.Select(launch => $"{launch.GetType().Name} {launch.Name}"));
        launches.SelectMany(launch => launch is ChainLaunch chain ? chain.Parts.Select(part => part.Launch) : [launch])
            .OfType<ContractLaunch>().Count().ShouldBe(products, all);
    }

    [Theory]
    [InlineData("Conv2d(4, Kernel = 3, Stride = 2, Padding = 1)", "N, 4, 16, 16", 8 * 8 * 9)]
    [InlineData("Conv2d(4, Kernel = 1, Stride = 2)", "N, 4, 16, 16", 8 * 8)]
    [InlineData("Conv2d(4, Kernel = 3, Stride = 4, Padding = 3, Dilation = 3)", "N, 4, 64, 64", 16 * 16 * 9)]
    [InlineData("ConvTranspose2d(4, Kernel = 4, Stride = 2, Padding = 1)", "N, 4, 8, 8", 8 * 8 * 16)]
    [InlineData("ConvTranspose2d(4, Kernel = 2, Stride = 3)", "N, 4, 5, 7", 5 * 7 * 4)]
    public void No_product_of_a_step_multiplies_the_zeros_of_a_stride(string layer, string shape, int products)
    {
        string source = $"[Model, Input(\"x\", \"{shape}\"), Conv2d(4, Kernel = 1), {layer}, MSELoss(\"y\")] public partial class M;";
        double pixels = Pixels(shape);
        double all = Products(new CompiledGraph(Reading.Of(source)).Training);

        // The layer before takes two products; the taps that reach into the padding at the edges are among those of a phase or not.
        (all - (2 * 16 * pixels)).ShouldBeInRange(3 * 0.85 * 16 * products, 3 * 1.15 * 16 * products);
    }

    [Theory]
    [InlineData("Conv2d(4, Kernel = 3, Padding = 1)", "N, 4, 8, 8", 3 * 64 * 9)]
    [InlineData("Conv2d(4, Kernel = 5, Padding = 3, Dilation = 2)", "N, 4, 9, 10", 2 * 7 * 8 * 25 + 9 * 10 * 25)]
    [InlineData("Conv1d(4, Kernel = 4)", "N, 4, 11", 2 * 8 * 4 + 11 * 4)]
    public void No_product_of_a_step_computes_the_gradient_of_a_border(string layer, string shape, int products)
    {
        string before = layer[..6] + "(4, Kernel = 1)";
        string source = $"[Model, Input(\"x\", \"{shape}\"), {before}, {layer}, MSELoss(\"y\")] public partial class M;";
        double pixels = Pixels(shape);
        Products(new CompiledGraph(Reading.Of(source)).Training).ShouldBe(16 * (products + (2 * pixels)));
    }

    [Theory]
    [InlineData("y.Slice(2, 1, 8)", 7)]
    [InlineData("y.Slice(2, 0, 9, 2)", 5)]
    [InlineData("y.Slice(2, 1, 8) * y.Mean(2, true)", 9)]
    [InlineData("y.Slice(2, 0, 9, 2) * y.Mean(2, true)", 9)]
    [InlineData("y.Slice(2, 0, 4) * y.Slice(2, 5, 9)", 8)]
    [InlineData("y.Slice(2, 1, 9) - y.Slice(2, 0, 8)", 9)]
    [InlineData("y.Slice(2, 1, 8).Mean() + y.Slice(1, 1, 4).Mean()", 9)]
    [InlineData("y.Slice(2, 0, 9, 2).Mean() + y.Slice(2, 0, 5).Mean()", 9)]
    [InlineData("y.Slice(2, 0, 8, 2) * y.Slice(2, 2, 9, 2)", 9)]
    [InlineData("y.Slice(2, 1, 8).Mean() + y.Flip(2).Mean()", 9)]
    [InlineData("y.Slice(2, 0, 9, 2).Mean() + y.Flip(1).Mean()", 9)]
    public void A_product_is_narrowed_to_slices_only_where_nothing_else_uses_it(string result, int positions)
    {
        string source = $$"""
            [Model]
            public partial class M
            {
                [Conv1d(4, Kernel = 3, Bias = false)] readonly Layer conv;

                Value Forward([Shape("N, 2, 11")] Value x)
                {
                    var y = conv(x);
                    return {{result}};
                }
            }
            """;
        Products(new CompiledGraph(Reading.Of(source)).Evaluation).ShouldBe(4 * 2 * 3 * positions);
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

    private static double Pixels(string shape)
        => shape.Split(',').Skip(2).Aggregate(1.0, (product, side) => product * int.Parse(side, CultureInfo.InvariantCulture));

    /// <summary>The products that a graph multiplies for one sample, as it is to run.</summary>
    private static double Products(ModelGraph graph)
        => Simplify.Apply(graph, default).Topological().Select(node => node.Operator).OfType<ContractOperator>()
            .Sum(contract => contract.Loops.ElementCount.Evaluate(_ => 1));
}
