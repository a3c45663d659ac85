using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Build.Layers;

/// <summary>What layers share that slide a window over the last two axes of [N, C, H, W].</summary>
internal static class Window2d
{
    /// <summary>How many positions a window has along an axis of a padded input.</summary>
    /// <exception cref="BuildException">It has none.</exception>
    public static Dim Positions(CallSite call, Node padded, int axis, long kernel, long stride, long dilation)
        => Positions(call, padded.Shape[axis], kernel, stride, dilation);

    public static Dim Positions(CallSite call, Dim extent, long kernel, long stride, long dilation)
    {
        long covered = (dilation * (kernel - 1)) + 1;
        return !extent.IsConstant || extent.Value >= covered
            ? (extent - covered).FloorDivide(stride) + 1
            : throw call.ErrorAt("Kernel", "DG1103", call.Title, CallSite.Text(covered), extent.ToString(), call.History);
    }
}
