namespace DeepGen;

/// <summary>
/// A layer: on the class the next one of a stack, on a field of type <see cref="Layer"/> or <see cref="BinaryLayer"/> what that field
/// does.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Field, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    /// <summary>
    /// The layer's name in a stack, and so the first part of its parameters' names. Without it a layer is called after its kind and
    /// number: <c>conv1</c>, <c>norm1</c>, <c>linear2</c>. In the graph form the field names the layer.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// Whether the layer's parameters are left as they are in training, as by <see cref="FrozenAttribute"/>. False by default.
    /// </summary>
    public bool Frozen { get; set; }
}
