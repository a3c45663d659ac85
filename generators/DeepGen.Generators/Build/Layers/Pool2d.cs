using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>One value for each position of a window over the last two axes.</summary>
internal abstract class Pool2d : LayerKind
{
    protected const string Expected = "[N, C, H, W]";

    public override string Function => Kind;

    public override bool MakesImages => true;

    public override Node Build(CallSite call, Node input)
    {
        call.RequireRank(input, 4, Expected);
        long kernel = call.Required("Kernel", "the window's height and width, at least 1");
        long stride = call.Integer("Stride", kernel, 0);
        long padding = call.Integer("Padding", 0, 0), dilation = call.Integer("Dilation", 1);
        if (padding > kernel / 2) throw call.Invalid("Padding", $"at most half of the kernel, {CallSite.Text(kernel / 2)}");
        WindowAxis Axis(int axis)
        {
            var window = new WindowAxis(axis, kernel, stride == 0 ? kernel : stride, dilation, padding, padding);
            Window2d.Positions(call, input.Shape[axis] + (2 * padding), kernel, window.Stride, dilation);
            return window;
        }

        return Build(call, input, Axis(2), Axis(3));
    }

    protected abstract Node Build(CallSite call, Node input, WindowAxis rows, WindowAxis columns);
}

internal sealed class MaxPool2d : Pool2d
{
    public override string Kind => "MaxPool2d";

    protected override Node Build(CallSite call, Node input, WindowAxis rows, WindowAxis columns)
        => call.Graph.Add(new WindowOperator(WindowKind.Max, [rows, columns]), input);
}

internal sealed class AvgPool2d : Pool2d
{
    public override string Kind => "AvgPool2d";

    protected override Node Build(CallSite call, Node input, WindowAxis rows, WindowAxis columns)
    {
        var sum = call.Graph.Add(new WindowOperator(WindowKind.Sum, [rows, columns]), input);
        bool whole = rows.PadLow == 0 || call.Boolean("CountIncludePad", true);
        ScalarExpression factor = whole
            ? 1.0 / (rows.Size * columns.Size)
            : ScalarFunctions.Reciprocal(Inside(rows, input.Shape) * Inside(columns, input.Shape));
        return call.Graph.Pointwise(new Argument(0) * factor, sum.Shape, sum);
    }

    /// <summary>How many values of the window at a coordinate are no padding.</summary>
    private static ScalarExpression Inside(WindowAxis window, Shape shape)
    {
        var first = (new Coordinate(window.Axis) * (double)window.Stride) - (double)window.PadLow;
        var end = ScalarFunctions.Minimum.Of(first + (double)window.Size, GraphExtensions.NumberOf(shape[window.Axis]));
        return end - ScalarFunctions.Maximum.Of(first, 0);
    }
}
