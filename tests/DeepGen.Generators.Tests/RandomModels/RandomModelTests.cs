using DeepGen.Generators.Graph;
using DeepGen.Generators.Tests.Compiled;
using DeepGen.Generators.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Abstractions;

namespace DeepGen.Generators.Tests.RandomModels;

/// <summary>Generated code against the interpreter on a thousand models that nobody thought of.</summary>
public class RandomModelTests(ITestOutputHelper output)
{
    /// <summary>
    /// Of the largest element of a tensor. As for the models that were thought of; but here are norms and means over a handful of rows that
    /// hardly differ, which magnify rounding by ten.
    /// </summary>
    private const double Tolerance = 1e-4;

    /// <summary>
    /// The values that a model is tried with before it counts as wrong. Where rounding decides on which side of a kink a value lies, or
    /// which value of a window is the largest, a gradient differs by as much as it has there; a fault of the compiler is there with all
    /// values.
    /// </summary>
    private const int Feeds = 5;

    [Theory]
    [MemberData(nameof(Seeds.Parts), MemberType = typeof(Seeds))]
    public void Random_models_have_no_error_and_agree(int first, int count)
    {
        var models = Enumerable.Range(first, count).Select(RandomModel.Of).ToDictionary(model => model.Name);
        var run = Compiler.Run([.. models.Values.Select(model => (model.Name, model.Source))]);
        run.Diagnostics.Select(found => $"{found}\n{Describe(models[found.Location.SourceTree!.FilePath])}").ShouldBeEmpty();
        using var compiled = new CompiledModels(run, Unoptimized);
        double worst = 0;
        foreach (var (name, model) in compiled.Cases) worst = Math.Max(worst, Try(models[name], model));
        output.WriteLine($"{count} models, largest error {worst:E1} of the largest element");
    }

    private static double Try(RandomModel model, CompiledCase compiled)
    {
        try
        {
            double worst = 0;
            foreach (int batch in model.Batches)
            {
                long Bind(string dim) => dim == "N" ? batch : model.Sizes[dim];
                compiled.Graph.Evaluation.Outputs.Select(found => (found.Name, Extents(found.Node.Shape, Bind))).ShouldBe(
                    model.Outputs.Select(expected => (expected.Name, string.Join(", ", expected.Form.At(batch)))));
                worst = Math.Max(worst, Error(compiled, Bind, batch));
            }

            return worst;
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"{fault.GetBaseException().Message}\n{Describe(model)}", fault);
        }
    }

    /// <summary>The largest error with the best of some values; one of them is enough to show that the code computes the same.</summary>
    private static double Error(CompiledCase compiled, Func<string, long> bind, int batch)
    {
        double best = double.PositiveInfinity;
        string furthest = "";
        for (int at = 0; at < Feeds && best > Tolerance; at++)
        {
            var feed = Feed.Random(compiled.Graph.Evaluation, bind, batch + (100 * at));
            var worst = Agreement.Of(compiled, feed).MaxBy(tensor => tensor.Error())!;
            if (worst.Error() >= best) continue;
            (best, furthest) = (worst.Error(), worst.Furthest());
        }

        best.ShouldBeLessThan(Tolerance, $"batch {batch}; {furthest}");
        return best;
    }

    private static string Extents(Shape shape, Func<string, long> bind) => string.Join(", ", shape.Select(dim => dim.Evaluate(bind)));

    private static string Describe(RandomModel model) => $"{Seeds.Variable}={model.Seed}\n{model.Source}";

    /// <summary>
    /// The generated code as it is, but for what costs time and changes no value: C# does not follow nulls through it, and the JIT takes
    /// its methods as they come, which is what most of the time would go to with models so small.
    /// </summary>
    private static GeneratorRun Unoptimized(GeneratorRun run)
    {
        var trees = run.Output.SyntaxTrees.Select(tree => !tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) ? tree
            : CSharpSyntaxTree.ParseText(
                tree.ToString().Replace("#nullable enable", "#nullable disable", StringComparison.Ordinal)
                    .Replace("[MethodImpl(MethodImplOptions.AggressiveOptimization)]", "", StringComparison.Ordinal),
                Compiler.ParseOptions, tree.FilePath));
        return run with { Output = run.Output.RemoveAllSyntaxTrees().AddSyntaxTrees(trees) };
    }
}
