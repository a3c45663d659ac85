using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>A two-dimensional cross-correlation with stride, padding, dilation and groups.</summary>
internal sealed class Conv2d : LayerKind
{
    public override string Kind => "Conv2d";

    public override bool MakesImages => true;

    public override Node Build(CallSite call, Node input)
    {
        var graph = call.Graph;
        call.RequireRank(input, 4, "[N, C, H, W]");
        var settings = Settings.Of(call);
        long channels = call.Width(input, 1, "Inputs", "input channels");
        Divides(call, settings.Groups, channels, "input");
        Divides(call, settings.Groups, settings.Channels, "output");
        var padded = graph.Pad(input, default, default, PadAxis.Both(settings.Padding), PadAxis.Both(settings.Padding));
        var height = Window2d.Positions(call, padded, 2, settings.Height, settings.Stride, settings.Dilation);
        var width = Window2d.Positions(call, padded, 3, settings.Width, settings.Stride, settings.Dilation);
        long depth = channels / settings.Groups;
        var init = call.Member("Init");
        var shape = Shape.Of(settings.Channels, depth, settings.Height, settings.Width);
        var weight = call.Parameter("weight", shape, Initializers.Weight(init));
        var y = settings.Groups == 1
            ? Product(graph, settings, padded, weight, height, width)
            : Grouped(graph, settings, padded, weight, height, width);
        if (!call.Boolean("Bias", true)) return y;
        var bias = call.Parameter("bias", Shape.Of(settings.Channels), Initializers.Bias(init, depth * settings.Height * settings.Width));
        var wide = graph.Reshape(bias, Shape.Of(1, settings.Channels, 1, 1));
        return graph.Pointwise(new Argument(0) + new Argument(1), y.Shape, y, wide);
    }

    private static void Divides(CallSite call, long groups, long channels, string which)
    {
        if (channels % groups == 0) return;
        throw call.ErrorAt("Groups", "DG1104", call.Title, CallSite.Text(groups), CallSite.Text(channels), which, call.History);
    }

    /// <summary>Loops: n, o, i, j | c, u, v.</summary>
    private static Node Product(GraphBuilder graph, Settings settings, Node x, Node weight, Dim height, Dim width)
    {
        var loops = Shape.Of(x.Shape[0], weight.Shape[0], height, width, weight.Shape[1], settings.Height, settings.Width);
        return graph.Add(
            new ContractOperator(
                loops, 4,
                [
                    AffineIndex.Of(0), AffineIndex.Of(4), AffineIndex.Window(2, settings.Stride, 5, settings.Dilation),
                    AffineIndex.Window(3, settings.Stride, 6, settings.Dilation),
                ],
                [AffineIndex.Of(1), AffineIndex.Of(4), AffineIndex.Of(5), AffineIndex.Of(6)]),
            x, weight);
    }

    /// <summary>Loops: n, g, o, i, j | c, u, v, with the channels of input, weight and output split into groups.</summary>
    private static Node Grouped(GraphBuilder graph, Settings settings, Node x, Node weight, Dim height, Dim width)
    {
        long groups = settings.Groups, outputs = settings.Channels / groups;
        var depth = weight.Shape[1];
        var loops = Shape.Of(x.Shape[0], groups, outputs, height, width, depth, settings.Height, settings.Width);
        var contract = new ContractOperator(
            loops, 5,
            [
                AffineIndex.Of(0), AffineIndex.Of(1), AffineIndex.Of(5), AffineIndex.Window(3, settings.Stride, 6, settings.Dilation),
                AffineIndex.Window(4, settings.Stride, 7, settings.Dilation),
            ],
            [AffineIndex.Of(1), AffineIndex.Of(2), AffineIndex.Of(5), AffineIndex.Of(6), AffineIndex.Of(7)]);
        var y = graph.Add(
            contract,
            graph.Reshape(x, Shape.Of(x.Shape[0], groups, depth, x.Shape[2], x.Shape[3])),
            graph.Reshape(weight, Shape.Of(groups, outputs, depth, settings.Height, settings.Width)));
        return graph.Reshape(y, Shape.Of(x.Shape[0], settings.Channels, height, width));
    }

    private sealed record Settings(long Channels, long Height, long Width, long Stride, long Padding, long Dilation, long Groups)
    {
        public static Settings Of(CallSite call)
        {
            long kernel = call.Integer("Kernel", 0);
            long height = call.Integer("KernelHeight", kernel), width = call.Integer("KernelWidth", kernel);
            if (height == 0 || width == 0) throw call.Invalid("Kernel", "the kernel's height and width, at least 1");
            return new(
                call.Required("OutChannels", "the number of output channels, at least 1"), height, width, call.Integer("Stride", 1),
                call.Integer("Padding", 0, 0), call.Integer("Dilation", 1), call.Integer("Groups", 1));
        }
    }
}
