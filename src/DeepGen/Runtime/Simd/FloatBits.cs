namespace DeepGen.Runtime;

/// <summary>Bit patterns of floats.</summary>
internal static class FloatBits
{
    /// <summary>The bits of sqrt(1/2): subtracting them from those of a number puts the border between exponents there.</summary>
    public const int SqrtHalf = 0x3F3504F3;
}
