namespace DeepGen;

/// <summary>What layers that put values around a tensor are set by.</summary>
/// <param name="padding">How many values each side gets; 0 where <see cref="Paddings"/> is written.</param>
public abstract class PadAttribute(int padding) : LayerAttribute
{
    /// <summary>How many values each side gets.</summary>
    public int Padding { get; set; } = padding;

    /// <summary>
    /// How many values each side gets, in PyTorch's order, from the last axis on: left, right, top, bottom, front, back.
    /// </summary>
    public int[]? Paddings { get; set; }
}

/// <summary>Zeros around a tensor; a negative padding takes values away.</summary>
/// <param name="padding">How many values each side gets.</param>
/// <remarks>Input <c>[N, C, L]</c>, output <c>[N, C, left + L + right]</c>.</remarks>
public sealed class ZeroPad1dAttribute(int padding = 0) : PadAttribute(padding);

/// <summary>Zeros around a tensor; a negative padding takes values away.</summary>
/// <param name="padding">How many values each side gets.</param>
/// <remarks>Input <c>[N, C, H, W]</c>, output <c>[N, C, top + H + bottom, left + W + right]</c>.</remarks>
public sealed class ZeroPad2dAttribute(int padding = 0) : PadAttribute(padding);

/// <summary>Zeros around a tensor; a negative padding takes values away.</summary>
/// <param name="padding">How many values each side gets.</param>
/// <remarks>Input <c>[N, C, D, H, W]</c>, output <c>[N, C, front + D + back, ...]</c>.</remarks>
public sealed class ZeroPad3dAttribute(int padding = 0) : PadAttribute(padding);

/// <summary>One number around a tensor; a negative padding takes values away.</summary>
/// <param name="padding">How many values each side gets.</param>
/// <param name="value">The number.</param>
/// <remarks>Input <c>[N, C, L]</c>, output <c>[N, C, left + L + right]</c>.</remarks>
public sealed class ConstantPad1dAttribute(int padding = 0, double value = 0) : PadAttribute(padding)
{
    /// <summary>The number.</summary>
    public double Value { get; set; } = value;
}

/// <summary>One number around a tensor; a negative padding takes values away.</summary>
/// <param name="padding">How many values each side gets.</param>
/// <param name="value">The number.</param>
/// <remarks>Input <c>[N, C, H, W]</c>, output <c>[N, C, top + H + bottom, left + W + right]</c>.</remarks>
public sealed class ConstantPad2dAttribute(int padding = 0, double value = 0) : PadAttribute(padding)
{
    /// <summary>The number.</summary>
    public double Value { get; set; } = value;
}

/// <summary>One number around a tensor; a negative padding takes values away.</summary>
/// <param name="padding">How many values each side gets.</param>
/// <param name="value">The number.</param>
/// <remarks>Input <c>[N, C, D, H, W]</c>, output <c>[N, C, front + D + back, ...]</c>.</remarks>
public sealed class ConstantPad3dAttribute(int padding = 0, double value = 0) : PadAttribute(padding)
{
    /// <summary>The number.</summary>
    public double Value { get; set; } = value;
}

/// <summary>The values of a tensor mirrored at its ends, fewer than it has: <c>c b | a b c | b a</c>.</summary>
/// <param name="padding">How many values each side gets.</param>
/// <remarks>Input <c>[N, C, L]</c>, output <c>[N, C, left + L + right]</c>.</remarks>
public sealed class ReflectionPad1dAttribute(int padding = 0) : PadAttribute(padding);

/// <summary>The values of a tensor mirrored at its ends, fewer than it has: <c>c b | a b c | b a</c>.</summary>
/// <param name="padding">How many values each side gets.</param>
/// <remarks>Input <c>[N, C, H, W]</c>, output <c>[N, C, top + H + bottom, left + W + right]</c>.</remarks>
public sealed class ReflectionPad2dAttribute(int padding = 0) : PadAttribute(padding);

/// <summary>The values of a tensor mirrored at its ends, fewer than it has: <c>c b | a b c | b a</c>.</summary>
/// <param name="padding">How many values each side gets.</param>
/// <remarks>Input <c>[N, C, D, H, W]</c>, output <c>[N, C, front + D + back, ...]</c>.</remarks>
public sealed class ReflectionPad3dAttribute(int padding = 0) : PadAttribute(padding);

/// <summary>The outermost values of a tensor again: <c>a a | a b c | c c</c>.</summary>
/// <param name="padding">How many values each side gets.</param>
/// <remarks>Input <c>[N, C, L]</c>, output <c>[N, C, left + L + right]</c>.</remarks>
public sealed class ReplicationPad1dAttribute(int padding = 0) : PadAttribute(padding);

/// <summary>The outermost values of a tensor again: <c>a a | a b c | c c</c>.</summary>
/// <param name="padding">How many values each side gets.</param>
/// <remarks>Input <c>[N, C, H, W]</c>, output <c>[N, C, top + H + bottom, left + W + right]</c>.</remarks>
public sealed class ReplicationPad2dAttribute(int padding = 0) : PadAttribute(padding);

/// <summary>The outermost values of a tensor again: <c>a a | a b c | c c</c>.</summary>
/// <param name="padding">How many values each side gets.</param>
/// <remarks>Input <c>[N, C, D, H, W]</c>, output <c>[N, C, front + D + back, ...]</c>.</remarks>
public sealed class ReplicationPad3dAttribute(int padding = 0) : PadAttribute(padding);

/// <summary>The values from the other end of a tensor, at most all of them: <c>b c | a b c | a b</c>.</summary>
/// <param name="padding">How many values each side gets.</param>
/// <remarks>Input <c>[N, C, L]</c>, output <c>[N, C, left + L + right]</c>.</remarks>
public sealed class CircularPad1dAttribute(int padding = 0) : PadAttribute(padding);

/// <summary>The values from the other end of a tensor, at most all of them: <c>b c | a b c | a b</c>.</summary>
/// <param name="padding">How many values each side gets.</param>
/// <remarks>Input <c>[N, C, H, W]</c>, output <c>[N, C, top + H + bottom, left + W + right]</c>.</remarks>
public sealed class CircularPad2dAttribute(int padding = 0) : PadAttribute(padding);

/// <summary>The values from the other end of a tensor, at most all of them: <c>b c | a b c | a b</c>.</summary>
/// <param name="padding">How many values each side gets.</param>
/// <remarks>Input <c>[N, C, D, H, W]</c>, output <c>[N, C, front + D + back, ...]</c>.</remarks>
public sealed class CircularPad3dAttribute(int padding = 0) : PadAttribute(padding);
