namespace DeepGen;

/// <summary>The loss of a model written as a stack, averaged over the batch.</summary>
/// <param name="target">The target's name: the parameter's name of <c>Evaluate</c> and <c>Step</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class LossAttribute(string target) : Attribute
{
    /// <summary>The target's name.</summary>
    public string Target { get; } = target;
}

/// <summary>
/// The cross-entropy of logits <c>[N, C]</c> against class indices <c>[N]</c>: the mean of <c>log(sum(exp(x))) - x[label]</c>.
/// </summary>
/// <inheritdoc cref="LossAttribute"/>
public sealed class CrossEntropyLossAttribute(string target) : LossAttribute(target);

/// <summary>The mean squared error: the mean of <c>(x - target)^2</c>, both of one shape.</summary>
/// <inheritdoc cref="LossAttribute"/>
public sealed class MSELossAttribute(string target) : LossAttribute(target);

/// <summary>
/// The binary cross-entropy of probabilities: the mean of <c>-target * log(x) - (1 - target) * log(1 - x)</c>, with logarithms not
/// below -100, both of one shape.
/// </summary>
/// <inheritdoc cref="LossAttribute"/>
public sealed class BCELossAttribute(string target) : LossAttribute(target);

/// <summary>The binary cross-entropy of logits: a sigmoid and <see cref="BCELossAttribute"/> in one, without overflow.</summary>
/// <inheritdoc cref="LossAttribute"/>
public sealed class BCEWithLogitsLossAttribute(string target) : LossAttribute(target);

/// <summary>
/// The negative log-likelihood of log-probabilities <c>[N, C]</c> (see <see cref="LogSoftmaxAttribute"/>) against class indices
/// <c>[N]</c>: the mean of <c>-x[label]</c>.
/// </summary>
/// <inheritdoc cref="LossAttribute"/>
public sealed class NLLLossAttribute(string target) : LossAttribute(target);
