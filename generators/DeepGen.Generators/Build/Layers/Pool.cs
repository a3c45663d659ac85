using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>One value for each position of a window over the axes after batch and channels.</summary>
internal abstract class Pool(int rank) : SpatialPool(rank)
{
    protected override Node Over(CallSite call, Node input)
    {
        var kernel = Spatial.Kernel(call, AxisCount);
        var stride = Spatial.PerAxis(call, AxisCount, "Stride", 0, 0);
        var padding = Spatial.PerAxis(call, AxisCount, "Padding", 0, 0);
        var dilation = Spatial.PerAxis(call, AxisCount, "Dilation", 1, 1);
        for (int axis = 0; axis < AxisCount; axis++)
        {
            if (padding[axis] <= kernel[axis] / 2) continue;
            throw call.Invalid(Spatial.WrittenAs(call, "Padding"), $"at most half of the kernel, {CallSite.Text(kernel[axis] / 2)}");
        }

        bool ceil = call.Boolean("CeilMode", false);
        PoolAxis Axis(int axis)
        {
            int at = Spatial.First + axis;
            long step = stride[axis] == 0 ? kernel[axis] : stride[axis];
            var window = new WindowAxis(at, kernel[axis], step, dilation[axis], padding[axis], padding[axis]);
            return ceil ? PoolAxis.RoundedUp(call, window, input) : PoolAxis.RoundedDown(call, window, input);
        }

        return Build(call, input, [.. Enumerable.Range(0, AxisCount).Select(Axis)]);
    }

    protected static EquatableArray<WindowAxis> Windows(PoolAxis[] axes) => axes.Select(axis => axis.Window).ToEquatableArray();

    protected abstract Node Build(CallSite call, Node input, PoolAxis[] axes);
}

/// <summary>A pooling window along one axis.</summary>
/// <param name="Padding">The padding at both ends that was asked for; the window's own may end later.</param>
internal readonly record struct PoolAxis(WindowAxis Window, long Padding)
{
    /// <summary>Whether the last windows may reach beyond the padding.</summary>
    public bool Overhangs => Window.PadHigh > Padding;

    public static PoolAxis RoundedDown(CallSite call, WindowAxis window, Node input)
    {
        var padded = input.Shape[window.Axis] + (window.PadLow + window.PadHigh);
        Spatial.Positions(call, input, window.Axis, padded, window.Size, window.Stride, window.Dilation);
        return new(window, window.PadLow);
    }

    /// <summary>As many windows as begin inside the tensor or in the padding before it.</summary>
    public static PoolAxis RoundedUp(CallSite call, WindowAxis window, Node input)
    {
        var extent = input.Shape[window.Axis];
        long padding = window.PadLow, stride = window.Stride, reach = window.Dilation * (window.Size - 1);
        if (!extent.IsConstant)
        {
            if (padding + stride >= reach + 2)
            {
                throw call.Error(
                    "DG1110", call.Title, "for a count that is rounded up an extent", input.Shape.ToString(), call.History);
            }

            return new(window with { PadHigh = padding + stride - 1 }, padding);
        }

        long room = extent.Value + (2 * padding) - reach - 1;
        if (room + stride <= 0)
        {
            Spatial.Positions(call, input, window.Axis, extent + (2 * padding), window.Size, stride, window.Dilation);
        }

        long last = (room + stride - 1) / stride;
        if (last * stride >= extent.Value + padding) last--;
        bool isLonger = last * stride > room;
        return new(isLonger ? window with { PadHigh = (last * stride) + reach + 1 - extent.Value - padding } : window, padding);
    }

    /// <summary>How many values the window at a coordinate has, of the tensor alone or with the padding.</summary>
    public ScalarExpression Count(Shape shape, bool withPadding)
    {
        if (!Overhangs && (withPadding || Padding == 0)) return (double)Window.Size;
        var first = (new Coordinate(Window.Axis) * (double)Window.Stride) - (double)Padding;
        var limit = GraphExtensions.NumberOf(shape[Window.Axis] + (withPadding ? Padding : 0));
        var end = ScalarFunctions.Minimum.Of(first + (double)Window.Size, limit);
        return end - (withPadding ? first : ScalarFunctions.Maximum.Of(first, 0));
    }
}

/// <summary>The largest value; of equal ones the first takes the gradient.</summary>
internal abstract class MaxPool(int rank) : Pool(rank)
{
    protected override Node Build(CallSite call, Node input, PoolAxis[] axes)
        => call.Graph.Add(new WindowOperator(WindowKind.Max, Windows(axes)), input);
}

/// <summary>The mean, or the sum by a divisor of one's own.</summary>
internal abstract class AvgPool(int rank) : Pool(rank)
{
    protected override Node Build(CallSite call, Node input, PoolAxis[] axes)
    {
        var sum = call.Graph.Add(new WindowOperator(WindowKind.Sum, Windows(axes)), input);
        long divisor = call.Integer("DivisorOverride", 0, 0);
        var factor = divisor > 0 ? 1.0 / divisor : Factor(axes, input.Shape, call.Boolean("CountIncludePad", true));
        return call.Graph.Pointwise(new Argument(0) * factor, sum.Shape, sum);
    }

    /// <summary>What the sum of a window is multiplied with to be the mean.</summary>
    public static ScalarExpression Factor(PoolAxis[] axes, Shape shape, bool withPadding)
    {
        var count = axes.Select(axis => axis.Count(shape, withPadding)).Aggregate((product, axis) => product * axis);
        return ScalarFunctions.Reciprocal(count);
    }
}

/// <summary>The root of the sum of powers. At a sum of zero the gradient is zero, as in PyTorch.</summary>
internal abstract class LpPool(int rank) : Pool(rank)
{
    protected override Node Build(CallSite call, Node input, PoolAxis[] axes)
    {
        double norm = call.Real("NormType", 0);
        if (!(norm > 0) || double.IsInfinity(norm)) throw call.Invalid("NormType", "the exponent, above 0");
        var powers = call.Graph.Pointwise(ScalarFunctions.Power.Of(new Argument(0), norm), input.Shape, input);
        var sum = call.Graph.Add(new WindowOperator(WindowKind.Sum, Windows(axes)), powers);

        // A window that ends beyond the tensor counts as if it were whole: PyTorch takes its mean times the size of a whole one.
        double size = axes.Aggregate(1.0, (product, axis) => product * axis.Window.Size);
        var whole = new Argument(0) * (size * AvgPool.Factor(axes, input.Shape, withPadding: true));
        var root = ScalarFunctions.Power.Of(whole, 1 / norm);
        var isZero = ScalarFunctions.Equal.Of(new Argument(0), 0);
        return call.Graph.Pointwise(ScalarFunctions.Select.Of(isZero, 0, root), sum.Shape, sum);
    }
}

internal sealed class MaxPool1d() : MaxPool(1);

internal sealed class MaxPool2d() : MaxPool(2);

internal sealed class MaxPool3d() : MaxPool(3);

internal sealed class AvgPool1d() : AvgPool(1);

internal sealed class AvgPool2d() : AvgPool(2);

internal sealed class AvgPool3d() : AvgPool(3);

internal sealed class LPPool1d() : LpPool(1)
{
    public override string Function => "LpPool1d";
}

internal sealed class LPPool2d() : LpPool(2)
{
    public override string Function => "LpPool2d";
}
