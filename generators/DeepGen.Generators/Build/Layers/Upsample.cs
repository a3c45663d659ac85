using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>
/// A tensor at other extents. Whole multiples of the nearest element are repetitions; everything else is a product of each axis with the
/// matrix of the weights, one row for each element of the result.
/// </summary>
internal class Upsample : LayerKind
{
    /// <summary>PyTorch's parameter of the cubic kernel.</summary>
    private const double Sharpness = -0.75;

    public override string Kind => "Upsample";

    public override string? Function => "Interpolate";

    public override bool MakesImages => true;

    protected virtual int? Rank => null;

    public override Node Build(CallSite call, Node input)
    {
        string mode = Mode(call);
        int? fixedRank = mode switch { "Linear" => 1, "Bilinear" or "Bicubic" => 2, "Trilinear" => 3, _ => Rank };
        if (fixedRank is { } known) call.RequireRank(input, Spatial.First + known, Spatial.Expected(known));
        else if (input.Shape.Rank is not (3 or 4 or 5)) call.RequireRank(input, 4, "[N, C, L], [N, C, H, W] or [N, C, D, H, W]");
        int rank = input.Shape.Rank - Spatial.First;
        bool align = Aligns(call), isNearest = mode is "Nearest" or "NearestExact";
        if (align && isNearest) throw call.Invalid("AlignCorners", "false for the nearest element");
        var axes = Extents(call, input, rank);
        if (isNearest && axes.All(axis => axis.Repeats > 0)) return Repeat(call.Graph, input, axes);
        var x = input;
        for (int axis = 0; axis < rank; axis++)
        {
            int at = Spatial.First + axis;
            if (axes[axis].To == x.Shape[at]) continue;
            x = isNearest && axes[axis].Skips > 0
                ? call.Graph.Slice(x, at, mode == "Nearest" ? 0 : axes[axis].Skips / 2, axes[axis].To, axes[axis].Skips)
                : AxisProduct.Of(call.Graph, x, at, Matrix(call.Graph, axes[axis], x.Shape[at], mode, align));
        }

        return x;
    }

    protected virtual string Mode(CallSite call) => call.Member("Mode") is { Length: > 0 } mode ? mode : "Nearest";

    protected virtual bool Aligns(CallSite call) => call.Boolean("AlignCorners", false);

    private static Target[] Extents(CallSite call, Node input, int rank)
    {
        var sizes = Spatial.PerAxis(call, rank, "Size", 0, 1);
        double factor = call.Real("ScaleFactor", 0);
        if ((sizes[0] > 0) == (factor != 0)) throw call.Invalid("ScaleFactor", "written, or else the size");
        if (factor < 0 || double.IsInfinity(factor) || double.IsNaN(factor)) throw call.Invalid("ScaleFactor", "above 0");
        Target Along(int axis)
        {
            var from = input.Shape[Spatial.First + axis];
            if (sizes[0] > 0) return Target.OfSize(from, sizes[axis]);
            if (!from.IsConstant && factor != Math.Floor(factor))
            {
                throw call.Error(
                    "DG1110", call.Title, "for a factor that is no whole number an extent", input.Shape.ToString(), call.History);
            }

            var target = Target.OfFactor(from, factor);
            return target.To == Dim.Zero ? throw call.Invalid("ScaleFactor", $"large enough to leave something of {input.Shape}") : target;
        }

        return [.. Enumerable.Range(0, rank).Select(Along)];
    }

    private static Node Repeat(GraphBuilder graph, Node x, Target[] axes)
    {
        Dim[] outer = [x.Shape[0], x.Shape[1]];
        var apart = new Shape([.. outer, .. axes.SelectMany(axis => new[] { axis.From, Dim.One })]);
        var repeated = new Shape([.. outer, .. axes.SelectMany(axis => new[] { axis.From, Dim.Constant(axis.Repeats) })]);
        return graph.Reshape(
            graph.Expand(graph.Reshape(x, apart), repeated), new Shape([.. outer, .. axes.Select(axis => axis.To)]));
    }

