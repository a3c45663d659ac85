namespace DeepGen;

/// <summary>A fully connected layer: <c>y = x weight^T + bias</c> over the last dim.</summary>
/// <param name="outFeatures">The number of outputs.</param>
/// <remarks>
/// Input <c>[N, ..., Inputs]</c>, output <c>[N, ..., outFeatures]</c>. Parameters: <c>weight [outFeatures, Inputs]</c> and
/// <c>bias [outFeatures]</c>.
/// </remarks>
public sealed class LinearAttribute(int outFeatures) : LayerAttribute
{
    /// <summary>The number of outputs.</summary>
    public int OutFeatures { get; } = outFeatures;

    /// <summary>Whether a bias is added. True by default.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>The width expected of the input. Inferred; if written, it is checked.</summary>
    public int Inputs { get; set; }

    /// <summary>How the weight is initialised.</summary>
    public Init Init { get; set; }
}
