using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>
/// The gradient of a convolution with respect to its input, as a layer: the input is spread by stride - 1 zeros, and the kernel slides
/// over that turned around.
/// </summary>
internal abstract class ConvolutionTranspose(int rank) : LayerKind
{
    public override bool MakesImages => true;

    public override Node Build(CallSite call, Node input)
    {
        call.RequireRank(input, Spatial.First + rank, Spatial.Expected(rank));
        var settings = KernelSettings.Of(call, rank);
        long channels = Spatial.Channels(call, input, rank);
        settings.CheckGroups(call, channels, "input");
        settings.CheckGroups(call, settings.Channels, "output");
        long groups = settings.Groups, depth = channels / groups, each = settings.Channels / groups;
        var batch = input.Shape[0];
        var grouped = call.Graph.Reshape(input, new Shape([batch, groups, depth, .. input.Shape.Skip(Spatial.First)]));
        var spread = Spread(call, input, grouped, settings);
        var weight = settings.Weight(call, channels, each);
        Dim[] kernel = [.. settings.Kernel.Select(Dim.Constant)];
        Dim[] positions = [.. Spatial.Axes(rank).Select((at, axis) => spread.Shape[at + 1] - settings.Reach(axis))];

        // Loops: n, g, o, positions | c, taps.
        int sums = 3 + rank;
        var windows = Enumerable.Range(0, rank).Select(axis => AffineIndex.Window(3 + axis, 1, sums + 1 + axis, settings.Dilation[axis]));
        var turned = settings.Kernel.Select((size, axis) => AffineIndex.Turned(sums + 1 + axis, size));
        AffineIndex[] left = [AffineIndex.Of(0), AffineIndex.Of(1), AffineIndex.Of(sums), .. windows];
        AffineIndex[] right = [AffineIndex.Of(1), AffineIndex.Of(sums), AffineIndex.Of(2), .. turned];
        var y = call.Graph.Add(
            new ContractOperator(
                new Shape([batch, groups, each, .. positions, depth, .. kernel]), sums, left.ToEquatableArray(), right.ToEquatableArray()),
            spread,
            call.Graph.Reshape(weight, new Shape([groups, depth, each, .. kernel])));
        return settings.AddBias(call, call.Graph.Reshape(y, new Shape([batch, settings.Channels, .. positions])), each);
    }

    /// <param name="grouped">The input with its channels in groups, so that its axes of space are one further.</param>
    private Node Spread(CallSite call, Node input, Node grouped, KernelSettings settings)
    {
        var padding = Spatial.PerAxis(call, rank, "Padding", 0, 0);
        var extra = Spatial.PerAxis(call, rank, "OutputPadding", 0, 0);
        var pads = new PadAxis[Spatial.First + 1 + rank];
        for (int axis = 0; axis < rank; axis++)
        {
            if (extra[axis] >= Math.Max(settings.Stride[axis], settings.Dilation[axis]))
            {
                throw call.Invalid(Spatial.WrittenAs(call, "OutputPadding"), "smaller than the stride or the dilation");
            }

            long low = settings.Reach(axis) - padding[axis];
            pads[Spatial.First + 1 + axis] = new PadAxis(Math.Max(low, 0), Math.Max(low + extra[axis], 0), settings.Stride[axis] - 1);
        }

        var spread = call.Graph.Pad(grouped, pads);
        for (int axis = 0; axis < rank; axis++)
        {
            // A padding beyond the kernel's reach takes away what the spread input has.
            int at = Spatial.First + 1 + axis;
            long low = settings.Reach(axis) - padding[axis];
            var extent = spread.Shape[at] + (Math.Min(low, 0) + Math.Min(low + extra[axis], 0));
            if (extent.IsConstant && extent.Value <= settings.Reach(axis))
            {
                throw call.Invalid(Spatial.WrittenAs(call, "Padding"), $"smaller, to leave an output of {input.Shape}");
            }

            spread = call.Graph.Slice(spread, at, Math.Max(-low, 0), extent);
        }

        return spread;
    }
}

internal sealed class ConvTranspose1d() : ConvolutionTranspose(1)
{
    public override string Kind => "ConvTranspose1d";
}

internal sealed class ConvTranspose2d() : ConvolutionTranspose(2)
{
    public override string Kind => "ConvTranspose2d";
}

internal sealed class ConvTranspose3d() : ConvolutionTranspose(3)
{
    public override string Kind => "ConvTranspose3d";
}
