namespace DeepGen.Generators.Tests.Oracle;

/// <summary>How far numbers are from the reference.</summary>
internal static class Deviation
{
    /// <summary>The largest difference, relative to numbers above 1; infinite where lengths, NaN or infinities do not agree.</summary>
    public static double Of(double[] actual, double[] expected)
        => actual.Length == expected.Length ? actual.Zip(expected, Of).DefaultIfEmpty().Max() : double.PositiveInfinity;

    /// <summary>The numbers with an error of 1e-3 in the first finite one, relative to numbers above 1: no comparison may let it pass.</summary>
    public static double[] Plant(double[] values)
    {
        var planted = (double[])values.Clone();
        ref double value = ref planted[Math.Max(0, Array.FindIndex(values, double.IsFinite))];
        value = double.IsFinite(value) ? value + (1e-3 * Math.Max(1, Math.Abs(value))) : 1e-3;
        return planted;
    }

    private static double Of(double actual, double expected)
    {
        if (actual.Equals(expected)) return 0;
        double difference = Math.Abs(actual - expected) / Math.Max(1, Math.Abs(expected));
        return double.IsFinite(difference) ? difference : double.PositiveInfinity;
    }
}
