using System.Text.RegularExpressions;
using DeepGen.Generators.Emit.Device;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Device;

namespace DeepGen.Generators.Tests.Devices;

/// <summary>
/// Products on devices: how they are cut into groups, and what their kernels compute, without a race and inside of memory.
/// </summary>
public class ProductTests
{
    private static readonly Dictionary<string, long> Dims = new() { ["N"] = 3, ["H"] = 6, ["W"] = 7, ["T"] = 5 };

    /// <summary>
    /// Layers with all that moves an operand: strides, dilation, padding, groups, transposition, views, run-time extents.
    /// </summary>
    public static TheoryData<string, string> Layers => new()
    {
        { "N, 37", "Linear(50), ReLU, Linear(19), Tanh, Linear(7)" },
        { "N, 40", "Linear(36), GELU, Linear(20)" },
        { "N, 3, 11, 9", "Conv2d(8, Kernel = 3, Padding = 1), ReLU, Conv2d(12, Kernel = 3, Stride = 2)" },
        { "N, 8, 7, 6", "Conv2d(16, Kernel = 3, Padding = 1, Groups = 2), ReLU, Conv2d(5, Kernel = 3, Dilation = 2, Padding = 1)" },
        { "N, 6, 5, 4", "Conv2d(8, Kernel = 1), ConvTranspose2d(9, Kernel = 3, Stride = 2), SiLU, Conv2d(4, Kernel = 2)" },
        { "N, 4, H, W", "Conv2d(8, Kernel = 3, Padding = 1), ReLU, Conv2d(6, Kernel = 3)" },
        { "N, 5, 19", "Conv1d(7, Kernel = 4, Stride = 3), ReLU, Conv1d(6, Kernel = 2)" },
        { "N, 4, 4, 3, 5", "Conv3d(6, Kernel = 2), ReLU, Conv3d(4, Kernel = 2)" },
        { "N, 4, 6, 6", "Conv2d(8, Kernel = 3), MaxPool2d(2), Flatten, Linear(33), ReLU, Linear(5)" },
    };

    [Theory]
    [InlineData(
        "N, 784", "Linear(128), ReLU, Linear(10)",
        "rows N, columns 128, sum 784; left along sum by 4, right along sum by 4",
        "rows N, columns 10, sum 128; left along sum by 4, right along sum by 4",
        "rows N, columns 128, sum 10; left along sum by 1, right along columns by 4",
        "rows 10, columns 128, sum N; left along rows by 1, right along columns by 4",
        "rows 128, columns 784, sum N; left along rows by 4, right along columns by 4")]
    [InlineData(
        "N, 8, 16, 16", "Conv2d(16, Kernel = 3, Padding = 1)",
        "rows N 16 16, columns 16, sum 3 3 8; left along sum by 4, right along sum by 1",
        "rows 16, columns 3 3 8, sum N 16 16 in 32 pieces; left along rows by 4, right along columns by 4")]
    public void Planned(string shape, string layers, params string[] expected)
        => Products.Of(shape, layers).Select(Products.Words).ShouldBe(expected);

    [Fact]
    public void A_depthwise_convolution_is_plain_loops()
    {
        var launches = Products.Step("N, 8, 9, 9", "Conv2d(8, Kernel = 1), Conv2d(8, Kernel = 3, Groups = 8)");
        launches.OfType<DeviceContractLaunch>().ShouldAllBe(launch => launch.Loops.Extents.All(extent => extent != 3));
        launches.OfType<LoopLaunch>().ShouldContain(launch => launch.Domain.Count(extent => extent == 3) == 2);
    }

    /// <summary>The same product is found on either side, so that neighbouring items write neighbouring results.</summary>
    [Fact]
    public void Columns_are_what_lies_together_in_the_result()
    {
        foreach (var (shape, layers) in Layers.Select(row => ((string)row[0], (string)row[1])))
        {
            foreach (var launch in Products.Of(shape, layers).Where(launch => launch.StoresResult))
            {
                var strides = launch.Loops.Strides[ProductLaunch.Result];
                launch.Plan.Rows.ShouldAllBe(loop => !strides[loop].IsOne, $"{launch.Name}: {Products.Words(launch)}");
            }
        }
    }

    [DeviceTheory(DeviceTool.Simulator)]
    [MemberData(nameof(Layers))]
    public void Kernels_agree_with_float64_and_are_clean(string shape, string layers)
    {
        var launches = Products.Of(shape, layers);
        launches.ShouldNotBeEmpty();
        int seed = 0;
        foreach (var launch in launches) new ProductOracle(launch, Dims, seed++).Run(text => text).ShouldBeEmpty(Products.Words(launch));
    }

