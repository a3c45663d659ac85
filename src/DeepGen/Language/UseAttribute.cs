namespace DeepGen;

/// <summary>A block as a layer: on the class the next one of a stack, on a field what that field does.</summary>
/// <typeparam name="TBlock">A class with <see cref="BlockAttribute"/>.</typeparam>
/// <param name="constants">
/// Constants of the block with the values that they have here, in pairs:
/// <c>nameof(ResidualBlock.Width), 128, nameof(ResidualBlock.Stride), 2</c>. The others keep the values that the block gives them.
/// </param>
/// <remarks>
/// The parameters of a block are named after the field that uses it, as a module's are in PyTorch: <c>layer1.conv.weight</c>, and with
/// <see cref="Repeat"/> <c>layer1.0.conv.weight</c>, as in an <c>nn.Sequential</c>.
/// </remarks>
public sealed class UseAttribute<TBlock>(params object[] constants) : LayerAttribute
    where TBlock : class
{
    /// <summary>Names and values of constants in turn.</summary>
    public object[] Constants { get; } = constants;

    /// <summary>
    /// How many copies stand in a row, each with weights of its own and the output of the one before it as its input. One by default,
    /// which has no number in its parameters' names.
    /// </summary>
    public int Repeat { get; set; }
}
