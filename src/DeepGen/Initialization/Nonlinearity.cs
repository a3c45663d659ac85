namespace DeepGen;

/// <summary>What follows a layer, for the gain of its initialisation, as in PyTorch's <c>calculate_gain</c>.</summary>
public enum Nonlinearity
{
    /// <summary>Nothing: a gain of 1.</summary>
    Linear,

    /// <summary>Sigmoid: a gain of 1.</summary>
    Sigmoid,

    /// <summary>Hyperbolic tangent: a gain of 5/3.</summary>
    Tanh,

    /// <summary>Rectifier: a gain of sqrt(2).</summary>
    ReLU,

    /// <summary>Leaky rectifier: a gain of sqrt(2 / (1 + slope^2)).</summary>
    LeakyReLU,

    /// <summary>Self-normalising unit: a gain of 3/4.</summary>
    SELU,
}

/// <summary>Which number of connections a Kaiming initialisation keeps the variance over.</summary>
public enum FanMode
{
    /// <summary>The inputs of a unit: keeps the variance of the forward pass.</summary>
    FanIn,

    /// <summary>The outputs of a unit: keeps the variance of the backward pass.</summary>
    FanOut,
}
