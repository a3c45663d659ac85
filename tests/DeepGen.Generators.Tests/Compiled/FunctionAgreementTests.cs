using Xunit.Abstractions;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Every activation, function and loss, compiled and held against the interpreter.</summary>
[Trait(ExpectedWidth.Category, ExpectedWidth.Widths)]
public class FunctionAgreementTests(ITestOutputHelper output)
{
    /// <summary>Of the largest element of a tensor: the vector polynomials' 2e-7 and sums of a few dozen terms.</summary>
    private const double Tolerance = 1e-5;

    [Fact]
    public void Functions_agree()
    {
        using var models = new CompiledModels(FunctionModels.Source);
        foreach (var (name, model) in models.Cases)
        {
            double worst = Agreement.Worst(model, Tolerance, 1, 17);
            output.WriteLine($"{name}: largest error {worst:E1} of the largest element");
        }
    }
}
