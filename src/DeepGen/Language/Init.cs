namespace DeepGen;

/// <summary>How a layer's weight is initialised. Biases keep PyTorch's distribution, unless the weight is <see cref="Zeros"/>.</summary>
/// <remarks>
/// <c>fan_in</c> and <c>fan_out</c> count the inputs and outputs of one unit: for a convolution, channels in a group times the
/// kernel's size.
/// </remarks>
public enum Init
{
    /// <summary>PyTorch's: uniform within <c>1 / sqrt(fan_in)</c>.</summary>
    Default,

    /// <summary>Uniform within <c>sqrt(6 / fan_in)</c>: He's initialisation for ReLU.</summary>
    KaimingUniform,

    /// <summary>Normal with standard deviation <c>sqrt(2 / fan_in)</c>: He's initialisation for ReLU.</summary>
    KaimingNormal,

    /// <summary>Uniform within <c>sqrt(6 / (fan_in + fan_out))</c>: Glorot's initialisation.</summary>
    XavierUniform,

    /// <summary>Normal with standard deviation <c>sqrt(2 / (fan_in + fan_out))</c>: Glorot's initialisation.</summary>
    XavierNormal,

    /// <summary>Normal with mean 0 and standard deviation 1.</summary>
    Normal,

    /// <summary>All 0, the bias too.</summary>
    Zeros,

    /// <summary>All 1.</summary>
    Ones,
}
