using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using DeepGen.Benchmarks.Compare;

namespace DeepGen.Benchmarks.Kernels;

/// <summary>A parameter of a benchmark that knows how much work one call is.</summary>
public interface IWork
{
    /// <summary>Floating-point operations of one product.</summary>
    double Flops => 0;

    /// <summary>Bytes read and written, each once.</summary>
    double Bytes => 0;

    /// <summary>Elements computed.</summary>
    double Elements => 0;
}

/// <summary>How many products of the parameter's size a benchmark computes.</summary>
/// <param name="count">How many.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProductsAttribute(int count) : Attribute
{
    /// <summary>How many.</summary>
    public int Count { get; } = count;
}

/// <summary>How many times a benchmark moves the bytes of its parameter.</summary>
/// <param name="share">How many times.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MovesAttribute(double share) : Attribute
{
    /// <summary>How many times.</summary>
    public double Share { get; } = share;
}

/// <summary>Adds the columns for rates where a benchmark's parameter knows its work.</summary>
public sealed class RateConfig : ManualConfig
{
    /// <summary>Adds the columns.</summary>
    public RateConfig() => AddColumn(
        new RateColumn("GFLOP/s", Flops, isTime: false),
        new RateColumn("of peak", (work, method) => Flops(work, method) / Peak.Value, isTime: false),
        new RateColumn("GB/s", (work, method) => work.Bytes * (Attribute<MovesAttribute>(method)?.Share ?? 1), isTime: false),
        new RateColumn("ns/element", (work, _) => work.Elements, isTime: true));

    // Of one core, in a nanosecond: measured when the table is written.
    private static readonly Lazy<double> Peak = new(() => Roof.Measure().FlopsPerSecond / 1e9);

    private static double Flops(IWork work, Descriptor method) => work.Flops * (Attribute<ProductsAttribute>(method)?.Count ?? 1);

    private static T? Attribute<T>(Descriptor method)
        where T : Attribute => (T?)System.Attribute.GetCustomAttribute(method.WorkloadMethod, typeof(T));
}

/// <summary>Work in a nanosecond, or nanoseconds for a unit of work.</summary>
internal sealed class RateColumn(string name, Func<IWork, Descriptor, double> amount, bool isTime) : IColumn
{
    public string Id => name;

    public string ColumnName => name;

    public bool AlwaysShow => false;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => $"{name}, by the mean";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        double work = Work(benchmarkCase);
        if (work == 0 || summary[benchmarkCase]?.ResultStatistics is not { } statistics) return "-";
        double rate = isTime ? statistics.Mean / work : work / statistics.Mean;
        return rate.ToString(rate < 10 ? "F3" : "F1", CultureInfo.InvariantCulture);
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsAvailable(Summary summary) => summary.BenchmarksCases.Any(benchmark => Work(benchmark) > 0);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    private double Work(BenchmarkCase benchmark) =>
        benchmark.Parameters.Items.Select(item => item.Value).OfType<IWork>()
            .Select(work => amount(work, benchmark.Descriptor)).FirstOrDefault();
}
