using DeepGen.Generators.Declaration;
using DeepGen.Generators.Tests.Build;

namespace DeepGen.Generators.Tests.Operators;

/// <summary>The cases of losses, distances and penalties.</summary>
internal static class LossGradientCases
{
    private static readonly double[] Weight = [0.5, 2, 0, 1.25];

    public static IEnumerable<(string Name, GradientCase Case)> All { get; } =
        [.. OfClasses(), .. OfElements(), .. OfPairs(), .. Penalties()];

    private static IEnumerable<(string Name, GradientCase Case)> OfClasses()
    {
        foreach (string name in new[] { "CrossEntropy", "Nll" })
        {
            yield return (name, new(random => Declare.Loss(name, random.Next(2) == 0 ? "N, 4" : $"N, 3, {random.Next(1, 6)}")));
            yield return ($"{name} of weights", new(random => Declare.Loss(
                name, random.Next(2) == 0 ? "N, 4" : "N, 4, 3", ("weight", Weight), ("ignoreIndex", 1), ("reduction", Reduction(random)))));
        }

        yield return ("CrossEntropy, smooth", new(random => Declare.Loss(
            "CrossEntropy", random.Next(2) == 0 ? "N, 4" : "N, 4, 3", ("weight", Weight), ("labelSmoothing", 0.3),
            ("reduction", Reduction(random)))));
        yield return ("CrossEntropy of probabilities", new(random => Declare.Call(
            "CrossEntropy", [("self", "N, 4, 2"), ("target", "N, 4, 2")], ("weight", Weight), ("labelSmoothing", random.Next(2) * 0.2))));
        yield return ("MultiMargin", new(random => Declare.Loss("MultiMargin", "N, 4", ("p", random.Next(1, 3)), ("weight", Weight))));
        yield return ("MultiLabelSoftMargin", new(_ => Declare.Loss("MultiLabelSoftMargin", "N, 4", ("weight", Weight))));
    }

    private static IEnumerable<(string Name, GradientCase Case)> OfElements()
    {
        foreach (string name in new[] { "Mse", "L1", "SmoothL1", "Huber", "SoftMargin", "HingeEmbedding", "PoissonNll" })
        {
            yield return (name, new(random => Declare.Loss(
                name, random.Next(2) == 0 ? "N, 4" : "N, 3, 2", ("reduction", Reduction(random)))));
        }

        yield return ("BceWithLogits", new(_ => Declare.Loss("BceWithLogits", "N, 4", ("posWeight", Weight))));
        yield return ("Bce", new(_ => Declare.Loss("Bce", "N, 4", ("weight", Weight)), 0.1, 0.9));
        yield return ("KlDiv", new(random => Declare.Call(
            "KlDiv", [("self", "N, 4"), ("target", "N, 4")], ("logTarget", random.Next(2) == 0), ("reduction", "BatchMean")), 0.1, 0.9));
        yield return ("PoissonNll of rates", new(
            _ => Declare.Loss("PoissonNll", "N, 4", ("logInput", false), ("full", true)), 0.2, 3));
    }

    private static IEnumerable<(string Name, GradientCase Case)> OfPairs()
    {
        yield return ("CosineSimilarity", new(random => Declare.Function(
            "CosineSimilarity", random.Next(2) == 0 ? ["N, 3", "N, 3"] : ["N, 1, 4", "2, 4"], ("dim", -1))));
        yield return ("PairwiseDistance", new(random => Declare.Function(
            "PairwiseDistance", ["N, 3", "N, 3"], ("p", 1 + (0.5 * random.Next(5))), ("keepDim", random.Next(2) == 0))));
        yield return ("Normalize", new(random => Declare.Function(
            "Normalize", ["N, 3, 2"], ("p", 1 + (0.5 * random.Next(5))), ("dim", random.Next(-3, 3)))));
        yield return ("CosineEmbedding", new(random => Declare.Call(
            "CosineEmbedding", [("self", "N, 3"), ("other", "N, 3"), ("target", "N")], ("reduction", Reduction(random)))));
        yield return ("MarginRanking", new(_ => Declare.Call(
            "MarginRanking", [("self", "N, 3"), ("other", "N, 3"), ("target", "N, 3")], ("margin", 0.5), ("reduction", "None"))));
        yield return ("TripletMargin", new(random => Declare.Call(
            "TripletMargin", [("self", "N, 3"), ("positive", "N, 3"), ("negative", "N, 3")], ("swap", random.Next(2) == 0),
            ("reduction", "None"))));
        yield return ("GaussianNll", new(random => Declare.Call(
            "GaussianNll", [("self", "N, 3"), ("target", "N, 3"), ("variance", random.Next(2) == 0 ? "N, 3" : "N")]), 0.3, 2));
    }

    private static IEnumerable<(string Name, GradientCase Case)> Penalties()
    {
        foreach (string name in new[] { "L1Penalty", "L2Penalty" })
        {
            yield return (name, new(_ => Declare.Penalty(new FunctionCall(name, [], 5))));
        }

        var bias = new NamedArgument("name", new ConstantExpression(ConstantValue.OfText("layer.bias"), 5));
        yield return ("Parameter", new(_ => Declare.Penalty(new FunctionCall("Parameter", [bias], 5))));
    }

    private static string Reduction(Random random) => random.Next(2) == 0 ? "Mean" : "Sum";
}
