namespace DeepGen;

/// <summary>What devices round the factors of products to, before they multiply them and add up in float32.</summary>
/// <remarks>
/// Products that are known to have fewer than four rows or columns, or nothing to sum, and depthwise convolutions are not rounded: they
/// stay in float32.
/// </remarks>
public enum ProductPrecision
{
    /// <summary>Nothing is rounded: 23 bits of the fraction, as on the processor.</summary>
    Float32,

    /// <summary>
    /// TF32: 10 bits of the fraction and the range of float32. Each factor is off by at most 2^-11 of itself, a product of two by 2^-10.
    /// Multiplied by tensor cores on GPUs from NVIDIA's Ampere on (compute capability 8.0); elsewhere the same numbers but for
    /// the order of the sums, at float32's speed.
    /// </summary>
    TensorFloat32,

    /// <summary>
    /// bfloat16: 7 bits of the fraction and the range of float32. Each factor is off by at most 2^-8 of itself, a product of two by 2^-7.
    /// Multiplied by tensor cores on GPUs from NVIDIA's Ampere on (compute capability 8.0); elsewhere the same numbers but for
    /// the order of the sums, at float32's speed.
    /// </summary>
    BFloat16,
}
