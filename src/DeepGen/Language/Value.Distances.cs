namespace DeepGen;

public sealed partial class Value
{
    /// <summary>The cosine of the angle between vectors along one dim: <c>x y / (|x| |y|)</c>.</summary>
    /// <param name="other">A value of a shape that broadcasts with it.</param>
    /// <param name="dim">The dim of the vectors; negative counts from the end.</param>
    /// <param name="eps">What lengths are at least.</param>
    /// <returns>A value without that dim.</returns>
    public Value CosineSimilarity(Value other, int dim = 1, double eps = 1e-8) => throw NeverRun();

    /// <summary>The length of <c>x - other + eps</c> along the last dim.</summary>
    /// <param name="other">A value of a shape that broadcasts with it.</param>
    /// <param name="p">The exponent of the norm, more than 0; infinity for the largest difference.</param>
    /// <param name="eps">Keeps the gradient finite where both are equal.</param>
    /// <param name="keepDim">Whether the dim stays, with extent 1.</param>
    /// <returns>A value without the last dim, or with 1 in its place.</returns>
    public Value PairwiseDistance(Value other, double p = 2, double eps = 1e-6, bool keepDim = false) => throw NeverRun();

    /// <summary>Each vector along one dim over its length: <c>x / max(|x|, eps)</c>.</summary>
    /// <param name="p">The exponent of the norm, more than 0; infinity for the largest element.</param>
    /// <param name="dim">The dim of the vectors; negative counts from the end.</param>
    /// <param name="eps">What lengths are at least.</param>
    /// <returns>A value of the same shape.</returns>
    public Value Normalize(double p = 2, int dim = 1, double eps = 1e-12) => throw NeverRun();

    /// <summary>
    /// <c>1 - cos(x, other)</c> where the target is 1, <c>max(0, cos(x, other) - margin)</c> where it is -1, of vectors <c>[N, D]</c>.
    /// </summary>
    /// <param name="other">Vectors of the same shape.</param>
    /// <param name="target">1 or -1, <c>[N]</c>.</param>
    /// <param name="margin">The largest cosine that costs vectors that differ nothing.</param>
    /// <param name="reduction">Mean, sum, or each loss by itself.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> a loss for each row.</returns>
    public Value CosineEmbedding(Value other, Value target, double margin = 0, Reduction reduction = Reduction.Mean) => throw NeverRun();

    /// <summary><c>max(0, -target * (x - other) + margin)</c>: which of two scores is to be the larger.</summary>
    /// <param name="other">Scores of the same shape.</param>
    /// <param name="target">1 where this value is to be the larger, -1 where the other is, of the same shape.</param>
    /// <param name="margin">How far apart they are to be.</param>
    /// <param name="reduction">Mean, sum, or each loss by itself.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> a loss for each element.</returns>
    public Value MarginRanking(Value other, Value target, double margin = 0, Reduction reduction = Reduction.Mean) => throw NeverRun();

    /// <summary>
    /// <c>max(0, margin + |x - positive| - |x - negative|)</c> of vectors <c>[N, D]</c>, with the lengths of <see
    /// cref="PairwiseDistance"/>.
    /// </summary>
    /// <param name="positive">Vectors that belong to these, of the same shape.</param>
    /// <param name="negative">Vectors that do not, of the same shape.</param>
    /// <param name="margin">How much further the negative is to be.</param>
    /// <param name="p">The exponent of the norm, more than 0.</param>
    /// <param name="eps">Keeps the gradient finite where two are equal.</param>
    /// <param name="swap">Whether the negative's distance from the positive counts where it is the smaller one.</param>
    /// <param name="reduction">Mean, sum, or each loss by itself.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> a loss for each row.</returns>
    public Value TripletMargin(
        Value positive, Value negative, double margin = 1, double p = 2, double eps = 1e-6, bool swap = false,
        Reduction reduction = Reduction.Mean)
        => throw NeverRun();

    /// <summary>
    /// The negative log-likelihood of a normal distribution with this mean: <c>(log(variance) + (x - target)^2 / variance) / 2</c>.
    /// </summary>
    /// <param name="target">A value of the same shape.</param>
    /// <param name="variance">The variance, not negative: of the same shape, or one for each row, with 1 for or without the last
    /// dim.</param>
    /// <param name="full">Whether the constant <c>log(2 pi) / 2</c> is added.</param>
    /// <param name="eps">What the variance is at least; the gradient passes as if it were not bounded, as in PyTorch.</param>
    /// <param name="reduction">Mean, sum, or each loss by itself.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> a loss for each element.</returns>
    public Value GaussianNll(
        Value target, Value variance, bool full = false, double eps = 1e-6, Reduction reduction = Reduction.Mean)
        => throw NeverRun();

    /// <summary>A parameter of a layer, as a value of the loss: for penalties of one's own. Its gradient is added to the layer's.</summary>
    /// <param name="name">The parameter's name, such as <c>embed.weight</c>.</param>
    /// <returns>The parameter.</returns>
    public static Value Parameter(string name) => throw NeverRun();

    /// <summary>
    /// The sum of <c>|w|</c> over all weights of the model: its parameters of two dims and more, so neither biases nor norms' scales.
    /// Only in <c>Loss</c>.
    /// </summary>
    /// <returns>A scalar.</returns>
    public static Value L1Penalty() => throw NeverRun();

    /// <summary>The sum of <c>w^2</c> over the weights of <see cref="L1Penalty"/>. Only in <c>Loss</c>.</summary>
    /// <returns>A scalar.</returns>
    public static Value L2Penalty() => throw NeverRun();
}
