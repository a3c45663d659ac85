using DeepGen.Runtime;

namespace DeepGen.Tests.Runtime.Simd;

[Trait("Category", "Widths")]
public class WidthTests
{
    /// <summary>Otherwise the runs on narrower processors would try the same code again.</summary>
    [Theory]
    [InlineData("DOTNET_EnableAVX512", 8)]
    [InlineData("DOTNET_EnableAVX2", 4)]
    public void Switching_an_instruction_set_off_narrows_the_vectors(string variable, int widest)
    {
        int limit = Environment.GetEnvironmentVariable(variable) == "0" ? widest : 16;

        SimdWidth.Preferred.ShouldBeInRange(4, limit);
    }
}
