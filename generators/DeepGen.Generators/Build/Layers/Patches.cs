using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>The windows of an image: where each tap lies, and how many positions there are.</summary>
internal sealed record PatchSettings(long[] Kernel, long[] Dilation, long[] Padding, long[] Stride)
{
    public static PatchSettings Of(CallSite call)
        => new(
            Spatial.Kernel(call, 2), Spatial.PerAxis(call, 2, "Dilation", 1, 1), Spatial.PerAxis(call, 2, "Padding", 0, 0),
            Spatial.PerAxis(call, 2, "Stride", 1, 1));

    public long Taps => Kernel[0] * Kernel[1];

    /// <summary>The first coordinate in the padded image that a tap reads, along each axis.</summary>
    public IEnumerable<(long Row, long Column)> Starts
        => from row in Range(Kernel[0]) from column in Range(Kernel[1]) select (row * Dilation[0], column * Dilation[1]);

    public PadAxis[] Pads => [default, default, PadAxis.Both(Padding[0]), PadAxis.Both(Padding[1])];

    public Dim[] Positions(CallSite call, Node image, Dim height, Dim width)
        =>
        [
            Spatial.Positions(call, image, 2, height + (2 * Padding[0]), Kernel[0], Stride[0], Dilation[0]),
            Spatial.Positions(call, image, 3, width + (2 * Padding[1]), Kernel[1], Stride[1], Dilation[1]),
        ];

    private static IEnumerable<long> Range(long count) => Enumerable.Range(0, (int)count).Select(index => (long)index);
}

/// <summary>The patches of an image as columns: [N, C, H, W] to [N, C taps, positions].</summary>
internal sealed class Unfold : LayerKind
{
    public override string Kind => "Unfold";

    public override string Function => Kind;

    public override Node Build(CallSite call, Node input)
    {
        call.RequireRank(input, 4, Spatial.Expected(2));
        var settings = PatchSettings.Of(call);
        var graph = call.Graph;
        var (batch, channels) = (input.Shape[0], input.Shape[1]);
        var positions = settings.Positions(call, input, input.Shape[2], input.Shape[3]);
        var padded = graph.Pad(input, settings.Pads);
        Node Tap(long row, long column)
        {
            var rows = graph.Slice(padded, 2, row, positions[0], settings.Stride[0]);
            var both = graph.Slice(rows, 3, column, positions[1], settings.Stride[1]);
            return graph.Reshape(both, Shape.Of(batch, channels, 1, positions[0], positions[1]));
        }

        var taps = graph.Concat(2, [.. settings.Starts.Select(start => Tap(start.Row, start.Column))]);
        return graph.Reshape(taps, Shape.Of(batch, channels * settings.Taps, positions[0] * positions[1]));
    }
}

/// <summary>Patches added up to an image: the transpose of <see cref="Unfold"/>.</summary>
internal sealed class Fold : LayerKind
{
    public override string Kind => "Fold";

    public override string Function => Kind;

    public override bool MakesImages => true;

    public override Node Build(CallSite call, Node input)
    {
        call.RequireRank(input, 3, "[N, C * taps, positions]");
        var settings = PatchSettings.Of(call);
        var size = Spatial.PerAxis(call, 2, "OutputSize", 0, 1);
        if (size[0] == 0) throw call.Invalid("OutputSize", "the image's height and width, at least 1");
        var graph = call.Graph;
        var channels = Multiples.Of(call, input, 1, settings.Taps, "the second extent");
        long covered = Math.Max((settings.Dilation[0] * (settings.Kernel[0] - 1)) + 1 - (2 * settings.Padding[0]) - size[0],
            (settings.Dilation[1] * (settings.Kernel[1] - 1)) + 1 - (2 * settings.Padding[1]) - size[1]);
        if (covered > 0) throw call.Invalid(Spatial.WrittenAs(call, "OutputSize"), "at least what the kernel covers less the padding");
        var positions = settings.Positions(call, input, size[0], size[1]);
        if (input.Shape[2] != positions[0] * positions[1])
        {
            var expected = Shape.Of(input.Shape[0], input.Shape[1], positions[0] * positions[1]);
            throw call.Error("DG1101", call.Title, expected.ToString(), input.Shape.ToString(), call.History, "");
        }

        var batch = input.Shape[0];
        var taps = graph.Reshape(input, Shape.Of(batch, channels, settings.Taps, positions[0], positions[1]));
        Node Tap(long row, long column, int index)
        {
            var tap = graph.Reshape(graph.Slice(taps, 2, index, 1), Shape.Of(batch, channels, positions[0], positions[1]));
            PadAxis Around(int axis, long low)
            {
                var spread = ((positions[axis] - 1) * settings.Stride[axis]) + 1 + low;
                return new PadAxis(low, size[axis] + (2 * settings.Padding[axis]) - spread, settings.Stride[axis] - 1);
            }

            return graph.Pad(tap, default, default, Around(0, row), Around(1, column));
        }

        var placed = settings.Starts.Select((start, index) => Tap(start.Row, start.Column, index));
        var sum = placed.Aggregate((total, tap) => graph.Pointwise(new Argument(0) + new Argument(1), total.Shape, total, tap));
        return graph.Slice(graph.Slice(sum, 2, settings.Padding[0], size[0]), 3, settings.Padding[1], size[1]);
    }
}
