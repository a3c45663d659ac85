namespace DeepGen;

/// <summary>
/// A layer as it is called in <c>Forward</c>. A field of this type carries one layer attribute; calling it twice shares its weights.
/// </summary>
/// <param name="input">What the layer is applied to.</param>
/// <returns>The layer's output.</returns>
/// <remarks>The compiler reads the calls; they are never run.</remarks>
public delegate Value Layer(Value input);
