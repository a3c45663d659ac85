using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DeepGen.Runtime;

/// <summary>Bit patterns of floats.</summary>
internal static class FloatBits
{
    /// <summary>The bits of sqrt(1/2): subtracting them from those of a number puts the border between exponents there.</summary>
    public const int SqrtHalf = 0x3F3504F3;
}

/// <summary>Whether the machine has fused multiply-add.</summary>
internal static class Fused
{
    // Elsewhere the library emulates it exactly, more than ten times slower. One answer for all widths keeps their bits equal.
    public static bool IsSupported => Fma.IsSupported || AdvSimd.IsSupported;
}
