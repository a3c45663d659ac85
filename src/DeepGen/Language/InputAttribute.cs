namespace DeepGen;

/// <summary>Declares the input of a model written as a stack.</summary>
/// <param name="name">The input's name: the parameter's name of <c>Predict</c>, <c>Evaluate</c> and <c>Step</c>.</param>
/// <param name="shape">
/// The dims, separated by commas. A number is an extent known at compile time; a name, such as <c>N</c> for the batch, is bound at
/// run time and means the same extent wherever it stands.
/// </param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute(string name, string shape) : Attribute
{
    /// <summary>The input's name.</summary>
    public string Name { get; } = name;

    /// <summary>The dims, separated by commas, for example <c>"N, 1, 28, 28"</c>.</summary>
    public string Shape { get; } = shape;

    /// <summary>
    /// Whether <c>Step</c> computes the gradient of the loss with respect to this input too, read as
    /// <c>step.Gradients["name"]</c>. False by default.
    /// </summary>
    public bool RequiresGradient { get; set; }
}
