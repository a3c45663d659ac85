using Xunit.Abstractions;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Generated code against the interpreter on models that nobody thought of.</summary>
public class RandomStackTests(ITestOutputHelper output)
{
    private const int Count = 25;

    /// <summary>
    /// Of the largest element of a tensor. As for the models that were thought of; but here are norms of norms, and norms over a handful of
    /// rows that hardly differ, which magnify rounding by ten.
    /// </summary>
    private const double Tolerance = 1e-4;

    [Fact]
    public void Random_stacks_agree()
    {
        var stacks = Enumerable.Range(0, Count).ToDictionary(at => $"Random{at}", at => new RandomStack($"Random{at}", at));
        using var models = new CompiledModels(string.Join('\n', stacks.Values.Select(stack => stack.Source)));
        foreach (var (name, model) in models.Cases)
        {
            output.WriteLine(stacks[name].Source);
            double worst = Agreement.Worst(model, Tolerance, stacks[name].Batches);
            output.WriteLine($"    largest error {worst:E1} of the largest element");
        }
    }
}
