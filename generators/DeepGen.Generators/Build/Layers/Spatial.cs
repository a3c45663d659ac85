using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Build.Layers;

/// <summary>What layers share that work along the axes after batch and channels: their settings for each axis, and their errors.</summary>
internal static class Spatial
{
    /// <summary>The first of these axes.</summary>
    public const int First = 2;

    private const int ChannelAxis = 1;

    /// <summary>Images have few channels; a last extent up to this may be theirs.</summary>
    private const long FewChannels = 4;

    /// <summary>The shape as a message writes it.</summary>
    public static string Expected(int rank) => rank switch
    {
        1 => "[N, C, L]",
        2 => "[N, C, H, W]",
        _ => "[N, C, D, H, W]",
    };

    /// <summary>The axes of a tensor that a layer of this rank works along.</summary>
    public static int[] Axes(int rank) => [.. Enumerable.Range(First, rank)];

    /// <summary>A setting along each axis: <c>Kernel = 3</c> for all of them, or <c>Kernels</c>, outermost first.</summary>
    public static long[] PerAxis(CallSite call, int rank, string name, long otherwise, long minimum)
    {
        var plural = name + "s";
        if (call.Arguments.Find(plural) is not { } written)
        {
            return [.. Enumerable.Repeat(call.Integer(name, otherwise, minimum), rank)];
        }

        if (call.Arguments.Find(name) is not null) throw call.Invalid(plural, $"left out where '{name}' is written");
        long[] values = [.. written.Integers.Items];
        return values.Length == rank && values.All(value => value >= minimum)
            ? values
            : throw call.Invalid(plural, $"{Count(rank)} of at least {CallSite.Text(minimum)}, {Order(rank)}");
    }

    /// <summary>The size of a kernel or window, which must be written.</summary>
    public static long[] Kernel(CallSite call, int rank)
    {
        var kernel = PerAxis(call, rank, "Kernel", 0, 1);
        return kernel[0] > 0 ? kernel : throw call.Invalid("Kernel", "the kernel's size, at least 1");
    }

    /// <summary>Which of a setting's two forms is written, for an error to underline.</summary>
    public static string WrittenAs(CallSite call, string name) => call.Arguments.Find(name + "s") is null ? name : name + "s";

    /// <summary>The channels of an image. Where the written number of them is the last extent, they stand in the wrong place.</summary>
    public static long Channels(CallSite call, Node input, int rank)
    {
        long written = call.Integer("Inputs", 0, 0);
        int last = input.Shape.Rank - 1;
        bool isLast = written > 0 && input.Shape[last] == written && input.Shape[ChannelAxis] != written;
        return isLast ? throw ChannelsLast(call, input, rank) : call.Width(input, ChannelAxis, "Inputs", "input channels");
    }

    /// <summary>How many positions a window has along an axis, given the padded extent.</summary>
    /// <exception cref="BuildException">It has none.</exception>
    public static Dim Positions(CallSite call, Node input, int axis, Dim padded, long kernel, long stride, long dilation)
    {
        long covered = (dilation * (kernel - 1)) + 1;
        if (!padded.IsConstant || padded.Value >= covered) return (padded - covered).FloorDivide(stride) + 1;
        var shape = input.Shape;
        int last = shape.Rank - 1;
        bool isLast = axis == last && shape.Skip(1).All(extent => extent.IsConstant) && shape[last].Value <= FewChannels
            && shape.Skip(1).Take(last - 1).All(extent => extent.Value > FewChannels && extent.Value >= covered);
        throw isLast
            ? ChannelsLast(call, input, shape.Rank - First)
            : call.ErrorAt(
                WrittenAs(call, "Kernel"), "DG1103", call.Title, CallSite.Text(covered), padded.ToString(), call.History);
    }

    private static BuildException ChannelsLast(CallSite call, Node input, int rank)
    {
        var shape = input.Shape;
        int last = shape.Rank - 1;
        var mended = new Shape(shape.Take(1).Append(shape[last]).Concat(shape.Skip(1).Take(last - 1)));
        return call.Error("DG1113", call.Title, Expected(rank), shape.ToString(), call.History, mended.ToString());
    }

    private static string Count(int rank) => rank == 1 ? "one number" : $"{CallSite.Text(rank)} numbers";

    private static string Order(int rank) => rank switch
    {
        1 => "that of L",
        2 => "those of H and W",
        _ => "those of D, H and W",
    };
}
