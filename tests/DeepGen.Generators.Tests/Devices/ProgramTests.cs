using DeepGen.Generators.Tests.Compiled;
using DeepGen.Generators.Tests.Harness;
using Xunit.Abstractions;

namespace DeepGen.Generators.Tests.Devices;

/// <summary>
/// Training steps kernel by kernel in the simulator, each over several groups and several rounds of its loops, without a race, a read of
/// what was never written or one outside of memory.
/// </summary>
public class ProgramTests(ITestOutputHelper output)
{
    /// <summary>Sums of some thousand terms in single precision, of the largest element of a tensor.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>Models of every kind of loop, with few elements beside N, and an N with several groups of the smallest kernel.</summary>
    public static TheoryData<string, int, string> Models => new()
    {
        {
            "maps, columns", 261,
            "[Model, Input(\"x\", \"N, 3\"), Linear(5), BatchNorm1d, ReLU, Dropout(0.25), Linear(3), CrossEntropyLoss(\"label\")]"
                + " public partial class M;"
        },
        {
            "rows", 263,
            "[Model, Input(\"x\", \"N, 21\"), LayerNorm, Linear(2), Tanh, MSELoss(\"y\")] public partial class M;"
        },
        {
            "long rows", 259,
            """
            [Model] public partial class M
            {
                [Parameter(1, Fill = 0.5)] readonly Value scale;
                Value Forward([Shape("N, 300")] Value x) => (x.Softmax(1) * x).Sum(1, keepDim: true) * scale;
                Value Loss(Value output, [Shape("N, 1")] Value y) => output.Mse(y);
            }
            """
        },
        {
            "several groups of columns", 19,
            """
            [Model] public partial class M
            {
                [Parameter(70, Fill = 0.5)] readonly Value scale;
                Value Forward([Shape("N, 70")] Value x) => (x * scale).Softmax(0) * x.Max(0, keepDim: true);
                Value Loss(Value output, [Shape("N, 70")] Value y) => output.Mse(y);
            }
            """
        },
        {
            "sums in pieces", 65,
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
            """
        },
        {
            "windows, borders", 65,
            "[Model, Input(\"image\", \"N, 2, 6, 5\"), Conv2d(3, Kernel = 3, Padding = 1), ReLU, MaxPool2d(2), AvgPool2d(2, Stride = 1)]"
                + " [Flatten, Linear(4), MSELoss(\"y\")] public partial class M;"
        },
        {
            "strides, phases", 65,
            "[Model, Input(\"image\", \"N, 2, 5, 4\"), Conv2d(4, Kernel = 3, Stride = 2, Padding = 1), ReLU]"
                + " [ConvTranspose2d(2, Kernel = 3, Stride = 2), MSELoss(\"y\")] public partial class M;"
        },
        {
            "lines", 261,
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
            """
        },
    };

    [DeviceTheory]
    [MemberData(nameof(Models))]
    public void Kernels_over_several_groups_agree_with_float64_and_are_clean(string name, int batch, string source)
    {
        var program = new SimulatedProgram(new CompiledGraph(Reading.Of(source)), batch);
        long roundsOfPieces = 0;
        foreach (var launch in program.Run())
        {
            output.WriteLine($"{name}: {launch.Name}, {launch.Text.Groups.X} = {launch.Groups} groups, {launch.Rounds} rounds");
            launch.Findings.ShouldBeEmpty($"{launch.Name}\n{launch.Text.Body}");
            if (launch.Text.Groups.X.Contains("dim", StringComparison.Ordinal)) launch.Groups.ShouldBeGreaterThan(1, launch.Name);
            if (launch is { Rounds: { } rounds, Pieces: 1 }) rounds.ShouldBeGreaterThan(1, launch.Name);
            else roundsOfPieces = Math.Max(roundsOfPieces, launch.Rounds ?? 0);
        }

        // A sum over some hundred rows that is cut into 64 pieces leaves little to each.
        if (name == "sums in pieces") roundsOfPieces.ShouldBeGreaterThan(1);
        foreach (var compared in program.Results()) compared.Error().ShouldBeLessThan(Tolerance, compared.Furthest());
    }
}
