namespace DeepGen;

/// <summary>Marks a partial class as a model: the compiler reads its declaration and writes the rest of it.</summary>
/// <remarks>
/// A model is declared in one of two forms. In a stack, the layer attributes of the class are applied in the order written, from its
/// one <see cref="InputAttribute"/> to its loss. In a graph, the layers are fields of type <see cref="Layer"/>, and the methods
/// <c>Forward</c> and <c>Loss</c> say how they are wired.
/// </remarks>
/// <example>
/// <code>
/// [Model]
/// [Input("image", "N, 784")]
/// [Linear(128), ReLU, Linear(10)]
/// [CrossEntropyLoss("label")]
/// public partial class Classifier;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ModelAttribute : Attribute
{
    /// <summary>
    /// Whether convolutions with kernels of 3 x 3 and a stride of 1 may be computed by Winograd's algorithm F(4x4, 3x3), where that is
    /// faster: a quarter of the products, at about seven times the rounding error of the plain sum (with 64 channels 1.4e-6 of the
    /// largest result, where the plain sum has 2e-7). True unless written.
    /// </summary>
    public bool Winograd { get; init; } = true;

    /// <summary>
    /// What devices round the factors of linear layers, convolutions and matrix products to, and of their gradients, so that tensor cores
    /// multiply them. The sums, everything else, and all that the processor computes stay in float32. Float32 unless written.
    /// </summary>
    /// <remarks>
    /// Products that are known to have fewer than four rows or columns, or nothing to sum, and depthwise convolutions are not rounded: they
    /// stay in float32 on devices, too.
    /// </remarks>
    public ProductPrecision DeviceProducts { get; init; } = ProductPrecision.Float32;
}
