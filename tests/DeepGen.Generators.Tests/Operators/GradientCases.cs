using DeepGen.Generators.Declaration;
using DeepGen.Generators.Tests.Build;

namespace DeepGen.Generators.Tests.Operators;

/// <summary>A way to make models of random shapes and settings, and the numbers that their inputs may hold.</summary>
internal sealed record GradientCase(Func<Random, ModelDeclaration> Make, double Low = -1.5, double High = 1.5);

/// <summary>One entry for each layer kind and each function that the compiler knows.</summary>
internal static class GradientCases
{
    private static readonly int[] Odd = [1, 2, 3, 5, 7];

    public static IReadOnlyDictionary<string, GradientCase> All { get; } =
        Layers().Concat(LayerGradientCases.All).Concat(LossGradientCases.All).Concat(Functions()).Concat(FunctionCases.All)
        .ToDictionary(entry => entry.Name, entry => entry.Case);

    private static IEnumerable<(string Name, GradientCase Case)> Layers()
    {
        yield return ("Linear", new(random => Declare.Layer(
            "Linear", Rows(random), ("OutFeatures", Pick(random, Odd)), ("Bias", random.Next(2) == 0))));
        yield return ("BatchNorm1d", new(random => Declare.Layer("BatchNorm1d", Rows(random), ("Affine", random.Next(3) > 0))));
        yield return ("BatchNorm2d", new(random => Declare.Layer("BatchNorm2d", Image(random), ("TrackRunningStats", random.Next(3) > 0))));
        yield return ("Dropout", new(random => Declare.Layer("Dropout", Image(random), ("Probability", 0.3))));
        yield return ("Flatten", new(random => Declare.Layer("Flatten", Image(random))));
        foreach (string kind in new[] { "Identity", "ReLU", "LeakyReLU", "ELU", "Sigmoid", "Tanh", "SiLU", "GELU" })
        {
            yield return (kind, new(random => Declare.Layer(kind, Rows(random)), -3, 3));
        }

        foreach (string kind in new[] { "Softmax", "LogSoftmax" })
        {
            yield return (kind, new(random => Declare.Layer(kind, Image(random), ("Dim", random.Next(-4, 4)))));
        }

        string[] smooth = ["Mish", "Softplus", "Softsign", "Tanhshrink", "LogSigmoid", "SELU", "CELU", "PReLU"];
        string[] bent = ["ReLU6", "RReLU", "Softshrink", "Hardshrink", "Hardtanh", "Hardsigmoid", "Hardswish"];
        foreach (string kind in smooth.Concat(bent)) yield return (kind, new(random => Declare.Layer(kind, Rows(random)), -4, 4));
        yield return ("Threshold", new(random => Declare.Layer("Threshold", Rows(random), ("Threshold", 0.3), ("Value", -1.5))));
        yield return ("Softmin", new(random => Declare.Layer("Softmin", Image(random), ("Dim", random.Next(-4, 4)))));
        yield return ("Softmax2d", new(random => Declare.Layer("Softmax2d", Image(random))));
        yield return ("GLU", new(random => Declare.Layer("GLU", $"N, {2 * random.Next(1, 4)}, 3", ("Dim", 1))));
        yield return ("GELU of tanh", new(random => Declare.Layer("GELU", Rows(random), ("Approximate", "Tanh"))));
    }

    private static IEnumerable<(string Name, GradientCase Case)> Functions()
    {
        foreach (string name in new[] { "Add", "Subtract", "Multiply", "Divide" })
        {
            yield return (name, new(random => Declare.Function(name, Broadcast(random)), 0.5, 2));
        }

        foreach (string name in new[] { "Negate", "Exp", "Abs" })
        {
            yield return (name, new(random => Declare.Function(name, [Rows(random)])));
        }

        foreach (string name in new[] { "Log", "Sqrt" }) yield return (name, new(random => Declare.Function(name, [Rows(random)]), 0.2, 2));
        foreach (string name in new[] { "Sum", "Mean" })
        {
            yield return (name, new(random => Declare.Function(
                name, [Image(random)], ("dims", new[] { 0, random.Next(1, 3), -1 }), ("keepDim", random.Next(2) == 0))));
        }

        yield return ("Pow", new(
            random => Declare.Function("Pow", [Rows(random)], ("exponent", Pick(random, [-1.5, -1, 0.5, 2, 3, 2.5]))), 0.3, 2));
        yield return ("Clamp", new(random => Declare.Function("Clamp", [Rows(random)], ("minimum", -0.5), ("maximum", 0.7))));
        yield return ("Matmul", new(random => Matmul(Pick(random, Odd), Pick(random, Odd))));
        yield return ("Transpose", new(random => Declare.Function("Transpose", [$"{Pick(random, Odd)}, N"])));
        yield return ("Concat", new(random => Declare.Function("Concat", [$"N, {Pick(random, Odd)}, 2", "N, 3, 2"], ("dim", 1))));
        yield return ("Reshape", new(_ => Declare.Function("Reshape", ["N, 2, 6"], ("dims", new[] { -1, 3, 4 }))));
        yield return ("Detach", new(random => Declare.Function("Detach", [Rows(random)])));
    }

    private static ModelDeclaration Matmul(int inner, int columns) => Declare.Function("Matmul", [$"N, {inner}", $"{inner}, {columns}"]);

    public static string[] Broadcast(Random random) => Pick(random, new[]
    {
        new[] { "N, 3", "N, 3" }, ["N, 1, 5", "2, 1"], ["7", "N, 7"], ["N, 2, 3", "1, 1, 3"], ["1, 1", "N, 5"],
    });

    public static string Rows(Random random)
        => random.Next(2) == 0 ? $"N, {Pick(random, Odd)}" : $"N, {Pick(random, Odd)}, {Pick(random, Odd)}";

    public static string Image(Random random) => $"N, {Pick(random, Odd)}, {Pick(random, Odd)}, {random.Next(1, 4)}";

    public static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];
}
