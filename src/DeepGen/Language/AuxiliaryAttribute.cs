namespace DeepGen;

/// <summary>
/// Names elements of the tuple that <c>Forward</c> returns as being there for <c>Loss</c> alone: <c>Predict</c> neither computes nor
/// returns them. A step's result shows them with the others.
/// </summary>
/// <param name="names">The names of the elements.</param>
/// <example>
/// <code>
/// [Auxiliary("hidden")]
/// (Value output, Value hidden) Forward([Shape("N, 20")] Value x) { ... }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AuxiliaryAttribute(params string[] names) : Attribute
{
    /// <summary>The names of the elements.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
