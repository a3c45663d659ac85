namespace DeepGen;

/// <summary>The loss of a model written as a stack.</summary>
/// <param name="target">The target's name: the parameter's name of <c>Evaluate</c> and <c>Step</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class LossAttribute(string target) : Attribute
{
    /// <summary>The target's name.</summary>
    public string Target { get; } = target;

    /// <summary>The mean by default, or the sum; a stack's loss is a scalar.</summary>
    public Reduction Reduction { get; set; }
}

/// <summary>
/// The cross-entropy of logits <c>[N, C]</c> or <c>[N, C, ...]</c> against class indices: <c>log(sum(exp(x))) - x[label]</c>.
/// </summary>
/// <inheritdoc cref="LossAttribute"/>
public sealed class CrossEntropyLossAttribute(string target) : LossAttribute(target)
{
    /// <summary>The weight of each class, at most 64 of them; the mean is over the weights of the targets. None by default.</summary>
    public double[] Weight { get; set; } = [];

    /// <summary>
    /// Targets with this index count for nothing, also not in the mean, and pass the check at the door; none unless written.
    /// </summary>
    public int IgnoreIndex { get; set; } = int.MinValue;

    /// <summary>How much of the target's weight all classes share, in [0, 1]. <c>0</c> by default.</summary>
    public double LabelSmoothing { get; set; }

    /// <summary>
    /// Whether the target holds probabilities of the classes, of the output's shape, and not class indices. <c>false</c> by default.
    /// </summary>
    public bool ClassProbabilities { get; set; }
}

/// <summary>
/// The negative log-likelihood of log-probabilities <c>[N, C]</c> or <c>[N, C, ...]</c> (see <see cref="LogSoftmaxAttribute"/>) against
/// class indices:
/// <c>-x[label]</c>.
/// </summary>
/// <inheritdoc cref="LossAttribute"/>
public sealed class NLLLossAttribute(string target) : LossAttribute(target)
{
    /// <summary>The weight of each class, at most 64 of them; the mean is over the weights of the targets. None by default.</summary>
    public double[] Weight { get; set; } = [];

    /// <summary>
    /// Targets with this index count for nothing, also not in the mean, and pass the check at the door; none unless written.
    /// </summary>
    public int IgnoreIndex { get; set; } = int.MinValue;
}

/// <summary>The squared error <c>(x - target)^2</c>.</summary>
/// <inheritdoc cref="LossAttribute"/>
public sealed class MSELossAttribute(string target) : LossAttribute(target);

/// <summary>The absolute error <c>|x - target|</c>; its gradient at 0 is 0.</summary>
/// <inheritdoc cref="LossAttribute"/>
public sealed class L1LossAttribute(string target) : LossAttribute(target);

/// <summary>
/// The squared error over <c>2 beta</c> where the error is less than <c>beta</c>, elsewhere the absolute error less <c>beta / 2</c>.
/// </summary>
/// <inheritdoc cref="LossAttribute"/>
public sealed class SmoothL1LossAttribute(string target) : LossAttribute(target)
{
    /// <summary>Where the two meet; at least 0. <c>1</c> by default.</summary>
    public double Beta { get; set; } = 1;
}

/// <summary>Half the squared error up to <c>delta</c>, elsewhere <c>delta</c> times the absolute error less <c>delta / 2</c>.</summary>
/// <inheritdoc cref="LossAttribute"/>
public sealed class HuberLossAttribute(string target) : LossAttribute(target)
{
    /// <summary>Where the two meet; more than 0. <c>1</c> by default.</summary>
    public double Delta { get; set; } = 1;
}

/// <summary>
/// The binary cross-entropy of probabilities: <c>-target * log(x) - (1 - target) * log(1 - x)</c>, with logarithms not below -100.
/// </summary>
/// <inheritdoc cref="LossAttribute"/>
public sealed class BCELossAttribute(string target) : LossAttribute(target)
{
    /// <summary>
    /// A factor for the loss of each place of the last dim, at most 64 of them; one number stands for all. None by default.
    /// </summary>
    public double[] Weight { get; set; } = [];
}

