namespace DeepGen.Generators.Tests.Oracle;

/// <summary>The losses with every option, distances and penalties.</summary>
internal sealed class LossRows : RowModels
{
    private const string Weight = "Weight = new[] { 0.5, 2.0, 1.0, 0.25 }";
    private const string Sum = "Reduction = Reduction.Sum";
    private const string None = "reduction: Reduction.None";
    private const string Label = """[Shape("N")] Value<int> label""";
    private const string Target = """[Shape("N, 4")] Value target""";

    private const string WeightedRows = """[Shape("N")] Value<int> label, [Shape("4")] Value weight, [Shape("N")] Value row""";

    /// <summary>Losses of a stack, by row, shape and attribute.</summary>
    private static readonly (string Row, string Shape, string Loss)[] Stacks =
    [
        ("CrossEntropyWeight", "N, 4", $"CrossEntropyLoss(\"label\", {Weight})"),
        ("CrossEntropyWeightImage", "N, 4, 3", $"CrossEntropyLoss(\"label\", {Weight})"),
        ("CrossEntropyWeightSum", "N, 4", $"CrossEntropyLoss(\"label\", {Weight}, {Sum})"),
        ("CrossEntropyIgnore", "N, 4, 3", "CrossEntropyLoss(\"label\", IgnoreIndex = -100)"),
        ("CrossEntropyIgnoreClass", "N, 4", "CrossEntropyLoss(\"label\", IgnoreIndex = 2)"),
        ("CrossEntropyIgnoreAll", "N, 4", "CrossEntropyLoss(\"label\", IgnoreIndex = 3)"),
        ("CrossEntropyIgnoreSum", "N, 4", $"CrossEntropyLoss(\"label\", {Weight}, IgnoreIndex = -1, {Sum})"),
        ("CrossEntropySmooth", "N, 4", "CrossEntropyLoss(\"label\", LabelSmoothing = 0.1)"),
        ("CrossEntropySmoothAll", "N, 4, 3", $"CrossEntropyLoss(\"label\", {Weight}, IgnoreIndex = -100, LabelSmoothing = 0.25)"),
        ("CrossEntropyProbabilities", "N, 4", "CrossEntropyLoss(\"target\", ClassProbabilities = true)"),
        ("CrossEntropyProbabilitiesImage", "N, 4, 3", "CrossEntropyLoss(\"target\", ClassProbabilities = true)"),
        (
            "CrossEntropyProbabilitiesAll", "N, 4, 3",
            $"CrossEntropyLoss(\"target\", ClassProbabilities = true, {Weight}, LabelSmoothing = 0.2)"),
        ("CrossEntropyProbabilitiesSum", "N, 4", $"CrossEntropyLoss(\"target\", ClassProbabilities = true, {Weight}, {Sum})"),
        ("NllWeight", "N, 4", $"NLLLoss(\"label\", {Weight})"),
        ("NllIgnore", "N, 4", $"NLLLoss(\"label\", {Weight}, IgnoreIndex = 1)"),
        ("NllSum", "N, 4, 3", $"NLLLoss(\"label\", {Sum})"),
        ("MultiMargin", "N, 4", "MultiMarginLoss(\"target\")"),
        ("MultiMarginAll", "N, 4", $"MultiMarginLoss(\"target\", P = 2, Margin = 0.7, {Weight}, {Sum})"),
        ("MultiLabelSoftMargin", "N, 4", "MultiLabelSoftMarginLoss(\"target\")"),
        ("MultiLabelSoftMarginWeight", "N, 4", $"MultiLabelSoftMarginLoss(\"target\", {Weight}, {Sum})"),
        .. Reduced("MseLoss", "MSELoss"),
        .. Reduced("L1Loss", "L1Loss"),
        .. Reduced("SmoothL1Loss", "SmoothL1Loss"),
        ("SmoothL1Narrow", "N, 4", "SmoothL1Loss(\"target\", Beta = 0.25)"),
        ("SmoothL1Zero", "N, 4", "SmoothL1Loss(\"target\", Beta = 0)"),
        .. Reduced("HuberLoss", "HuberLoss"),
        ("HuberWide", "N, 4", "HuberLoss(\"target\", Delta = 1.5)"),
        ("BceSum", "N, 4", $"BCELoss(\"target\", {Sum})"),
        ("BceLogitsWeight", "N, 4", $"BCEWithLogitsLoss(\"target\", {Weight})"),
        ("BceLogitsPositive", "N, 4", $"BCEWithLogitsLoss(\"target\", Pos{Weight})"),
        ("BceLogitsOne", "N, 4", $"BCEWithLogitsLoss(\"target\", PosWeight = new[] {{ 3.0 }}, {Sum})"),
        .. Reduced("KlDivLoss", "KLDivLoss"),
        ("KlDivBatchMean", "N, 4", "KLDivLoss(\"target\", Reduction = Reduction.BatchMean)"),
        ("KlDivLog", "N, 4", "KLDivLoss(\"target\", LogTarget = true)"),
        .. Reduced("SoftMarginLoss", "SoftMarginLoss"),
        .. Reduced("HingeEmbeddingLoss", "HingeEmbeddingLoss"),
        ("HingeEmbeddingNear", "N, 4", "HingeEmbeddingLoss(\"target\", Margin = 0.5)"),
        .. Reduced("PoissonNllLoss", "PoissonNLLLoss"),
        ("PoissonNllFull", "N, 4", "PoissonNLLLoss(\"target\", Full = true)"),
        ("PoissonNllRate", "N, 4", "PoissonNLLLoss(\"target\", LogInput = false, Full = true, Eps = 1e-3)"),
    ];

