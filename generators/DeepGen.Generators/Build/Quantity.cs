using System.Globalization;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Build;

/// <summary>Counts as a reader wants them: 451,584 numbers, 0.45 MFLOP a sample, 1.4 MB.</summary>
internal static class Quantity
{
    private static readonly (double Least, string Unit)[] Units = [(1e12, "T"), (1e9, "G"), (1e5, "M"), (1e3, "k")];

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Floating-point operations: of one sample, where the batch can be left out.</summary>
    public static string Operations(Dim operations, Dim? batch)
    {
        if (batch is not null && operations.DivideExactly(batch) is { } each)
        {
            return (each.IsConstant ? Scaled(each.Value, "FLOP") : $"{Polynomial(each)} FLOP") + " a sample";
        }

        return (operations.IsConstant ? Scaled(operations.Value, "FLOP") : $"{Polynomial(operations)} FLOP") + " a call";
    }

    /// <summary>A number with three digits or so: 0.45 MFLOP, 12.8 kFLOP, 640 FLOP.</summary>
    public static string Scaled(double value, string unit)
    {
        foreach (var (least, prefix) in Units)
        {
            if (value < least) continue;
            double scaled = value / (prefix == "M" ? 1e6 : least);
            return scaled.ToString(scaled < 10 ? "F2" : scaled < 100 ? "F1" : "F0", CultureInfo.InvariantCulture) + $" {prefix}{unit}";
        }

        return $"{Count((long)value)} {unit}";
    }

    /// <summary>A polynomial in the dims, with its factors grouped: 1,024 * T + 64.</summary>
    public static string Polynomial(Dim dim) => dim.Print(static name => name, static value => Count(value));
}
