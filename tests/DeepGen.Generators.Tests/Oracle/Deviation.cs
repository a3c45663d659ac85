namespace DeepGen.Generators.Tests.Oracle;

/// <summary>How far numbers are from the reference.</summary>
internal static class Deviation
{
    /// <summary>The largest difference, relative to numbers above 1; infinite where lengths, NaN or infinities do not agree.</summary>
    public static double Of(double[] actual, double[] expected)
        => actual.Length == expected.Length ? actual.Zip(expected, Of).DefaultIfEmpty().Max() : double.PositiveInfinity;

    private static double Of(double actual, double expected)
    {
        if (actual.Equals(expected)) return 0;
        double difference = Math.Abs(actual - expected) / Math.Max(1, Math.Abs(expected));
        return double.IsFinite(difference) ? difference : double.PositiveInfinity;
    }
}
