namespace DeepGen.Generators.Tests.Compiled;

/// <summary>The losses with their options, distances and penalties, as generated code.</summary>
internal sealed class LossModels : AgreementModels
{
    private const string Weight = "Weight = new[] { 0.5, 2.0, 1.0, 0.25 }";

    private static readonly string[] Stacks =
    [
        $"CrossEntropyLoss(\"y\", {Weight})",
        "CrossEntropyLoss(\"y\", IgnoreIndex = 9)",
        $"CrossEntropyLoss(\"y\", {Weight}, IgnoreIndex = 9, LabelSmoothing = 0.2)",
        "CrossEntropyLoss(\"y\", LabelSmoothing = 0.1, Reduction = Reduction.Sum)",
        "CrossEntropyLoss(\"y\", ClassProbabilities = true)",
        $"CrossEntropyLoss(\"y\", ClassProbabilities = true, {Weight}, LabelSmoothing = 0.1)",
        $"LogSoftmax(1), NLLLoss(\"y\", {Weight}, IgnoreIndex = 9)",
        "L1Loss(\"y\")",
        "SmoothL1Loss(\"y\", Beta = 0.3)",
        "HuberLoss(\"y\", Delta = 0.4, Reduction = Reduction.Sum)",
        "LogSoftmax(1), KLDivLoss(\"y\", Reduction = Reduction.BatchMean)",
        "LogSoftmax(1), KLDivLoss(\"y\", LogTarget = true)",
        "SoftMarginLoss(\"y\")",
        "HingeEmbeddingLoss(\"y\", Margin = 0.3)",
        "PoissonNLLLoss(\"y\")",
    ];

    /// <summary>Of images, whose labels are never all the one that is ignored.</summary>
    private static readonly string[] Ignoring =
    [
        "CrossEntropyLoss(\"y\", IgnoreIndex = 2)", $"LogSoftmax(1), NLLLoss(\"y\", {Weight}, IgnoreIndex = 1)",
    ];

    private static readonly string[] RowStacks =
    [
        $"Sigmoid, BCELoss(\"y\", {Weight})",
        $"BCEWithLogitsLoss(\"y\", {Weight}, Pos{Weight})",
        "BCEWithLogitsLoss(\"y\", PosWeight = new[] { 3.0 }, Reduction = Reduction.Sum)",
        "Sigmoid, PoissonNLLLoss(\"y\", LogInput = false, Full = true)",
        $"MultiMarginLoss(\"y\", P = 2, {Weight})",
        "MultiMarginLoss(\"y\", Margin = 0.2)",
        $"MultiLabelSoftMarginLoss(\"y\", {Weight})",
    ];

    /// <summary>Losses of two values x and y [N, 4], with their further targets.</summary>
    private static readonly (string Text, string Targets)[] Pairs =
    [
        ("x.CosineEmbedding(y, sign.Clamp(1, 1), margin: 0.2)", """[Shape("N")] Value sign"""),
        ("x.CosineEmbedding(y, sign.Clamp(-1, -1), margin: -0.2, reduction: Reduction.Sum)", """[Shape("N")] Value sign"""),
        ("x.MarginRanking(y, sign, margin: 0.3)", """[Shape("N, 4")] Value sign"""),
        ("x.TripletMargin(y, other)", """[Shape("N, 4")] Value other"""),
        ("x.TripletMargin(y, other, p: 3, swap: true, reduction: Reduction.Sum)", """[Shape("N, 4")] Value other"""),
        ("x.TripletMargin(y, other, p: 1, margin: 2, reduction: Reduction.None).Pow(2).Mean()", """[Shape("N, 4")] Value other"""),
        ("x.GaussianNll(t, y.Softplus(), full: true)", """[Shape("N, 4")] Value t"""),
        ("x.GaussianNll(t, (y * y).Mean(1), eps: 0.1)", """[Shape("N, 4")] Value t"""),
        ("x.CosineSimilarity(y).Mean() + x.CosineSimilarity(t, dim: 0).Sum()", """[Shape("N, 4")] Value t"""),
        ("(x.PairwiseDistance(y) + x.PairwiseDistance(t, p: 1) + y.PairwiseDistance(t, p: 3)).Mean()", """[Shape("N, 4")] Value t"""),
        ("x.PairwiseDistance(t, p: double.PositiveInfinity, keepDim: true).Mean()", """[Shape("N, 4")] Value t"""),
        ("x.Normalize().Mse(t) + (y + 1).Normalize(p: 1, dim: 0).L1(t)", """[Shape("N, 4")] Value t"""),
        ("x.CrossEntropy(label, weight) + y.CrossEntropy(label, weight, ignoreIndex: 7, labelSmoothing: 0.3)",
            """[Shape("N")] Value<int> label, [Shape("4")] Value weight"""),
        ("(x.CrossEntropy(label, reduction: Reduction.None) * row).Sum() + y.MultiMargin(label, weight: weight)",
            """[Shape("N")] Value<int> label, [Shape("4")] Value weight, [Shape("N")] Value row"""),
        ("x.BceWithLogits(t, weight: row, posWeight: weight) + y.Sigmoid().Bce(t, row)",
            """[Shape("N, 4")] Value t, [Shape("4")] Value weight, [Shape("N, 1")] Value row"""),
        ("x.Mse(t) + 0.01 * Value.L2Penalty() + 0.003 * Value.L1Penalty() + y.Mse(t)", """[Shape("N, 4")] Value t"""),
        ("x.Mse(t) + 0.1 * Value.Parameter(\"first.bias\").Pow(2).Sum() + y.Mse(t)", """[Shape("N, 4")] Value t"""),
    ];

    public override string Source { get; } = string.Join('\n',
    [
        .. Stacks.Concat(RowStacks).Select((text, at) =>
            $"[Model, Input(\"x\", \"N, 6\"), Linear(4), {text}] public partial class Loss{at};"),
        .. Stacks.Concat(Ignoring).Select((text, at) =>
            $"[Model, Input(\"x\", \"N, 2, 5, 3\"), Conv2d(4, Kernel = 2), {text}] public partial class Image{at};"),
        .. Pairs.Select((pair, at) => $$"""
            [Model] public partial class Pair{{at}}
            {
                [Linear(4)] readonly Layer first;
                [Linear(4)] readonly Layer second;
                (Value x, Value y) Forward([Shape("N, 6")] Value input) => (first(input), second(input));
                Value Loss(Value x, Value y, {{pair.Targets}}) => {{pair.Text}};
            }
            """),
    ]);
}
