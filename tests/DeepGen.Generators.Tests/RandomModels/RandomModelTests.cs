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

    /// <summary>The part of the models that may need other values than the first.</summary>
    private const double AtKinks = 0.01;

    [Theory]
    [MemberData(nameof(Seeds.Parts), MemberType = typeof(Seeds))]
    public void Random_models_have_no_error_and_agree(int first, int count)
    {
        var models = Enumerable.Range(first, count).Select(RandomModel.Of).ToDictionary(model => model.Name);
        var run = Compiler.Run([.. models.Values.Select(model => (model.Name, model.Source))]);
        run.Diagnostics.Select(found => $"{found}\n{Describe(models[found.Location.SourceTree!.FilePath])}").ShouldBeEmpty();
        using var compiled = new CompiledModels(run, Unoptimized);
        var agreements = compiled.Cases.Select(found => (found.Key, Agreement: Try(models[found.Key], found.Value))).ToList();
        var again = agreements.Where(model => model.Agreement.Feeds > 1).Select(model => model.Key).ToList();
        output.WriteLine($"{count} models, largest error {agreements.Max(model => model.Agreement.Error):E1} of the largest element");
        again.Count.ShouldBeLessThanOrEqualTo(
            (int)Math.Ceiling(AtKinks * count), $"agree with other values only: {string.Join(", ", again)}");
    }

    private static (double Error, int Feeds) Try(RandomModel model, CompiledCase compiled)
    {
        try
        {
            var worst = (Error: 0.0, Feeds: 1);
            foreach (int batch in model.Batches)
            {
                long Bind(string dim) => dim == "N" ? batch : model.Sizes[dim];
                compiled.Graph.Evaluation.Outputs.Select(found => (found.Name, Extents(found.Node.Shape, Bind))).ShouldBe(
                    model.Outputs.Select(expected => (expected.Name, string.Join(", ", expected.Form.At(batch)))));
                var found = Error(compiled, Bind, batch);
                worst = (Math.Max(worst.Error, found.Error), Math.Max(worst.Feeds, found.Feeds));
            }

            return worst;
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"{fault.GetBaseException().Message}\n{Describe(model)}", fault);
        }
    }

    /// <summary>
    /// The largest error with the best of some values, and how many were tried: further ones only where the first differ.
    /// </summary>
    private static (double Error, int Feeds) Error(CompiledCase compiled, Func<string, long> bind, int batch)
    {
        double best = double.PositiveInfinity;
        string furthest = "";
        int at = 0;
        for (; at < Feeds && best > Tolerance; at++)
        {
            var feed = Feed.Random(compiled.Graph.Evaluation, bind, batch + (100 * at));
            var worst = Agreement.Of(compiled, feed).MaxBy(tensor => tensor.Error())!;
            if (worst.Error() >= best) continue;
            (best, furthest) = (worst.Error(), worst.Furthest());
        }

        best.ShouldBeLessThan(Tolerance, $"batch {batch}; {furthest}");
        return (best, at);
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
