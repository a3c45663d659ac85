using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>A cross-correlation along one axis or several, with stride, padding, dilation and groups.</summary>
internal abstract class Convolution(int rank) : LayerKind
{
    public override bool MakesImages => true;

    public override Node Build(CallSite call, Node input)
    {
        var graph = call.Graph;
        call.RequireRank(input, Spatial.First + rank, Spatial.Expected(rank));
        var settings = KernelSettings.Of(call, rank);
        long channels = Spatial.Channels(call, input, rank);
        settings.CheckGroups(call, channels, "input");
        settings.CheckGroups(call, settings.Channels, "output");
        (long Low, long High)[] sizes = [default, default, .. Paddings(call, settings)];
        var setting = call.Boolean("Same", false) ? "Same" : Spatial.WrittenAs(call, "Padding");
        var padded = Borders.Pad(call, input, sizes, Borders.Mode(call, "PaddingMode"), setting);
        Dim[] positions = [.. Enumerable.Range(0, rank).Select(axis => Spatial.Positions(
            call, input, Spatial.First + axis, padded.Shape[Spatial.First + axis], settings.Kernel[axis], settings.Stride[axis],
            settings.Dilation[axis]))];
        long depth = channels / settings.Groups;
        var weight = settings.Weight(call, settings.Channels, depth);
        var y = settings.Groups == 1
            ? Product(graph, settings, padded, weight, positions)
            : Grouped(graph, settings, padded, weight, positions);
        return settings.AddBias(call, y, depth);
    }

    private (long Low, long High)[] Paddings(CallSite call, KernelSettings settings)
    {
        var written = Spatial.PerAxis(call, rank, "Padding", 0, 0);
        if (!call.Boolean("Same", false)) return [.. written.Select(size => (size, size))];
        var name = Spatial.WrittenAs(call, "Padding");
        if (call.Arguments.Find(name) is not null) throw call.Invalid(name, "left out with 'Same'");
        if (settings.Stride.Any(stride => stride > 1)) throw call.Invalid("Same", "false where the stride is not 1");
        return [.. settings.Kernel.Zip(settings.Dilation, (kernel, dilation) => dilation * (kernel - 1))
            .Select(total => (total / 2, total - (total / 2)))];
    }

    /// <summary>Loops: n, o, positions | c, taps.</summary>
    private Node Product(GraphBuilder graph, KernelSettings settings, Node x, Node weight, Dim[] positions)
    {
        int outputs = 2 + rank;
        var loops = new Shape([x.Shape[0], weight.Shape[0], .. positions, weight.Shape[1], .. settings.Kernel.Select(Dim.Constant)]);
        return graph.Add(
            new ContractOperator(
                loops, outputs,
                Map([AffineIndex.Of(0), AffineIndex.Of(outputs), .. settings.Windows(2, outputs + 1)]),
                Map([AffineIndex.Of(1), AffineIndex.Of(outputs), .. KernelSettings.Taps(outputs + 1, rank)])),
            x, weight);
    }

    /// <summary>Loops: n, g, o, positions | c, taps, with the channels of input, weight and output split into groups.</summary>
    private Node Grouped(GraphBuilder graph, KernelSettings settings, Node x, Node weight, Dim[] positions)
    {
        int outputs = 3 + rank;
        long groups = settings.Groups, each = settings.Channels / groups;
        var depth = weight.Shape[1];
        var kernel = settings.Kernel.Select(Dim.Constant).ToArray();
        var contract = new ContractOperator(
            new Shape([x.Shape[0], groups, each, .. positions, depth, .. kernel]), outputs,
            Map([AffineIndex.Of(0), AffineIndex.Of(1), AffineIndex.Of(outputs), .. settings.Windows(3, outputs + 1)]),
            Map([AffineIndex.Of(1), AffineIndex.Of(2), AffineIndex.Of(outputs), .. KernelSettings.Taps(outputs + 1, rank)]));
        var y = graph.Add(
            contract,
            graph.Reshape(x, new Shape([x.Shape[0], groups, depth, .. x.Shape.Skip(Spatial.First)])),
            graph.Reshape(weight, new Shape([groups, each, depth, .. kernel])));
        return graph.Reshape(y, new Shape([x.Shape[0], settings.Channels, .. positions]));
    }

    private static EquatableArray<AffineIndex> Map(AffineIndex[] indices) => indices.ToEquatableArray();
}

internal sealed class Conv1d() : Convolution(1)
{
    public override string Kind => "Conv1d";
}

internal sealed class Conv2d() : Convolution(2)
{
    public override string Kind => "Conv2d";
}

internal sealed class Conv3d() : Convolution(3)
{
    public override string Kind => "Conv3d";
}

/// <summary>What a convolution and its transpose are set by, one number for each axis.</summary>
internal sealed record KernelSettings(long Channels, long[] Kernel, long[] Stride, long[] Dilation, long Groups)
{
    public static KernelSettings Of(CallSite call, int rank)
    {
        var kernel = Spatial.Kernel(call, rank);
        return new(
            call.Required("OutChannels", "the number of output channels, at least 1"), kernel,
            Spatial.PerAxis(call, rank, "Stride", 1, 1), Spatial.PerAxis(call, rank, "Dilation", 1, 1), call.Integer("Groups", 1));
    }

    /// <summary>The distance between the first and the last tap along an axis.</summary>
    public long Reach(int axis) => Dilation[axis] * (Kernel[axis] - 1);

    /// <summary>The taps' own counters.</summary>
    public static IEnumerable<AffineIndex> Taps(int first, int rank) => Enumerable.Range(first, rank).Select(AffineIndex.Of);

    /// <summary>The coordinates that the kernel reads, from the loops of the positions and of the taps.</summary>
    public IEnumerable<AffineIndex> Windows(int positions, int taps)
        => Stride.Select((stride, axis) => AffineIndex.Window(positions + axis, stride, taps + axis, Dilation[axis]));

    public void CheckGroups(CallSite call, long channels, string which)
    {
        if (channels % Groups == 0) return;
        throw call.ErrorAt("Groups", "DG1104", call.Title, CallSite.Text(Groups), CallSite.Text(channels), which, call.History);
    }

    public Node Weight(CallSite call, long first, long second)
        => call.Parameter(
            "weight", new Shape([first, second, .. Kernel.Select(Dim.Constant)]), Initializers.Weight(call.Member("Init")));

    /// <param name="units">The second extent of the weight, which with the kernel is the fan of PyTorch's distribution.</param>
    public Node AddBias(CallSite call, Node y, long units)
    {
        if (!call.Boolean("Bias", true)) return y;
        long fan = Kernel.Aggregate(units, (product, size) => product * size);
        var bias = call.Parameter("bias", Shape.Of(Channels), Initializers.Bias(call.Member("Init"), fan));
        var wide = call.Graph.Reshape(bias, new Shape([1, Channels, .. Kernel.Select(_ => Dim.One)]));
        return call.Graph.Pointwise(new Argument(0) + new Argument(1), y.Shape, y, wide);
    }
}
