using System.Globalization;

namespace DeepGen.Generators.Tests.RandomModels;

/// <summary>
/// The seeds of a run: the same thousand every time, or those that <c>DEEPGEN_SEED</c> gives: <c>17</c>, <c>1000-1999</c>.
/// </summary>
internal static class Seeds
{
    public const string Variable = "DEEPGEN_SEED";

    private const int Count = 1000;

    // So many models are compiled by C# at once: it has to get going each time, and holds all of them in memory.
    private const int Together = 125;

    /// <summary>The first seed of each part and the number of seeds in it.</summary>
    public static TheoryData<int, int> Parts
    {
        get
        {
            var parts = new TheoryData<int, int>();
            int[] ends = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
                ? [.. given.Split('-').Select(seed => int.Parse(seed, CultureInfo.InvariantCulture))]
                : [0, Count - 1];
            for (int first = ends[0]; first <= ends[^1]; first += Together) parts.Add(first, Math.Min(Together, ends[^1] - first + 1));
            return parts;
        }
    }
}