/// <summary>The binary cross-entropy of logits: a sigmoid and <see cref="BCELossAttribute"/> in one, without overflow.</summary>
/// <inheritdoc cref="LossAttribute"/>
public sealed class BCEWithLogitsLossAttribute(string target) : LossAttribute(target)
{
    /// <summary>
    /// A factor for the loss of each place of the last dim, at most 64 of them; one number stands for all. None by default.
    /// </summary>
    public double[] Weight { get; set; } = [];

    /// <summary>A factor for the positive part of the loss, as <see cref="Weight"/> is one for the whole. None by default.</summary>
    public double[] PosWeight { get; set; } = [];
}

/// <summary>
/// The Kullback-Leibler divergence of log-probabilities from a target distribution, for each element: <c>target * (log(target) - x)</c>.
/// Take <see cref="Reduction.BatchMean"/> for the divergence itself, averaged over the rows.
/// </summary>
/// <inheritdoc cref="LossAttribute"/>
public sealed class KLDivLossAttribute(string target) : LossAttribute(target)
{
    /// <summary>Whether the target holds logarithms of probabilities. <c>false</c> by default.</summary>
    public bool LogTarget { get; set; }
}

/// <summary><c>log(1 + exp(-target * x))</c>.</summary>
/// <inheritdoc cref="LossAttribute"/>
public sealed class SoftMarginLossAttribute(string target) : LossAttribute(target);

/// <summary><c>x</c> where the target is 1, <c>max(0, margin - x)</c> where it is -1: of distances between pairs.</summary>
/// <inheritdoc cref="LossAttribute"/>
public sealed class HingeEmbeddingLossAttribute(string target) : LossAttribute(target)
{
    /// <summary>How far pairs that differ are to be apart. <c>1</c> by default.</summary>
    public double Margin { get; set; } = 1;
}

/// <summary>The negative log-likelihood of counts under a Poisson distribution: <c>exp(x) - target * x</c>.</summary>
/// <inheritdoc cref="LossAttribute"/>
public sealed class PoissonNLLLossAttribute(string target) : LossAttribute(target)
{
    /// <summary>Whether the input is the logarithm of the rate; if not, <c>x - target * log(x + eps)</c>. <c>true</c> by default.</summary>
    public bool LogInput { get; set; } = true;

    /// <summary>
    /// Whether Stirling's approximation of <c>log(target!)</c> is added where the target is above 1. <c>false</c> by default.
    /// </summary>
    public bool Full { get; set; }

    /// <summary>Keeps the logarithm finite. <c>1e-8</c> by default.</summary>
    public double Eps { get; set; } = 1e-8;
}

/// <summary>
/// The multi-class hinge of scores <c>[N, C]</c>: over the other classes, the sum of <c>max(0, margin - x[label] + x[class])^p / C</c>.
/// </summary>
/// <inheritdoc cref="LossAttribute"/>
public sealed class MultiMarginLossAttribute(string target) : LossAttribute(target)
{
    /// <summary>1 or 2. <c>1</c> by default.</summary>
    public int P { get; set; } = 1;

    /// <summary>How far the label's score is to be above the others. <c>1</c> by default.</summary>
    public double Margin { get; set; } = 1;

    /// <summary>A factor for each class, at most 64 of them. None by default.</summary>
    public double[] Weight { get; set; } = [];
}

/// <summary>
/// The mean over the classes of <see cref="BCEWithLogitsLossAttribute"/>, one number for each row of logits <c>[N, C]</c>.
/// </summary>
/// <inheritdoc cref="LossAttribute"/>
public sealed class MultiLabelSoftMarginLossAttribute(string target) : LossAttribute(target)
{
    /// <summary>
    /// A factor for the loss of each place of the last dim, at most 64 of them; one number stands for all. None by default.
    /// </summary>
    public double[] Weight { get; set; } = [];
}
