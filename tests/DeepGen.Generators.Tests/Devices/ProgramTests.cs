using System.Text.RegularExpressions;
using DeepGen.Generators.Schedule.Device;
using DeepGen.Generators.Tests.Compiled;
using DeepGen.Generators.Tests.Harness;
using Xunit.Abstractions;

namespace DeepGen.Generators.Tests.Devices;

/// <summary>
/// Training steps kernel by kernel in the simulator, with several groups and several rounds of every kind of loop, without a race, a read
/// of what was never written or one outside of memory.
/// </summary>
public class ProgramTests(ITestOutputHelper output)
{
    /// <summary>Sums of some thousand terms in single precision, of the largest element of a tensor.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>
    /// Models of every kind of loop, with few elements beside N, and an N with several groups of the smallest kernel; and what they are
    /// here for.
    /// </summary>
    private static readonly Dictionary<string, SimulatedModel> All = new()
    {
        ["maps, columns"] = new(
            261,
            "[Model, Input(\"x\", \"N, 3\"), Linear(5), BatchNorm1d, ReLU, Dropout(0.25), Linear(3), CrossEntropyLoss(\"label\")]"
                + " public partial class M;",
            (DeviceSpread.Items, 6, 1), (DeviceSpread.Items, 4, 5), (DeviceSpread.Columns, 1, 9), (DeviceSpread.Columns, 3, 9)),
        ["rows"] = new(
            263,
            "[Model, Input(\"x\", \"N, 21\"), LayerNorm, Linear(2), Tanh, MSELoss(\"y\")] public partial class M;",
            (DeviceSpread.Rows, 263, 1)),
        ["long rows"] = new(
            259,
            """
            [Model] public partial class M
            {
                [Parameter(1, Fill = 0.5)] readonly Value scale;
                Value Forward([Shape("N, 300")] Value x) => (x.Softmax(1) * x).Sum(1, keepDim: true) * scale;
                Value Loss(Value output, [Shape("N, 1")] Value y) => output.Mse(y);
            }
            """,
            (DeviceSpread.Rows, 259, 2)),
        ["several groups of columns"] = new(
            523,
            """
            [Model] public partial class M
            {
                [Parameter(33, Fill = 0.5)] readonly Value scale;
                Value Forward([Shape("N, 33")] Value x) => (x * scale).Softmax(0) * x.Max(0, keepDim: true);
                Value Loss(Value output, [Shape("N, 33")] Value y) => output.Mse(y);
            }
            """,
            (DeviceSpread.Columns, 64 * 2, 2), (DeviceSpread.Columns, 2, 8)),
        ["sums in pieces"] = new(
            65,
            """
            [Model] public partial class M
            {
                [Conv2d(4, Kernel = 1)] readonly Layer mix;
                [BatchNorm2d] readonly Layer norm;
                Value Forward([Shape("N, 2, 9, 8")] Value image)
                {
                    var x = norm(mix(image));
                    return x.Mean([2, 3]) * x.Exp().Mean() + x.Max() * 0.1;
                }
                Value Loss(Value output, [Shape("N, 4")] Value y) => output.Mse(y);
            }
            """,
            (DeviceSpread.Columns, 64, 2), (DeviceSpread.Rows, 64, 2)),
        ["windows, borders"] = new(
            65,
            "[Model, Input(\"image\", \"N, 2, 6, 5\"), Conv2d(3, Kernel = 3, Padding = 1), ReLU, MaxPool2d(2), AvgPool2d(2, Stride = 1)]"
                + " [Flatten, Linear(4), MSELoss(\"y\")] public partial class M;",
            (DeviceSpread.Items, 5, 1), (DeviceSpread.Rows, 3, 2)),
        ["strides, phases"] = new(
            65,
            "[Model, Input(\"image\", \"N, 2, 5, 4\"), Conv2d(4, Kernel = 3, Stride = 2, Padding = 1), ReLU]"
                + " [ConvTranspose2d(2, Kernel = 3, Stride = 2), MSELoss(\"y\")] public partial class M;",
            (DeviceSpread.Items, 7, 16)),
        ["lines"] = new(
            261,
            """
            [Model] public partial class M
            {
                [Parameter("7, 3")] readonly Value table;
                Value Forward([Shape("N, 4, 5", RequiresGradient = true)] Value x, [Shape("N, 4")] Value<int> k)
                {
                    var order = x.Sort(1).Values[.., 1, ..4] * x.TopK(3, 2).Values.Sum(1, keepDim: false)[.., ..1];
                    var sums = x.CumSum(1)[.., .., 1] * 0.1 + x.CumProd(2)[.., .., 2];
                    var places = x.Gather(2, k.Unsqueeze(2)).Sum(2) + x[.., .., 0].ScatterAdd(1, k, x[.., .., 1]);
                    return order + sums + places + table.Lookup(k)[.., .., 1];
                }
                Value Loss(Value output, [Shape("N, 4")] Value y) => output.Mse(y);
            }
            """,
            (DeviceSpread.Items, 21, 1), (DeviceSpread.Rows, 1, 5)),
    };

    public static TheoryData<string> Models => [.. All.Keys];

    [DeviceTheory(DeviceTool.Simulator)]
    [MemberData(nameof(Models))]
    public void Kernels_over_several_groups_agree_with_float64_and_are_clean(string name)
    {
        var model = All[name];
        var program = new SimulatedProgram(new CompiledGraph(Reading.Of(model.Source)), model.Batch);
        var launches = new List<SimulatedLaunch>();
        foreach (var launch in program.Run())
        {
            output.WriteLine($"{name}: {launch.Name}, {launch.Spread} in {launch.Groups} groups, {launch.Rounds} rounds");
            launch.Findings.ShouldBeEmpty($"{launch.Name}\n{launch.Text.Body}");
            if (launch.Text.Groups.X.Contains("dim", StringComparison.Ordinal)) launch.Groups.ShouldBeGreaterThan(1, launch.Name);
            if (launch.HasRoundsOfDims) launch.Rounds.ShouldBeGreaterThan(1, launch.Name);
            launches.Add(launch);
        }

        foreach (var (spread, groups, rounds) in model.Expected)
            launches.ShouldContain(launch => launch.Spread == spread && launch.Groups >= groups && launch.Rounds >= rounds, $"{spread}");
        foreach (var compared in program.Results()) compared.Error().ShouldBeLessThan(Tolerance, compared.Furthest());
    }

    /// <summary>
    /// What a launch leaves out is no number wherever it is read: not the zero that the simulator shows for it, with which the loss would
    /// be a number like any other.
    /// </summary>
    [DeviceFact(DeviceTool.Simulator)]
    public void What_was_never_written_is_no_number()
    {
        Loss(text => text).ShouldBeGreaterThan(0);
        Loss(text => Regex.Replace(text, @"(\) Dropout1\([^;]*(?s:.*)if \(item >= dimN \* 5)\)", "$1 - 1)")).ShouldBe(float.NaN);

        static float Loss(Func<string, string> change)
        {
            var program = new SimulatedProgram(new CompiledGraph(Reading.Of(All["maps, columns"].Source)), 3, change);
            foreach (var launch in program.Run()) launch.Findings.ShouldBeEmpty();
            return program.Results().First().Actual.Single();
        }
    }

    /// <summary>A model, and loops that its step has.</summary>
    /// <param name="Batch">The extent of N.</param>
    /// <param name="Source">Its declaration.</param>
    /// <param name="Expected">Loops of at least so many groups and rounds.</param>
    private sealed record SimulatedModel(int Batch, string Source, params (DeviceSpread Spread, long Groups, long Rounds)[] Expected);
}
