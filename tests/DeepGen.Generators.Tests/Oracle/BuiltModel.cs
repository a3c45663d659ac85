using System.Collections.Immutable;
using DeepGen.Generators.Build;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Passes;
using DeepGen.Generators.Tests.Harness;

namespace DeepGen.Generators.Tests.Oracle;

/// <summary>A differentiated model and what the interpreter makes of it.</summary>
internal sealed class BuiltModel
{
    /// <summary>The prefix of the targets that a model without a loss is multiplied with.</summary>
    public const string Cotangent = "cotangent.";

    private BuiltModel(ModelGraph graph) => Graph = graph;

    public ModelGraph Graph { get; }

    /// <summary>The models of a source by name, read in one compilation.</summary>
    public static IReadOnlyDictionary<string, ModelDeclaration> Read(string source) =>
        Compiler.Run(source).Result.TrackedSteps[ModelGenerator.DeclarationStep]
            .Select(step => (DeclaredModel)step.Outputs.Single().Value)
            .ToDictionary(model => model.Declaration.Name, model =>
            {
                model.Diagnostics.ShouldBeEmpty(model.Declaration.Name);
                return model.Declaration;
            });

    /// <summary>The model with the gradients of its parameters and of its float inputs.</summary>
    public static BuiltModel Of(ModelDeclaration declaration, BuildMode mode = BuildMode.Train)
    {
        var result = ModelBuilder.Build(declaration, mode);
        result.Diagnostics.ShouldBeEmpty(declaration.Name);
        var graph = WithLoss(result.Graph.ShouldNotBeNull());
        var floats = graph.Inputs.Where(input => input.Node.Type == DType.Float32);
        var inputs = floats.Select(input => new OwnedTensor(input.Name, input.Node.Shape, "", input.Node));
        return new BuiltModel(Differentiate.Apply(graph with { Parameters = graph.Parameters.AddRange(inputs) }, default));
    }

    /// <summary>
    /// Every result by its kind and name: <c>output.output</c>, <c>loss</c>, <c>gradient.x</c>, <c>update.n.running_var</c>.
    /// </summary>
    public IReadOnlyDictionary<string, double[]> Run(
        IReadOnlyDictionary<string, double[]> leaves, IReadOnlyDictionary<string, long> dims, Func<uint, long, double>? uniform = null)
    {
        var interpreter = new Interpreter(dims, leaves, uniform);
        var results = Graph.Outputs.Select(output => ("output." + output.Name, output.Node))
            .Concat(Graph.Gradients.Select(gradient => ("gradient." + gradient.Name, gradient.Node)))
            .Concat(Graph.StateUpdates.Select(update => ("update." + update.Name, update.Node)))
            .Append(("loss", Graph.Loss!));
        return results.ToDictionary(result => result.Item1, result => interpreter.Evaluate(result.Item2));
    }

    /// <summary>The values of named dims that follow from the shapes of the inputs.</summary>
    public IReadOnlyDictionary<string, long> DimsOf(Func<string, long[]> shapeOf)
    {
        var dims = new Dictionary<string, long>();
        foreach (var input in Graph.Inputs)
        {
            foreach (var (dim, extent) in input.Node.Shape.Zip(shapeOf(input.Name)))
            {
                if (dim.IsConstant) dim.Value.ShouldBe(extent, input.Name);
                else dims[dim.ToString()] = extent;
            }
        }

        return dims;
    }

    /// <summary>A model without a loss gets the sum of its outputs, each times a target of its shape.</summary>
    private static ModelGraph WithLoss(ModelGraph model)
    {
        if (model.Loss is not null) return model;
        var graph = model.Builder;
        Node? loss = null;
        var targets = ImmutableArray.CreateBuilder<NamedNode>();
        foreach (var output in model.Outputs.Where(output => output.Node.Type == DType.Float32))
        {
            var shape = output.Node.Shape;
            var weights = graph.Add(new LeafOperator(LeafKind.Target, Cotangent + output.Name, shape));
            targets.Add(new NamedNode(Cotangent + output.Name, weights));
            var product = graph.Pointwise(new Argument(0) * new Argument(1), shape, output.Node, weights);
            var sum = graph.Reshape(graph.Sum(product, [.. Enumerable.Range(0, shape.Rank)]), Shape.Scalar);
            loss = loss is null ? sum : graph.Pointwise(new Argument(0) + new Argument(1), Shape.Scalar, loss, sum);
        }

        return model with { Loss = loss ?? graph.Constant(0, Shape.Scalar), Targets = targets.ToImmutable() };
    }
}