    [DeviceFact(DeviceTool.Simulator)]
    public void Batched_products_agree_with_float64_and_are_clean()
    {
        const string Source = """
            [Model] public partial class M
            {
                [Linear(12)] readonly Layer embed;
                Value Forward([Shape("N, T, 6")] Value x)
                {
                    var q = embed(x).Reshape("N, T, 3, 4").Permute(0, 2, 1, 3);
                    return q.Matmul(q.Transpose(2, 3).Exp()).Matmul(q);
                }
                Value Loss(Value output, [Shape("N, 3, T, 4")] Value y) => output.Mse(y);
            }
            """;
        var launches = Products.Step(Source).OfType<DeviceContractLaunch>().ToArray();
        launches.ShouldContain(launch => launch.Plan.Batch.Length == 2);
        foreach (var launch in launches) new ProductOracle(launch, Dims, 3).Run(text => text).ShouldBeEmpty(Products.Words(launch));
    }

    public static TheoryData<int> Tiles => [.. Enumerable.Range(0, DeviceContractPlanner.Tiles.Count)];

    /// <summary>Two tiles and a remainder of every count; of odd extents nothing is a vector.</summary>
    [DeviceTheory(DeviceTool.Simulator)]
    [MemberData(nameof(Tiles))]
    public void Every_tile_agrees_with_float64_and_is_clean(int index)
        => AllRemainders(DeviceContractPlanner.Tiles[index]);

    /// <summary>Runs a forward product and a weight's gradient on a tile.</summary>
    internal static void AllRemainders(DeviceTile tile)
    {
        foreach (int odd in (int[])[0, 1])
        {
            int depth = (2 * tile.Depth) + 4 + odd, columns = tile.Columns + 4 + odd;
            var forward = Products.Of($"N, {depth}", $"Linear({columns})")[0];
            var dims = new Dictionary<string, long> { ["N"] = tile.Rows + 1 };
            Run(forward with { Plan = forward.Plan with { Tile = tile } }, dims);

            // A weight's gradient: its sum is the batch.
            var weight = Products.Of($"N, {tile.Columns + 4 + odd}", $"Linear({tile.Rows + 4 + odd})")[1];
            Run(weight with { Plan = weight.Plan with { Tile = tile } }, new Dictionary<string, long> { ["N"] = tile.Depth + 1 });
        }

        static void Run(DeviceContractLaunch launch, Dictionary<string, long> dims)
            => new ProductOracle(launch, dims, 1).Run(text => text).ShouldBeEmpty(Products.Words(launch));
    }

    /// <summary>Sums that begin with something else: what is off is found, and what is no number too.</summary>
    [DeviceTheory(DeviceTool.Simulator)]
    [InlineData("0.0f / 0.0f")]
    [InlineData("1.0f / 0.0f")]
    [InlineData("1e-3f")]
    public void A_wrong_result_is_found(string beginning)
    {
        var launch = Products.Of("N, 37", "Linear(20)")[0];
        var oracle = new ProductOracle(launch, Dims, 1);
        oracle.Run(text => text).ShouldBeEmpty();
        string Wrong(string text) => Regex.Replace(text, @"(sum\[\w+\]\[\w+\]) = 0\.0f;", $"$1 = {beginning};");
        Should.Throw<ShouldAssertException>(() => oracle.Run(Wrong)).Message.ShouldMatch($@"{launch.Name}\[\d+, \d+\]");
    }

    [DeviceTheory(DeviceTool.Simulator)]
    [InlineData(1)]
    [InlineData(7)]
    public void Each_barrier_is_needed(int index)
    {
        var launch = Products.Of("N, 70", "Linear(20)")[0];
        launch = launch with { Plan = launch.Plan with { Tile = DeviceContractPlanner.Tiles[index] } };
        var oracle = new ProductOracle(launch, Dims, 1);
        int barriers = Regex.Count(DeviceContractPrinter.Print(launch).Body, @"DG_SYNC\(\);");
        barriers.ShouldBeGreaterThan(0);
        oracle.Run(text => text).ShouldBeEmpty();
        for (int barrier = 0; barrier < barriers; barrier++)
        {
            int at = 0;
            string Without(string text) => Regex.Replace(text, @"DG_SYNC\(\);", match => at++ == barrier ? "" : match.Value);
            oracle.Run(Without).ShouldNotBeEmpty($"without barrier {barrier}");
        }
    }

    [DeviceTheory(DeviceTool.Simulator)]
    [InlineData("row = row < rows ? row : rows - 1;", "")]
    [InlineData("if (row < rows)", "")]
    [InlineData("step < 37 + 32", "step < 37 + 64")]
    public void What_lies_outside_is_found(string guard, string instead)
    {
        var launch = Products.Of("N, 37", "Linear(20)")[0];
        var oracle = new ProductOracle(launch, Dims, 1);
        bool isThere = false;
        oracle.Run(text => text).ShouldBeEmpty();
        string findings = oracle.Run(text =>
        {
            isThere = text.Contains(guard);
            return text.Replace(guard, instead).Replace("if (step < 37)", instead.Length > 0 ? "if (step < 69)" : "if (step < 37)")
                .Replace("Now < 37 ?", instead.Length > 0 ? "Now < 1000 ?" : "Now < 37 ?");
        });
        isThere.ShouldBeTrue();
        findings.ShouldNotBeEmpty();
    }
}