    /// <summary>Losses of one output x, by row, shape, further parameters of Loss and expression.</summary>
    private static readonly (string Row, string Shape, string Parameters, string Loss)[] Graphs =
    [
        (
            "CrossEntropyWeightValue", "N, 4", $$"""{{Label}}, [Shape("4")] Value weight""", "output.CrossEntropy(label, weight)"),
        (
            "CrossEntropySmoothValue", "N, 4", $$"""{{Label}}, [Shape("4")] Value weight""",
            "output.CrossEntropy(label, weight, labelSmoothing: 1, reduction: Reduction.Sum)"),
        (
            "CrossEntropyNone", "N, 4", WeightedRows,
            $"(output.CrossEntropy(label, weight, ignoreIndex: 9, {None}) * row).Sum()"),
        (
            "CrossEntropySmoothNone", "N, 4", WeightedRows,
            $"(output.CrossEntropy(label, weight, ignoreIndex: 0, labelSmoothing: 0.2, {None}) * row).Sum()"),
        ("NllNone", "N, 4", WeightedRows, $"(output.Nll(label, weight, {None}) * row).Sum()"),
        ("MultiMarginNone", "N, 4", WeightedRows, $"(output.MultiMargin(label, weight: weight, {None}) * row).Sum()"),
        (
            "BceWeightNone", "N, 4", $$"""{{Target}}, [Shape("4")] Value weight""", $"output.Bce(target, weight, {None}).Pow(2).Sum()"),
        (
            "BceWeight", "N, 4", $$"""{{Target}}, [Shape("N, 1")] Value weight""", "output.Bce(target, weight)"),
        (
            "BceLogitsAll", "N, 4", $$"""{{Target}}, [Shape("N, 1")] Value weight, [Shape("4")] Value positive""",
            $"output.BceWithLogits(target, weight, positive, {None}).Pow(2).Sum()"),
        .. new[] { "Mse", "L1", "SmoothL1", "Huber", "KlDiv", "SoftMargin", "HingeEmbedding", "PoissonNll" }.Select(name => (
            $"{name}LossNone", "N, 4", $$"""{{Target}}, [Shape("N, 4")] Value factor""",
            $"(output.{name}(target, {None}) * factor).Sum()")),
        (
            "CrossEntropyProbabilitiesNone", "N, 4, 3", """[Shape("N, 4, 3")] Value target, [Shape("N, 3")] Value row""",
            $"(output.CrossEntropy(target, {None}) * row).Sum()"),
        (
            "MultiLabelSoftMarginNone", "N, 4", $$"""{{Target}}, [Shape("N")] Value row""",
            $"(output.MultiLabelSoftMargin(target, {None}) * row).Sum()"),
    ];

