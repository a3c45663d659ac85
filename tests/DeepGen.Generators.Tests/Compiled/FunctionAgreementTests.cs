using Xunit.Abstractions;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Every layer, function and loss, compiled and held against the interpreter.</summary>
[Trait(ExpectedWidth.Category, ExpectedWidth.Widths)]
public class FunctionAgreementTests(ITestOutputHelper output)
{
    /// <summary>Of the largest element of a tensor: the vector polynomials' 2e-7 and sums of a few dozen terms.</summary>
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Groups => [.. AgreementModels.All.Select(group => group.GetType().Name)];

    [Theory]
    [MemberData(nameof(Groups))]
    public void Functions_agree(string name)
    {
        var group = AgreementModels.All.Single(group => group.GetType().Name == name);
        using var models = new CompiledModels(group.Source);
        foreach (var (model, compiled) in models.Cases)
        {
            double worst = Agreement.Worst(compiled, Tolerance, group.Batches);
            output.WriteLine($"{model}: largest error {worst:E1} of the largest element");
        }
    }
}
