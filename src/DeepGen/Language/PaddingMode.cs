namespace DeepGen;

/// <summary>What stands around a tensor where a layer reads beyond its ends.</summary>
public enum PaddingMode
{
    /// <summary>Zeros.</summary>
    Zeros,

    /// <summary>The values mirrored at the outermost one, which is not repeated: <c>c b | a b c | b a</c>.</summary>
    Reflect,

    /// <summary>The outermost value again: <c>a a | a b c | c c</c>.</summary>
    Replicate,

    /// <summary>The values from the other end: <c>b c | a b c | a b</c>.</summary>
    Circular,
}