    /// <summary>Losses of several outputs, which are the inputs, <c>[N, D]</c> if not said otherwise.</summary>
    private static readonly (string Row, string Outputs, string Parameters, string Loss)[] Pairs =
    [
        ("CosineEmbeddingLoss", "a, b", """[Shape("N")] Value target""", "a.CosineEmbedding(b, target)"),
        (
            "CosineEmbeddingMargin", "a, b", """[Shape("N")] Value target""",
            "a.CosineEmbedding(b, target, margin: 0.3, reduction: Reduction.Sum)"),
        (
            "CosineEmbeddingNone", "a, b", """[Shape("N")] Value target, [Shape("N")] Value row""",
            $"(a.CosineEmbedding(b, target, {None}) * row).Sum()"),
        ("MarginRankingLoss", "a, b", """[Shape("N, D")] Value target""", "a.MarginRanking(b, target)"),
        (
            "MarginRankingSum", "a, b", """[Shape("N, D")] Value target""",
            "a.MarginRanking(b, target, margin: 0.5, reduction: Reduction.Sum)"),
        (
            "MarginRankingNone", "a, b", """[Shape("N, D")] Value target""",
            $"a.MarginRanking(b, target, margin: 1, {None}).Pow(2).Sum()"),
        ("TripletMarginLoss", "anchor, near, far", "", "anchor.TripletMargin(near, far)"),
        ("TripletMarginSwap", "anchor, near, far", "", "anchor.TripletMargin(near, far, margin: 2.5, swap: true)"),
        ("TripletMarginTaxi", "anchor, near, far", "", "anchor.TripletMargin(near, far, 0.5, p: 1, reduction: Reduction.Sum)"),
        ("TripletMarginCubic", "anchor, near, far", "", "anchor.TripletMargin(near, far, p: 3, eps: 1e-3, swap: true)"),
        ("TripletMarginNone", "anchor, near, far", "", $"anchor.TripletMargin(near, far, {None}).Pow(2).Sum()"),
        ("GaussianNllLoss", "mean, variance", """[Shape("N, D")] Value target""", "mean.GaussianNll(target, variance)"),
        (
            "GaussianNllFull", "mean, variance: N, 1", """[Shape("N, D")] Value target""",
            "mean.GaussianNll(target, variance, full: true, reduction: Reduction.Sum)"),
        ("GaussianNllRows", "mean, variance: N", """[Shape("N, D")] Value target""", "mean.GaussianNll(target, variance, eps: 0.5)"),
        (
            "GaussianNllNone", "mean, variance", """[Shape("N, D")] Value target""",
            $"mean.GaussianNll(target, variance, {None}).Pow(2).Sum()"),
    ];

    /// <summary>Functions of an input x, and mostly of another y, by row, shapes and expression.</summary>
    private static readonly (string Row, string Shape, string? Other, string Text)[] Values =
    [
        ("CosineSimilarity", "N, 4", "N, 4", "x.CosineSimilarity(y)"),
        ("CosineSimilarityDim", "N, 1, 4", "2, 4", "x.CosineSimilarity(y, dim: -1, eps: 1.5)"),
        ("PairwiseDistance", "N, 4", "N, 4", "x.PairwiseDistance(y)"),
        ("PairwiseDistanceTaxi", "N, 4", "N, 4", "x.PairwiseDistance(y, p: 1, keepDim: true)"),
        ("PairwiseDistanceCubic", "N, 4", "4", "x.PairwiseDistance(y, p: 3, eps: 1e-2)"),
        ("PairwiseDistanceLargest", "N, 4", "N, 4", "x.PairwiseDistance(y, p: double.PositiveInfinity, eps: 0)"),
        ("PairwiseDistanceSame", "N, 4", "N, 4", "x.PairwiseDistance(y, eps: 0)"),
        ("Normalize", "N, 4", null, "x.Normalize()"),
        ("NormalizeDim", "N, 3, 4", null, "x.Normalize(p: 1, dim: -1, eps: 2)"),
        ("NormalizeHalf", "N, 4", null, "x.Normalize(p: 1.5, dim: 0)"),
        ("NormalizeLargest", "N, 4", null, "x.Normalize(p: double.PositiveInfinity)"),
    ];

