using System.Globalization;

namespace DeepGen.Generators.Tests.RandomModels;

/// <summary>A loss in both forms.</summary>
/// <param name="Attribute">
/// The attribute, with <c>{y}</c> for the target's name and <c>{w}</c> for a weight of each class; null for a loss of graphs alone.
/// </param>
/// <param name="Method">The expression, with <c>{x}</c> for the output, <c>{y}</c> for the target, <c>{h}</c> for the layer's name.</param>
/// <param name="Activation">The layer that the output must have gone through, and the same as a method.</param>
/// <param name="IsIndex">Whether the target holds class indices.</param>
/// <param name="IsOfRows">Whether it takes nothing but rows.</param>
/// <param name="IsForEachRow">Whether the target has a number for each row.</param>
internal sealed record Loss(
    string? Attribute, string Method, (string Layer, string Method)? Activation = null, bool IsIndex = false, bool IsOfRows = false,
    bool IsForEachRow = false)
{
    public string TargetType => IsIndex ? "Value<int>" : "Value";

    /// <summary>The shape of the target for an output.</summary>
    public Form Target(Form output) => IsIndex || IsForEachRow ? output with { Dims = output.Dims.RemoveAt(1) } : output;

    public string On(string output, string target, string layer) => Method.Replace("{x}", output, StringComparison.Ordinal)
        .Replace("{y}", target, StringComparison.Ordinal).Replace("{h}", layer, StringComparison.Ordinal);

    /// <summary>The attribute with a weight for each of the places along an axis.</summary>
    public string For(Form output)
    {
        int classes = IsIndex || IsOfRows ? output[1].Size : output.Dims[^1].Size;
        string weights = string.Join(", ", Enumerable.Range(1, classes).Select(at => (at * 0.4).ToString(CultureInfo.InvariantCulture)));
        return Attribute!.Replace("{y}", "\"y\"", StringComparison.Ordinal)
            .Replace("{w}", $"new[] {{ {weights} }}", StringComparison.Ordinal);
    }
}

/// <summary>The losses that random models end in.</summary>
internal static class LossTable
{
    // Of what may be a softmax or a sigmoid, a loss of logits is a warning.
    private static readonly (string, string) Any = ("ELU", "Elu()"), Small = ("Tanh", "Tanh()"), Sigmoid = ("Sigmoid", "Sigmoid()");
    private static readonly (string, string) Logarithms = ("LogSoftmax(1)", "LogSoftmax(1)");

    public static readonly Loss[] Rows =
    [
        new("CrossEntropyLoss({y})", "{x}.CrossEntropy({y})", Any, IsIndex: true),
        new("CrossEntropyLoss({y}, Weight = {w}, LabelSmoothing = 0.1)", "{x}.CrossEntropy({y}, labelSmoothing: 0.1)", Any, IsIndex: true),
        new("CrossEntropyLoss({y}, ClassProbabilities = true)", "{x}.CrossEntropy({y}, reduction: Reduction.Sum)", Any, IsOfRows: true),
        new("NLLLoss({y})", "{x}.Nll({y})", Logarithms, IsIndex: true),
        new("NLLLoss({y}, Weight = {w})", "{x}.Nll({y}, reduction: Reduction.Sum)", Logarithms, IsIndex: true),
        new("MSELoss({y})", "{x}.Mse({y})"),
        new("MSELoss({y}, Reduction = Reduction.Sum)", "{x}.Mse({y}, Reduction.None).Mean()"),
        new("BCELoss({y})", "{x}.Bce({y})", Sigmoid),
        new("BCELoss({y}, Weight = {w})", "{x}.Bce({y}, reduction: Reduction.None).Sum()", Sigmoid),
        new("BCEWithLogitsLoss({y})", "{x}.BceWithLogits({y})", Any),
        new("BCEWithLogitsLoss({y}, PosWeight = {w}, Weight = {w})", "{x}.BceWithLogits({y}, weight: {x}.Detach().Abs() + 0.3)", Any),
        new("L1Loss({y})", "{x}.L1({y})"),
        new("SmoothL1Loss({y}, Beta = 0.3)", "{x}.SmoothL1({y}, beta: 0.3)"),
        new("HuberLoss({y}, Delta = 0.4)", "{x}.Huber({y}, delta: 0.4)"),
        new("KLDivLoss({y})", "{x}.KlDiv({y}, reduction: Reduction.BatchMean)", Logarithms),
        new("KLDivLoss({y}, LogTarget = true)", "{x}.KlDiv({y}, logTarget: true)", Logarithms),
        new("PoissonNLLLoss({y}, Full = true)", "{x}.PoissonNll({y}, full: true)", Small),
        new("PoissonNLLLoss({y}, LogInput = false)", "{x}.PoissonNll({y}, logInput: false)", Sigmoid),
        new("SoftMarginLoss({y})", "{x}.SoftMargin({y})"),
        new("HingeEmbeddingLoss({y}, Margin = 0.7)", "{x}.HingeEmbedding({y}, margin: 0.7)"),
        new("MultiMarginLoss({y}, P = 2, Weight = {w})", "{x}.MultiMargin({y}, margin: 0.7)", Any, IsIndex: true, IsOfRows: true),
        new("MultiLabelSoftMarginLoss({y})", "{x}.MultiLabelSoftMargin({y})", Any, IsOfRows: true),
        new(null, "{x}.GaussianNll({y}, {x}.Tanh().Pow(2) + 0.5, full: true)"),
        new(null, "{x}.CosineEmbedding({x}.Tanh() * 0.5 + 0.4, {y}, margin: 0.1)", Any, IsForEachRow: true),
        new(null, "{x}.MarginRanking({x}.Tanh() * 0.5, {y}, margin: 0.2)"),
        new(null, "{x}.TripletMargin({y}, {x}.Tanh() * 0.5 + 2, swap: true)"),
        new(null, "{x}.Mse({y}) + 0.01 * Value.L2Penalty() + 0.01 * Value.L1Penalty()"),
        new(null, "{x}.L1({y}, reduction: Reduction.Sum) + 0.1 * Value.Parameter(\"{h}.weight\").Pow(2).Sum()"),
    ];

    /// <summary>A loss for an output of this shape.</summary>
    public static Loss For(Draw draw, Form output, bool isStack)
    {
        Loss loss;
        do loss = draw.Pick(Rows);
        while ((isStack && loss.Attribute is null) || !Takes(loss, output));
        return loss;
    }

    private static bool Takes(Loss loss, Form output)
    {
        if (loss.IsOfRows && output.Rank != 2) return false;
        bool isWeighted = loss.Attribute?.Contains("{w}", StringComparison.Ordinal) == true;
        if (isWeighted && (output.Rank < 2 || !output.Dims[^1].IsKnown)) return false;
        return !(loss.IsIndex || loss.IsOfRows) || (output.Rank >= 2 && output[1].IsKnown && output[1].Size > 1);
    }
}
