namespace DeepGen;

/// <summary>
/// Adam with weight decay apart from the gradient, as PyTorch's <c>AdamW</c>: a step first multiplies a parameter by
/// <c>1 - learningRate * weightDecay</c>, and then moves it as <see cref="Adam"/> does.
/// </summary>
public sealed class AdamW : Adam
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="parameters">The parameters that it changes.</param>
    /// <param name="learningRate">The learning rate, 0 or more.</param>
    /// <param name="beta1">How much of the average gradient a step keeps.</param>
    /// <param name="beta2">How much of the average squared gradient a step keeps.</param>
    /// <param name="epsilon">Added to the root, against a division by zero; 0 or more.</param>
    /// <param name="weightDecay">How much of a parameter a step takes away, times the learning rate; 0 or more.</param>
    /// <param name="amsgrad">Whether to divide by the largest average squared gradient so far.</param>
    /// <param name="maximize">Whether to climb instead.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public AdamW(
        ParameterSet parameters,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 1e-2,
        bool amsgrad = false,
        bool maximize = false)
        : base(parameters, learningRate, beta1, beta2, epsilon, weightDecay, amsgrad, maximize, decoupled: true)
    {
    }
}
