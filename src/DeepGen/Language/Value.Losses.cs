namespace DeepGen;

public sealed partial class Value
{
    /// <summary>
    /// The cross-entropy of logits <c>[N, C]</c> against class indices <c>[N]</c>: the mean of <c>log(sum(exp(x))) - x[label]</c>.
    /// </summary>
    /// <param name="target">Class indices in <c>[0, C)</c>.</param>
    /// <returns>A scalar.</returns>
    public Value CrossEntropy(Value<int> target) => throw NeverRun();

    /// <summary>The mean squared error: the mean of <c>(x - target)^2</c>.</summary>
    /// <param name="target">A value of the same shape.</param>
    /// <returns>A scalar.</returns>
    public Value Mse(Value target) => throw NeverRun();

    /// <summary>
    /// The binary cross-entropy of probabilities: the mean of <c>-target * log(x) - (1 - target) * log(1 - x)</c>, with logarithms not
    /// below -100.
    /// </summary>
    /// <param name="target">Probabilities of the same shape.</param>
    /// <returns>A scalar.</returns>
    public Value Bce(Value target) => throw NeverRun();

    /// <summary>The binary cross-entropy of logits: a sigmoid and <see cref="Bce"/> in one, without overflow.</summary>
    /// <param name="target">Probabilities of the same shape.</param>
    /// <returns>A scalar.</returns>
    public Value BceWithLogits(Value target) => throw NeverRun();

    /// <summary>
    /// The negative log-likelihood of log-probabilities <c>[N, C]</c> (see <see cref="LogSoftmax"/>) against class indices <c>[N]</c>:
    /// the mean of <c>-x[label]</c>.
    /// </summary>
    /// <param name="target">Class indices in <c>[0, C)</c>.</param>
    /// <returns>A scalar.</returns>
    public Value Nll(Value<int> target) => throw NeverRun();
}
