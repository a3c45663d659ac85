using System.Globalization;

namespace DeepGen.Samples;

/// <summary>What --devices prints.</summary>
public static class DeviceList
{
    /// <summary>A line for each device of the machine, and one for each cause of others being missing.</summary>
    public static string Text()
    {
        var rows = DeviceInfo.All.Select(info => (info.Id, Text: FormattableString.Invariant(
            $"{info.Name}, {info.MemoryBytes / 1e9:0.0} GB, {info.ComputeUnits} compute units, {info.Driver}")));
        var processor = string.Create(CultureInfo.InvariantCulture, $"the processor, {Environment.ProcessorCount} threads");
        var lines = rows.Prepend(("cpu", processor)).Select(row => $"{row.Item1,-10}{row.Item2}")
            .Concat(DeviceInfo.Problems.Select(problem => $"note: {problem}"));
        return string.Join(Environment.NewLine, lines);
    }
}
