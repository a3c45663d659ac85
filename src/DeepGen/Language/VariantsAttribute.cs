namespace DeepGen;

/// <summary>
/// Compiles a model once for each of several values of one of its constants, so that its architecture can be searched. With several
/// such attributes every combination is compiled.
/// </summary>
/// <param name="constant">The constant: <c>nameof(Hidden)</c>.</param>
/// <param name="values">Its values, of the constant's type.</param>
/// <remarks>
/// All variants are of the model's class: <c>Create(hidden: 128)</c> makes one, <c>Variants</c> lists them, and the constructor makes the
/// model with its constants as they are written. What is written with the constant follows, as in a block.
/// </remarks>
/// <example>
/// <code>
/// [Model, Variants(nameof(Hidden), 64, 128, 256)]
/// [Input("x", "N, 20"), Linear(Hidden), ReLU, Linear(2), CrossEntropyLoss("label")]
/// public partial class Perceptron
/// {
///     const int Hidden = 128;
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class VariantsAttribute(string constant, params object[] values) : Attribute
{
    /// <summary>The constant's name.</summary>
    public string Constant { get; } = constant;

    /// <summary>Its values.</summary>
    public object[] Values { get; } = values;
}
