namespace DeepGen;

/// <summary>
/// A layer of two inputs as it is called in <c>Forward</c>. A field of this type carries one layer attribute whose layer takes two
/// values; calling it twice shares its weights.
/// </summary>
/// <param name="left">The first value.</param>
/// <param name="right">The second value.</param>
/// <returns>The layer's output.</returns>
/// <remarks>The compiler reads the calls; they are never run.</remarks>
public delegate Value BinaryLayer(Value left, Value right);