    /// <summary>The weight of element l (coordinate 1) in the result's element o (coordinate 0).</summary>
    private static Node Matrix(GraphBuilder graph, Target axis, Dim extent, string mode, bool align)
    {
        ScalarExpression o = new Coordinate(0), l = new Coordinate(1), last = GraphExtensions.NumberOf(extent - 1);
        var weight = mode switch
        {
            "Nearest" => Nearest(o * axis.Step, l),
            "NearestExact" => Nearest((o + 0.5) * axis.Step, l),
            "Bicubic" => Cubic(Source(axis, align, o), l, last),
            _ => Hat(Source(axis, align, o), l, last),
        };
        return graph.Pointwise(weight, Shape.Of(axis.To, extent));
    }

    private static ScalarExpression Source(Target axis, bool align, ScalarExpression o)
    {
        if (!align) return ((o + 0.5) * axis.Step) - 0.5;
        var steps = GraphExtensions.NumberOf(axis.To - 1);
        return axis.To.IsOne ? 0 : o * (GraphExtensions.NumberOf(axis.From - 1) / steps);
    }

    private static ScalarExpression Nearest(ScalarExpression source, ScalarExpression l)
        => ScalarFunctions.Select.Of(ScalarFunctions.Equal.Of(ScalarFunctions.Floor.Of(source), l), 1, 0);

    /// <summary>1 at the element, 0 at its neighbours; beyond the ends the outermost element.</summary>
    private static ScalarExpression Hat(ScalarExpression source, ScalarExpression l, ScalarExpression last)
    {
        var inside = ScalarFunctions.Minimum.Of(ScalarFunctions.Maximum.Of(source, 0), last);
        return ScalarFunctions.Maximum.Of(1 - ScalarFunctions.Abs.Of(inside - l), 0);
    }

    /// <summary>The cubic kernel reaches two elements beyond the ends, which are the outermost ones again.</summary>
    private static ScalarExpression Cubic(ScalarExpression source, ScalarExpression l, ScalarExpression last)
    {
        var before = Kernel(source + 1) + Kernel(source + 2);
        var after = Kernel(source - last - 1) + Kernel(source - last - 2);
        return Kernel(source - l) + ScalarFunctions.Select.Of(ScalarFunctions.Equal.Of(l, 0), before, 0)
            + ScalarFunctions.Select.Of(ScalarFunctions.Equal.Of(l, last), after, 0);
    }

    private static ScalarExpression Kernel(ScalarExpression offset)
    {
        const double a = Sharpness;
        var x = ScalarFunctions.Abs.Of(offset);
        var near = (((((a + 2) * x) - (a + 3)) * x) * x) + 1;
        var far = ((((a * x) - (5 * a)) * x) + (8 * a)) * x - (4 * a);
        return ScalarFunctions.Select.Of(
            ScalarFunctions.LessOrEqual.Of(x, 1), near, ScalarFunctions.Select.Of(ScalarFunctions.Less.Of(x, 2), far, 0));
    }

    /// <summary>One axis before and after.</summary>
    /// <param name="Step">How far the source moves with each element of the result.</param>
    /// <param name="Repeats">How often each element stands in the result, or 0 where that is no whole number.</param>
    /// <param name="Skips">Of how many elements one stays, or 0 where that is no whole number.</param>
    private sealed record Target(Dim From, Dim To, ScalarExpression Step, long Repeats, long Skips)
    {
        public static Target OfSize(Dim from, long to) => new(
            from, to, GraphExtensions.NumberOf(from) / (double)to,
            from.IsConstant && to % from.Value == 0 ? to / from.Value : 0, from.IsConstant && from.Value % to == 0 ? from.Value / to : 0);

        public static Target OfFactor(Dim from, double factor)
        {
            long whole = factor == Math.Floor(factor) ? (long)factor : 0;
            var to = whole > 0 ? from * whole : Dim.Constant((long)Math.Floor(from.Value * factor));
            long skips = 1 / factor == Math.Floor(1 / factor) ? (long)(1 / factor) : 0;
            return new(from, to, 1 / factor, whole, skips);
        }
    }
}

internal sealed class UpsamplingNearest2d : Upsample
{
    public override string Kind => "UpsamplingNearest2d";

    public override string? Function => null;

    protected override int? Rank => 2;

    protected override string Mode(CallSite call) => "Nearest";
}

/// <summary>With aligned corners, as in PyTorch.</summary>
internal sealed class UpsamplingBilinear2d : Upsample
{
    public override string Kind => "UpsamplingBilinear2d";

    public override string? Function => null;

    protected override string Mode(CallSite call) => "Bilinear";

    protected override bool Aligns(CallSite call) => true;
}
