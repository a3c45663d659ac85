namespace DeepGen;

public sealed partial class Value
{
    /// <summary>The default of an index to ignore: none.</summary>
    private const int NoIndex = int.MinValue;

    /// <summary>
    /// The cross-entropy of logits <c>[N, C]</c> or <c>[N, C, ...]</c> against class indices: <c>log(sum(exp(x))) - x[label]</c>.
    /// </summary>
    /// <param name="target">Class indices in <c>[0, C)</c>, of the input's shape without the classes.</param>
    /// <param name="weight">The weight of each class, <c>[C]</c>; the mean is over the weights of the targets.</param>
    /// <param name="ignoreIndex">Targets with this index count for nothing, also not in the mean, and pass the check at the door; none
    /// unless written.</param>
    /// <param name="labelSmoothing">How much of the target's weight all classes share, in [0, 1].</param>
    /// <param name="reduction">Mean, sum, or each loss by itself.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> a loss for each row.</returns>
    public Value CrossEntropy(
        Value<int> target, Value? weight = null, int ignoreIndex = NoIndex, double labelSmoothing = 0,
        Reduction reduction = Reduction.Mean)
        => throw NeverRun();

    /// <summary>
    /// The cross-entropy of logits against probabilities of the classes: the sum over these of <c>-target * logSoftmax(x)</c>.
    /// </summary>
    /// <param name="target">Probabilities of the logits' shape.</param>
    /// <param name="weight">The weight of each class, <c>[C]</c>; the mean is over the rows nevertheless, as in PyTorch.</param>
    /// <param name="labelSmoothing">How much of the target's weight all classes share, in [0, 1].</param>
    /// <param name="reduction">Mean, sum, or each loss by itself.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> a loss for each row.</returns>
    public Value CrossEntropy(
        Value target, Value? weight = null, double labelSmoothing = 0, Reduction reduction = Reduction.Mean)
        => throw NeverRun();

    /// <summary>
    /// The negative log-likelihood of log-probabilities <c>[N, C]</c> or <c>[N, C, ...]</c> (see <see cref="LogSoftmax"/>) against class
    /// indices:
    /// <c>-x[label]</c>.
    /// </summary>
    /// <param name="target">Class indices in <c>[0, C)</c>, of the input's shape without the classes.</param>
    /// <param name="weight">The weight of each class, <c>[C]</c>; the mean is over the weights of the targets.</param>
    /// <param name="ignoreIndex">Targets with this index count for nothing, also not in the mean, and pass the check at the door; none
    /// unless written.</param>
    /// <param name="reduction">Mean, sum, or each loss by itself.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> a loss for each row.</returns>
    public Value Nll(
        Value<int> target, Value? weight = null, int ignoreIndex = NoIndex, Reduction reduction = Reduction.Mean)
        => throw NeverRun();

    /// <summary>The squared error <c>(x - target)^2</c>.</summary>
    /// <param name="target">A value of the same shape.</param>
    /// <param name="reduction">Mean, sum, or each loss by itself.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> a loss for each element.</returns>
    public Value Mse(Value target, Reduction reduction = Reduction.Mean) => throw NeverRun();

    /// <summary>The absolute error <c>|x - target|</c>; its gradient at 0 is 0.</summary>
    /// <param name="target">A value of the same shape.</param>
    /// <param name="reduction">Mean, sum, or each loss by itself.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> a loss for each element.</returns>
    public Value L1(Value target, Reduction reduction = Reduction.Mean) => throw NeverRun();

    /// <summary>
    /// The squared error over <c>2 beta</c> where the error is less than <c>beta</c>, elsewhere the absolute error less <c>beta / 2</c>.
    /// </summary>
    /// <param name="target">A value of the same shape.</param>
    /// <param name="beta">Where the two meet; at least 0.</param>
    /// <param name="reduction">Mean, sum, or each loss by itself.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> a loss for each element.</returns>
    public Value SmoothL1(Value target, double beta = 1, Reduction reduction = Reduction.Mean) => throw NeverRun();

    /// <summary>Half the squared error up to <c>delta</c>, elsewhere <c>delta</c> times the absolute error less <c>delta / 2</c>.</summary>
    /// <param name="target">A value of the same shape.</param>
    /// <param name="delta">Where the two meet; more than 0.</param>
    /// <param name="reduction">Mean, sum, or each loss by itself.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> a loss for each element.</returns>
    public Value Huber(Value target, double delta = 1, Reduction reduction = Reduction.Mean) => throw NeverRun();

