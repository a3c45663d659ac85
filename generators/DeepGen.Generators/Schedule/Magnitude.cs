using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Schedule;

/// <summary>Extents and strides as numbers to weigh choices by, where only run time knows them.</summary>
internal static class Magnitude
{
    private const long Typical = 4096;

    public static double Of(Dim dim) => dim.Evaluate(static _ => Typical);
}
