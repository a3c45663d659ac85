namespace DeepGen.Generators.Tests.RandomModels;

/// <summary>A loss in both forms.</summary>
/// <param name="Attribute">The attribute, with <c>{y}</c> for the target's name.</param>
/// <param name="Method">The expression, with <c>{x}</c> for the output and <c>{y}</c> for the target.</param>
/// <param name="Activation">The layer that the output must have gone through, and the same as a method.</param>
/// <param name="IsIndex">Whether the target holds class indices.</param>
internal sealed record Loss(string Attribute, string Method, (string Layer, string Method)? Activation = null, bool IsIndex = false)
{
    public string TargetType => IsIndex ? "Value<int>" : "Value";

    /// <summary>The shape of the target for an output.</summary>
    public Form Target(Form output) => IsIndex ? output with { Dims = output.Dims.RemoveAt(1) } : output;

    public string On(string output, string target) => Method.Replace("{x}", output, StringComparison.Ordinal)
        .Replace("{y}", target, StringComparison.Ordinal);
}

/// <summary>The losses that random models end in.</summary>
internal static class LossTable
{
    public static readonly Loss[] Rows =
    [
        // Of what may be a softmax or a sigmoid, a loss of logits is a warning.
        new("CrossEntropyLoss({y})", "{x}.CrossEntropy({y})", ("ELU", "Elu()"), IsIndex: true),
        new("NLLLoss({y})", "{x}.Nll({y})", ("LogSoftmax(1)", "LogSoftmax(1)"), IsIndex: true),
        new("MSELoss({y})", "{x}.Mse({y})"),
        new("BCELoss({y})", "{x}.Bce({y})", ("Sigmoid", "Sigmoid()")),
        new("BCEWithLogitsLoss({y})", "{x}.BceWithLogits({y})", ("ELU", "Elu()")),
    ];

    /// <summary>A loss for an output of this shape.</summary>
    public static Loss For(Draw draw, Form output)
    {
        Loss loss;
        do loss = draw.Pick(Rows);
        while (loss.IsIndex && (output.Rank < 2 || !output[1].IsKnown || output[1].Size < 2));
        return loss;
    }
}
