using System.Globalization;
using DeepGen.Runtime;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>
/// Generated code picks the widest vectors of the machine. The tests of category Widths are run again with narrower ones:
/// <code>
/// DOTNET_EnableAVX512=0 DEEPGEN_EXPECT_WIDTH=8 dotnet test -c Release --filter Category=Widths
/// DOTNET_EnableAVX2=0 DEEPGEN_EXPECT_WIDTH=4 dotnet test -c Release --filter Category=Widths
/// </code>
/// The variable says which width was meant, so that a switch without effect is noticed.
/// </summary>
internal static class ExpectedWidth
{
    public const string Category = "Category";
    public const string Widths = "Widths";

    private const string Variable = "DEEPGEN_EXPECT_WIDTH";

    public static void ShouldBeTheOneOfThisRun()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text) return;
        int width = int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        SimdWidth.Preferred.ShouldBe(width, $"{Variable} says which width this run is for");
    }
}
