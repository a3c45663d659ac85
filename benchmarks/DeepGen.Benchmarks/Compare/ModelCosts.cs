using DeepGen.Generators;
using DeepGen.Generators.Build;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepGen.Benchmarks.Compare;

/// <summary>
/// The floating-point operations of the models, on the graphs that the compiler builds from their declarations: two for each multiply-add
/// of a product or convolution. A gradient of a product takes as many as the product, and there is one for each factor that depends on a
/// trained parameter.
/// </summary>
internal sealed class ModelCosts
{
    private readonly Dictionary<string, (Dim Predict, Dim Step)> multiplyAdds = [];

    /// <summary>Counts the models of the comparison.</summary>
    public ModelCosts()
    {
        string models = Path.Combine(Repository.Root, "benchmarks", "DeepGen.Benchmarks", "Compare", "Models");
        string sample = Path.Combine(Repository.Root, "samples", "Residual", "ResNet18.cs");
        foreach (string path in Directory.EnumerateFiles(models, "*.cs").Append(sample)) Add(File.ReadAllText(path));
    }

    /// <summary>The operations of one call.</summary>
    /// <param name="model">The name of the model's class.</param>
    /// <param name="mode"><c>train</c> or <c>predict</c>.</param>
    /// <param name="batch">The extent of its one run-time dim.</param>
    public double Of(string model, string mode, int batch)
    {
        var (predict, step) = multiplyAdds[model];
        return 2.0 * (mode == "train" ? step : predict).Evaluate(_ => batch);
    }

    private void Add(string source)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        string library = typeof(object).Assembly.Location;
        string[] framework = Directory.GetFiles(Path.GetDirectoryName(library)!, "System*.dll");
        var compilation = CSharpCompilation.Create(
            "Models",
            [
                CSharpSyntaxTree.ParseText("global using System; global using DeepGen;", options),
                CSharpSyntaxTree.ParseText(source, options),
            ],
            framework.Append(typeof(Value).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new ModelGenerator().AsSourceGenerator()], parseOptions: options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        var steps = driver.RunGenerators(compilation).GetRunResult().Results[0].TrackedSteps[ModelGenerator.DeclarationStep];
        foreach (var (value, _) in steps.SelectMany(step => step.Outputs))
        {
            var declaration = ((DeclaredModel)value).Declaration;
            var predict = ModelBuilder.Build(declaration, BuildMode.Evaluate, default);
            var train = ModelBuilder.Build(declaration, BuildMode.Train, default);
            multiplyAdds.Add(declaration.Name, (predict.Total.MultiplyAdds, Step(train.Graph!)));
        }
    }

    /// <summary>Forward, and the gradients of the factors that lead to a trained parameter.</summary>
    private static Dim Step(ModelGraph graph)
    {
        HashSet<Node> trained = [.. graph.TrainedParameters.Select(parameter => parameter.Node)];
        var sum = Dim.Zero;
        foreach (var node in graph.Topological())
        {
            int factors = node.Inputs.Count(trained.Contains);
            if (factors > 0) trained.Add(node);
            sum += node.Operator.CostOf(node).MultiplyAdds * (1 + factors);
        }

        return sum;
    }
}
