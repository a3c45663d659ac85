namespace DeepGen;

/// <summary>The shape of a parameter of <c>Forward</c> (an input) or of <c>Loss</c> (a target).</summary>
/// <param name="shape">
/// The dims, separated by commas. A number is an extent known at compile time; a name, such as <c>N</c> for the batch, is bound at
/// run time and means the same extent wherever it stands.
/// </param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ShapeAttribute(string shape) : Attribute
{
    /// <summary>The dims, separated by commas, for example <c>"N, 1, 64, 64"</c>.</summary>
    public string Shape { get; } = shape;

    /// <summary>
    /// Whether <c>Step</c> computes the gradient of the loss with respect to this input too, read as
    /// <c>step.Gradients["name"]</c>. False by default.
    /// </summary>
    public bool RequiresGradient { get; set; }
}
