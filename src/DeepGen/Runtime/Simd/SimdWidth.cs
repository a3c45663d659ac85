using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace DeepGen.Runtime;

/// <summary>The vector width that suits this machine.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SimdWidth
{
    /// <summary>The number of floats in the widest vector that the hardware computes in one go: 16, 8 or 4.</summary>
    public static int Preferred => Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : 4;
}
