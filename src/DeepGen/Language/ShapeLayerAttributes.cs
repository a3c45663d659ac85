namespace DeepGen;

/// <summary>Several dims as one; all but the first if nothing is written: <c>[N, C, H, W]</c> becomes <c>[N, C * H * W]</c>.</summary>
/// <param name="startDim">The first of the dims; negative counts from the end. 1 by default.</param>
/// <param name="endDim">The last of the dims. The last one of all, -1, by default.</param>
public sealed class FlattenAttribute(int startDim = 1, int endDim = -1) : LayerAttribute
{
    /// <summary>The first of the dims.</summary>
    public int StartDim { get; set; } = startDim;

    /// <summary>The last of the dims.</summary>
    public int EndDim { get; set; } = endDim;
}

/// <summary>The input itself.</summary>
public sealed class IdentityAttribute : LayerAttribute;
