using DeepGen.Generators.Build;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Passes;
using DeepGen.Generators.Tests.Oracle;

namespace DeepGen.Generators.Tests.Operators;

/// <summary>Every gradient against central differences through the interpreter, for random shapes and settings.</summary>
public sealed class FiniteDifferenceTests
{
    private const int Seeds = 6;
    private const double Step = 1e-6;

    // The difference quotient loses eps / Step = 2e-10 of each value to rounding, and there are up to a few hundred of them; the error
    // of its second order, Step^2 times the third derivative, is far below.
    private const double Tolerance = 1e-7;

    public static TheoryData<string> Cases => [.. GradientCases.All.Keys];

    public static TheoryData<string> Slopes => [.. GradientCases.All.Keys.Where(name => name != "Detach")];

    [Theory]
    [MemberData(nameof(Slopes))]
    public void A_gradient_is_the_slope(string name)
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            var trial = new Trial(GradientCases.All[name], new Random(seed));
            foreach (var gradient in trial.Model.Graph.Gradients)
            {
                var (slope, difference) = trial.Along(gradient.Name);
                double bound = Tolerance * Math.Max(1, Math.Abs(slope));
                Math.Abs(slope - difference).ShouldBeLessThan(bound, $"{name}, seed {seed}, {gradient.Name} {gradient.Node.Shape}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Simplification_changes_no_value(string name)
    {
        // Sums in another order, of a few hundred terms.
        const double tolerance = 1e-11;
        for (int seed = 0; seed < Seeds; seed++)
        {
            var trial = new Trial(GradientCases.All[name], new Random(seed));
            var model = trial.Model.Graph;
            GraphVerifier.Check(model, GraphStage.Differentiated);
            var simplified = Simplify.Apply(model, default);
            GraphVerifier.Check(simplified, GraphStage.Simplified);
            var (before, after) = (trial.Interpreter(), trial.Interpreter());
            foreach (var (old, now) in model.Results.Zip(simplified.Results))
            {
                Deviation.Of(after.Evaluate(now), before.Evaluate(old)).ShouldBeLessThan(tolerance, $"{name}, seed {seed}, {old}");
            }
        }
    }

    [Fact]
    public void Nothing_passes_a_detachment()
    {
        var trial = new Trial(GradientCases.All["Detach"], new Random(0));
        trial.Interpreter().Evaluate(trial.Model.Graph.Gradients.Single().Node).ShouldAllBe(slope => slope == 0);
    }

    [Fact]
    public void Each_layer_and_each_function_has_a_case()
    {
        var functionsOfLayers = OperatorTable.Layers.Select(layer => layer.Function);
        var known = OperatorTable.Layers.Select(layer => layer.Kind)
            .Concat(OperatorTable.Functions.Select(function => function.Name).Except(functionsOfLayers));
        known.Except(GradientCases.All.Keys).ShouldBeEmpty();
    }

    /// <summary>One model with random numbers in all of its leaves.</summary>
    private sealed class Trial
    {
        private readonly Dictionary<string, double[]> leaves = [];
        private readonly Dictionary<string, long> dims;
        private readonly Random random;

        public Trial(GradientCase from, Random random)
        {
            this.random = random;
            Model = BuiltModel.Of(from.Make(random));
            dims = new() { ["N"] = random.Next(2, 5) };
            var leavesOfGraph = Model.Graph.Topological().Where(node => node.Operator is LeafOperator);
            foreach (var node in leavesOfGraph)
            {
                var values = new double[node.Shape.ElementCount.Evaluate(dim => dims[dim])];
                for (int i = 0; i < values.Length; i++) values[i] = Number(node.Type, from);
                leaves.Add(((LeafOperator)node.Operator).Path, values);
            }
        }

        public BuiltModel Model { get; }

        /// <summary>The derivative of the loss along a random direction in one leaf, by the gradient and by a difference.</summary>
        public (double Slope, double Difference) Along(string leaf)
        {
            var node = Model.Graph.Gradients.Single(gradient => gradient.Name == leaf).Node;
            if (!leaves.TryGetValue(leaf, out var center))
            {
                // The loss does not reach this leaf, so its gradient is zero, whatever the leaf holds.
                Interpreter().Evaluate(node).ShouldAllBe(value => value == 0);
                return (0, 0);
            }

            var direction = center.Select(_ => random.NextDouble() - 0.5).ToArray();
            var gradient = Interpreter().Evaluate(node);
            double slope = gradient.Zip(direction, (g, d) => g * d).Sum();
            double difference = (LossAt(leaf, center, direction, Step) - LossAt(leaf, center, direction, -Step)) / (2 * Step);
            leaves[leaf] = center;
            return (slope, difference);
        }

        public Interpreter Interpreter() => new(dims, leaves, Uniform);

        private double LossAt(string leaf, double[] center, double[] direction, double step)
        {
            leaves[leaf] = [.. center.Zip(direction, (x, d) => x + (step * d))];
            return Interpreter().Evaluate(Model.Graph.Loss!).Single();
        }

        private double Number(DType type, GradientCase from)
            => type == DType.Int32 ? random.Next(3) : from.Low + (random.NextDouble() * (from.High - from.Low));

        private static double Uniform(uint path, long element) => new Random(unchecked((int)path + (int)element)).NextDouble();
    }
}