    /// <summary>
    /// The binary cross-entropy of probabilities: <c>-target * log(x) - (1 - target) * log(1 - x)</c>, with logarithms not below -100.
    /// </summary>
    /// <param name="target">Probabilities of the same shape.</param>
    /// <param name="weight">A factor for each loss, of a shape that broadcasts to the input's.</param>
    /// <param name="reduction">Mean, sum, or each loss by itself.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> a loss for each element.</returns>
    public Value Bce(Value target, Value? weight = null, Reduction reduction = Reduction.Mean) => throw NeverRun();

    /// <summary>The binary cross-entropy of logits: a sigmoid and <see cref="Bce"/> in one, without overflow.</summary>
    /// <param name="target">Probabilities of the same shape.</param>
    /// <param name="weight">A factor for each loss, of a shape that broadcasts to the input's.</param>
    /// <param name="posWeight">A factor for the positive part of each loss, of a shape that broadcasts to the input's; more than 1 for
    /// rare positives.</param>
    /// <param name="reduction">Mean, sum, or each loss by itself.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> a loss for each element.</returns>
    public Value BceWithLogits(
        Value target, Value? weight = null, Value? posWeight = null, Reduction reduction = Reduction.Mean)
        => throw NeverRun();

    /// <summary>
    /// The Kullback-Leibler divergence of log-probabilities from a target distribution, for each element: <c>target * (log(target) -
    /// x)</c>.
    /// Take <see cref="Reduction.BatchMean"/> for the divergence itself, averaged over the rows.
    /// </summary>
    /// <param name="target">Probabilities of the same shape.</param>
    /// <param name="logTarget">Whether the target holds logarithms of probabilities.</param>
    /// <param name="reduction">Mean, sum, or each loss by itself.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> a loss for each element.</returns>
    public Value KlDiv(Value target, bool logTarget = false, Reduction reduction = Reduction.Mean) => throw NeverRun();

    /// <summary><c>log(1 + exp(-target * x))</c>.</summary>
    /// <param name="target">1 or -1, of the same shape.</param>
    /// <param name="reduction">Mean, sum, or each loss by itself.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> a loss for each element.</returns>
    public Value SoftMargin(Value target, Reduction reduction = Reduction.Mean) => throw NeverRun();

    /// <summary><c>x</c> where the target is 1, <c>max(0, margin - x)</c> where it is -1: of distances between pairs.</summary>
    /// <param name="target">1 or -1, of the same shape.</param>
    /// <param name="margin">How far pairs that differ are to be apart.</param>
    /// <param name="reduction">Mean, sum, or each loss by itself.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> a loss for each element.</returns>
    public Value HingeEmbedding(Value target, double margin = 1, Reduction reduction = Reduction.Mean) => throw NeverRun();

    /// <summary>The negative log-likelihood of counts under a Poisson distribution: <c>exp(x) - target * x</c>.</summary>
    /// <param name="target">Counts of the same shape.</param>
    /// <param name="logInput">Whether the input is the logarithm of the rate; if not, <c>x - target * log(x + eps)</c>.</param>
    /// <param name="full">Whether Stirling's approximation of <c>log(target!)</c> is added where the target is above 1.</param>
    /// <param name="eps">Keeps the logarithm finite.</param>
    /// <param name="reduction">Mean, sum, or each loss by itself.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> a loss for each element.</returns>
    public Value PoissonNll(
        Value target, bool logInput = true, bool full = false, double eps = 1e-8, Reduction reduction = Reduction.Mean)
        => throw NeverRun();

    /// <summary>
    /// The multi-class hinge of scores <c>[N, C]</c>: over the other classes, the sum of <c>max(0, margin - x[label] + x[class])^p / C</c>.
    /// </summary>
    /// <param name="target">Class indices in <c>[0, C)</c>, <c>[N]</c>.</param>
    /// <param name="p">1 or 2.</param>
    /// <param name="margin">How far the label's score is to be above the others.</param>
    /// <param name="weight">A factor for each class, <c>[C]</c>; the mean is over the rows nevertheless.</param>
    /// <param name="reduction">Mean, sum, or each loss by itself.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> a loss for each row.</returns>
    public Value MultiMargin(
        Value<int> target, int p = 1, double margin = 1, Value? weight = null, Reduction reduction = Reduction.Mean)
        => throw NeverRun();

    /// <summary>The mean over the classes of <see cref="BceWithLogits"/>, one number for each row of logits <c>[N, C]</c>.</summary>
    /// <param name="target">1 for classes that hold and 0 for others, of the same shape.</param>
    /// <param name="weight">A factor for each class, <c>[C]</c>.</param>
    /// <param name="reduction">Mean, sum, or each loss by itself.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> a loss for each row.</returns>
    public Value MultiLabelSoftMargin(Value target, Value? weight = null, Reduction reduction = Reduction.Mean) => throw NeverRun();
}
