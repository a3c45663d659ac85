namespace DeepGen;

/// <summary>
/// A trained tensor of one's own, on a <c>readonly</c> field of type <see cref="Value"/> that <c>Forward</c> and <c>Loss</c> may read:
/// PyTorch's <c>nn.Parameter</c>.
/// </summary>
/// <remarks>It stands before the layers in the order of the parameters, as in PyTorch, and is called after its field.</remarks>
/// <example>
/// <code>
/// [Parameter(64, 32, Init = Init.XavierUniform)] readonly Value weight;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ParameterAttribute : Attribute
{
    /// <summary>A tensor of the given extents; a single number where none are given.</summary>
    /// <param name="shape">The extents, outermost first.</param>
    public ParameterAttribute(params int[] shape)
    {
        Shape = string.Join(", ", shape.Select(extent => extent.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>A tensor of the given shape.</summary>
    /// <param name="shape">The extents, separated by commas, as in <c>"64, 32"</c>.</param>
    public ParameterAttribute(string shape) => Shape = shape;

    /// <summary>The extents, separated by commas; empty for a single number.</summary>
    public string Shape { get; }

    /// <summary>The tensor's name, for a checkpoint of another program; the field's name by default.</summary>
    public string? Name { get; set; }

    /// <summary>
    /// How it is initialised; <c>fan_in</c> and <c>fan_out</c> are those of a weight <c>[out, in, ...]</c> of this shape, so that all
    /// but <see cref="Init.Normal"/>, <see cref="Init.Zeros"/> and <see cref="Init.Ones"/> need two extents or more.
    /// </summary>
    public Init Init { get; set; }

    /// <summary>The standard deviation of <see cref="Init.Normal"/>. 1 by default.</summary>
    public double Std { get; set; } = 1;

    /// <summary>The number that it is filled with, in the place of <see cref="Init"/>.</summary>
    public double Fill { get; set; }

    /// <summary>Whether it is left as it is in training, as by <see cref="FrozenAttribute"/>.</summary>
    public bool Frozen { get; set; }
}

/// <summary>
/// A tensor that is saved with the model and not trained, on a <c>readonly</c> field of type <see cref="Value"/>: PyTorch's buffer. The
/// model has a property of the field's name that reads and edits it, for class weights, means of the data and the like.
/// </summary>
/// <example>
/// <code>
/// [Buffer(10, Fill = 1)] readonly Value classWeights;
/// // ...
/// model.ClassWeights.CopyFrom(weights);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Field)]
public sealed class BufferAttribute : Attribute
{
    /// <summary>A tensor of the given extents; a single number where none are given.</summary>
    /// <param name="shape">The extents, outermost first.</param>
    public BufferAttribute(params int[] shape)
    {
        Shape = string.Join(", ", shape.Select(extent => extent.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>A tensor of the given shape.</summary>
    /// <param name="shape">The extents, separated by commas, as in <c>"1, 3, 1, 1"</c>.</param>
    public BufferAttribute(string shape) => Shape = shape;

    /// <summary>The extents, separated by commas; empty for a single number.</summary>
    public string Shape { get; }

    /// <summary>The tensor's name, for a checkpoint of another program; the field's name by default.</summary>
    public string? Name { get; set; }

    /// <summary>The number that it is filled with at first. 0 by default.</summary>
    public double Fill { get; set; }

    /// <summary>What it holds at first, row by row, in the place of <see cref="Fill"/>.</summary>
    public float[]? Values { get; set; }
}

/// <summary>
/// A number that may change between two calls without compiling again, on a <c>readonly</c> field of type <see cref="Value"/>: a
/// dropout rate, the weight of a loss. The model has a property of the field's name; what it is set to holds from the next
/// <c>Step</c>, <c>Evaluate</c> or <c>Predict</c> on.
/// </summary>
/// <param name="value">What it is at first.</param>
/// <remarks>
/// It is no part of the model's file, as a constant would be none, and is kept in the training state, so that training goes on exactly.
/// </remarks>
/// <example>
/// <code>
/// [Setting(0.5)] readonly Value rate;
/// // ...
/// model.Rate = 0.1f;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Field)]
public sealed class SettingAttribute(double value) : Attribute
{
    /// <summary>What it is at first.</summary>
    public double Value { get; } = value;

    /// <summary>The least that it may be set to. Where it is a rate of dropout, at least 0.</summary>
    public double Minimum { get; set; } = double.NegativeInfinity;

    /// <summary>The most that it may be set to. Where it is a rate of dropout, at most 1.</summary>
    public double Maximum { get; set; } = double.PositiveInfinity;
}

/// <summary>
/// Leaves the parameters of a layer field, of a block field or of a <see cref="ParameterAttribute"/> field as they are in training: no
/// gradient is computed for them, and optimizers, norms of gradients and clipping pass over them. Checkpoints hold them.
/// </summary>
/// <remarks>
/// As PyTorch's <c>requires_grad_(False)</c>. What a layer does stays the same: dropout drops, and a norm uses and tracks the statistics
/// of the batch. In a stack it is a setting of the layer, <c>Linear(10, Frozen = true)</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Field)]
public sealed class FrozenAttribute : Attribute;