    private static readonly (string Row, string Penalty)[] Penalties =
    [
        ("Ridge", "0.1 * Value.L2Penalty()"),
        ("Lasso", "0.1 * Value.L1Penalty()"),
        ("OwnPenalty", "0.1 * Value.Parameter(\"layer.bias\").Pow(2).Sum() + 0.2 * Value.Parameter(\"layer.weight\").Mean().Exp()"),
    ];

    public override string File => "losses";

    public override string Source { get; } = string.Join('\n',
    [
        .. Stacks.Select(row => $"[Model, Input(\"x\", \"{row.Shape}\"), Identity, {row.Loss}] public partial class {row.Row};"),
        .. Graphs.Select(row => Graph(row.Row, row.Shape, row.Parameters, row.Loss)),
        .. Pairs.Select(row => Pair(row.Row, row.Outputs, row.Parameters, row.Loss)),
        .. Values.Select(row => Function(row.Row, row.Shape, row.Other, row.Text)),
        .. Penalties.Select(row => $$"""
            [Model] public partial class {{row.Row}}
            {
                [Linear(2)] readonly Layer layer;
                Value Forward([Shape("N, 3")] Value x) => layer(x);
                Value Loss(Value output, [Shape("N, 2")] Value target) => output.Mse(target) + {{row.Penalty}};
            }
            """),
    ]);

    private static IEnumerable<(string, string, string)> Reduced(string row, string loss)
        => [(row, "N, 4", $"{loss}(\"target\")"), ($"{row}Sum", "N, 4", $"{loss}(\"target\", {Sum})")];

    private static string Function(string row, string shape, string? other, string text)
    {
        string y = other is null ? "" : $", [Shape(\"{other}\")] Value y";
        return $$"""
            [Model] public partial class {{row}} { Value Forward([Shape("{{shape}}")] Value x{{y}}) => {{text}}; }
            """;
    }

    private static string Pair(string row, string outputs, string parameters, string loss)
    {
        var all = outputs.Split(", ").Aggregate(new List<(string Name, string Shape)>(), (list, word) =>
        {
            // A shape of two dims was cut in two.
            if (word.Length == 1 && char.IsDigit(word[0])) list[^1] = (list[^1].Name, $"{list[^1].Shape}, {word}");
            else list.Add((word.Split(": ")[0], word.Contains(": ", StringComparison.Ordinal) ? word.Split(": ")[1] : "N, D"));
            return list;
        });
        string names = string.Join(", ", all.Select(output => output.Name));
        string values = string.Join(", ", all.Select(output => $"Value {output.Name}"));
        string inputs = string.Join(", ", all.Select(output => $"[Shape(\"{output.Shape}\")] Value {output.Name}"));
        return $$"""
            [Model] public partial class {{row}}
            {
                ({{values}}) Forward({{inputs}}) => ({{names}});
                Value Loss({{values}}{{(parameters.Length > 0 ? ", " : "")}}{{parameters}}) => {{loss}};
            }
            """;
    }

    private static string Graph(string row, string shape, string parameters, string loss) => $$"""
        [Model] public partial class {{row}}
        {
            Value Forward([Shape("{{shape}}")] Value x) => x;
            Value Loss(Value output, {{parameters}}) => {{loss}};
        }
        """;
}
