using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Device;
using DeepGen.Generators.Tests.Compiled;
using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Devices;

/// <summary>The launches of models on devices.</summary>
internal static class Products
{
    /// <summary>The launches of a training step of layers.</summary>
    public static IReadOnlyList<Launch> Step(string shape, string layers, FactorPrecision precision = FactorPrecision.Float32)
        => Step($"[Model, Input(\"x\", \"{shape}\"), {layers}, MSELoss(\"y\")] public partial class M;", precision);

    public static IReadOnlyList<Launch> Step(string source, FactorPrecision precision = FactorPrecision.Float32)
        => Launches(new CompiledGraph(Reading.Of(source)).Step, precision);

    /// <summary>The products among them.</summary>
    public static DeviceContractLaunch[] Of(string shape, string layers, FactorPrecision precision = FactorPrecision.Float32)
        => [.. Step(shape, layers, precision).OfType<DeviceContractLaunch>()];

    public static IReadOnlyList<Launch> Launches(ModelGraph graph, FactorPrecision precision = FactorPrecision.Float32)
        => DeviceScheduler.Apply("Step", ModelCompiler.Lower(graph, default), default, precision).Launches;

    /// <summary>A plan in words.</summary>
    public static string Words(DeviceContractLaunch launch)
    {
        var plan = launch.Plan;
        string Extents(IEnumerable<int> loops) => string.Join(" ", loops.Select(loop => launch.Loops.Extents[loop]));
        string batch = plan.Batch.Length > 0 ? $"batch {Extents(plan.Batch)}, " : "";
        string pieces = plan.Pieces > 1 ? $" in {plan.Pieces} pieces" : "";
        return $"{batch}rows {Extents(plan.Rows)}, columns {Extents(plan.Columns)}, sum {Extents(plan.Depth)}{pieces}; "
            + $"left {Words(plan.LeftLoad, "rows")}, right {Words(plan.RightLoad, "columns")}";
    }

    private static string Words(FactorLoad load, string across) => $"along {(load.AlongSum ? "sum" : across)} by {load.Width}";
}
