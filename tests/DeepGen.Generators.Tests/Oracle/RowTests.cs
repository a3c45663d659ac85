using DeepGen.Generators.Build;
using DeepGen.Generators.Declaration;
using Xunit.Abstractions;

namespace DeepGen.Generators.Tests.Oracle;

/// <summary>Every layer, function and loss against PyTorch in float64.</summary>
public sealed class RowTests(ITestOutputHelper output)
{
    // Both sides compute in float64 and round sums of a few dozen products in different orders: about ten units in the last place.
    private const double Tolerance = 1e-13;

    private static readonly Dictionary<string, string> FileOfRow = RowModels.All.Select(models => models.File)
        .SelectMany(file => ReferenceFile.Open(file).Names.Select(name => (Row: name.Split('.')[0], File: file)).Distinct())
        .ToDictionary(row => row.Row, row => row.File);

    private static readonly Lazy<IReadOnlyDictionary<string, ModelDeclaration>> Models =
        new(() => BuiltModel.Read(string.Join('\n', RowModels.All.Select(models => models.Source))));

    public static TheoryData<string> Rows => [.. FileOfRow.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_agrees_with_PyTorch_and_a_planted_error_does_not(string name)
    {
        foreach (var (key, actual, expected) in Compare(name))
        {
            double deviation = Deviation.Of(actual, expected);
            output.WriteLine($"{name}.{key}: {deviation:G3}");
            deviation.ShouldBeLessThanOrEqualTo(Tolerance, $"{name}.{key}");
            Deviation.Of(actual, Deviation.Plant(expected)).ShouldBeGreaterThan(Tolerance, $"{name}.{key}");
        }
    }

    [Fact]
    public void Each_row_has_a_model_and_each_model_a_row() => Models.Value.Keys.ShouldBe(FileOfRow.Keys, ignoreOrder: true);

    [Fact]
    public void The_tolerance_is_at_most_ten_times_the_worst_deviation()
    {
        double worst = FileOfRow.Keys
            .Max(name => Compare(name).Max(result => Deviation.Of(result.Actual, result.Expected)));
        output.WriteLine($"worst of all rows: {worst:G3}");
        Tolerance.ShouldBeLessThanOrEqualTo(10 * worst);
    }

    /// <summary>Everything that PyTorch computed in a row, beside what the interpreter makes of the model.</summary>
    private static IEnumerable<(string Key, double[] Actual, double[] Expected)> Compare(string name)
    {
        var row = ReferenceFile.Open(FileOfRow[name]).Under(name);
        var trained = Run(BuildMode.Train, name, row);
        bool hasState = row.Keys.Any(key => key.StartsWith("evaluated.", StringComparison.Ordinal));
        var evaluated = hasState ? Run(BuildMode.Evaluate, name, row) : null;
        foreach (var (key, tensor) in row)
        {
            if (IsLeaf(key)) continue;
            yield return key.StartsWith("evaluated.", StringComparison.Ordinal)
                ? (key, evaluated!["output" + key["evaluated".Length..]], tensor.Values)
                : (key, trained[key], tensor.Values);
        }
    }

    private static IReadOnlyDictionary<string, double[]> Run(BuildMode mode, string name, IReadOnlyDictionary<string, ReferenceTensor> row)
    {
        var model = BuiltModel.Of(Models.Value[name], mode);
        var leaves = row.Where(tensor => IsLeaf(tensor.Key)).ToDictionary(tensor => LeafName(tensor.Key), tensor => tensor.Value.Values);
        return model.Run(leaves, model.DimsOf(input => row["input." + input].Shape));
    }

    /// <summary>Whether a tensor of a row is given to the model rather than computed by it.</summary>
    private static bool IsLeaf(string key) => key.Split('.')[0] is "input" or "target" or "cotangent" or "parameter" or "state";

    private static string LeafName(string key)
        => key.StartsWith(BuiltModel.Cotangent, StringComparison.Ordinal) ? key : key[(key.IndexOf('.') + 1)..];
}
