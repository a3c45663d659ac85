using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Functions;

/// <summary>A reduction of all axes, or of those written.</summary>
internal abstract class Reduction : ValueFunction
{
    public override Node Build(CallSite call)
    {
        var x = call.Input();
        var axes = Axes(call, x.Shape.Rank);
        return DropAxes(call, Reduce(call, x, axes), axes);
    }

    /// <summary>The reduction, with the axes kept as 1; there may be none, of a scalar.</summary>
    protected abstract Node Reduce(CallSite call, Node x, int[] axes);

    /// <summary>A reduced value without the axes that were reduced, unless <c>keepDim</c> was written.</summary>
    public static Node DropAxes(CallSite call, Node reduced, int[] axes)
        => call.Boolean("KeepDim", false)
            ? reduced
            : call.Graph.Reshape(reduced, new Shape(reduced.Shape.Where((_, axis) => !axes.Contains(axis))));

    public static int[] Axes(CallSite call, int rank)
    {
        if (call.Arguments.Find("Dim") is not null) return [call.Axis("Dim", rank)];
        if (call.Arguments.Find("Dims") is not { } written) return [.. Enumerable.Range(0, rank)];
        var axes = written.Integers.Items.Select(axis => (int)(axis < 0 ? axis + rank : axis)).ToArray();
        return axes.All(axis => axis >= 0 && axis < rank) && axes.Distinct().Count() == axes.Length
            ? axes
            : throw call.Invalid("Dims", $"different axes in [{-rank}, {rank - 1}]");
    }

    /// <summary>A formula of one value.</summary>
    protected static Node Map(CallSite call, Node x, ScalarExpression formula) => call.Graph.Pointwise(formula, x.Shape, x);

    /// <summary>A root whose derivative at 0 is 0 rather than infinite: PyTorch's for norms and deviations.</summary>
    protected static ScalarExpression Root(ScalarExpression x, double power)
        => ScalarFunctions.Select.Of(ScalarFunctions.Equal.Of(x, 0), 0, ScalarFunctions.Power.Of(x, power));
}

internal sealed class Sum : Reduction
{
    public override string Name => "Sum";

    protected override Node Reduce(CallSite call, Node x, int[] axes) => call.Graph.Sum(x, axes);
}

internal sealed class Mean : Reduction
{
    public override string Name => "Mean";

    protected override Node Reduce(CallSite call, Node x, int[] axes) => axes.Length == 0 ? x : call.Graph.Mean(x, axes);
}

internal sealed class Prod : Reduction
{
    public override string Name => "Prod";

    protected override Node Reduce(CallSite call, Node x, int[] axes) => call.Graph.Product(x, axes);
}

/// <summary>The mean squared distance from the mean, where the count is reduced by a correction.</summary>
internal sealed class Var : Reduction
{
    public override string Name => "Var";

    protected override Node Reduce(CallSite call, Node x, int[] axes) => Of(call, x, axes);

    public static Node Of(CallSite call, Node x, int[] axes)
    {
        var graph = call.Graph;
        var mean = axes.Length == 0 ? x : graph.Mean(x, axes);
        var squares = graph.Pointwise(ScalarFunctions.Power.Of(new Argument(0) - new Argument(1), 2), x.Shape, x, mean);
        var sum = graph.Sum(squares, axes);
        var count = x.Shape.Count(axes) - call.Integer("Correction", 1, 0);
        return graph.Pointwise(new Argument(0) * (1 / GraphExtensions.NumberOf(count)), sum.Shape, sum);
    }
}

/// <summary>The root of the variance; its gradient at 0 is 0.</summary>
internal sealed class Std : Reduction
{
    public override string Name => "Std";

    protected override Node Reduce(CallSite call, Node x, int[] axes) => Map(call, Var.Of(call, x, axes), Root(new Argument(0), 0.5));
}

/// <summary>(sum of |x|^p)^(1/p), with its limits: the largest and the smallest magnitude, and how many are not 0.</summary>
internal sealed class Norm : Reduction
{
    public override string Name => "Norm";

    protected override Node Reduce(CallSite call, Node x, int[] axes)
        => call.Real("P", 2) is var p && !double.IsNaN(p) ? Of(call, x, axes, p) : throw call.Invalid("P", "a number");

    /// <summary>The norm over axes, which stay with extent 1. Where it is 0, so is its gradient.</summary>
    public static Node Of(CallSite call, Node x, int[] axes, double p)
    {
        var graph = call.Graph;
        ScalarExpression element = new Argument(0), magnitude = ScalarFunctions.Abs.Of(element);
        if (double.IsPositiveInfinity(p)) return graph.Max(Map(call, x, magnitude), axes);
        if (double.IsNegativeInfinity(p)) return Map(call, graph.Max(Map(call, x, -magnitude), axes), -element);
        var isZero = ScalarFunctions.Equal.Of(element, 0);
        if (p == 0) return graph.Sum(Map(call, x, ScalarFunctions.Select.Of(isZero, 0, 1)), axes);
        if (p == 1) return graph.Sum(Map(call, x, magnitude), axes);
        if (p < 0)
        {
            // Of a magnitude of 0 the power is infinite and the norm 0, with no slope in any direction.
            var reciprocals = ScalarFunctions.Select.Of(isZero, double.PositiveInfinity, ScalarFunctions.Power.Of(magnitude, p));
            return Map(call, graph.Sum(Map(call, x, reciprocals), axes), ScalarFunctions.Power.Of(element, 1 / p));
        }

        var powers = p == 2 ? element * element : Root(magnitude, p);
        return Map(call, graph.Sum(Map(call, x, powers), axes), Root(element, 1 / p));
    }
}

/// <summary>log(sum(exp(x))) with the maximum taken out first; of infinities alone it is what they are.</summary>
internal sealed class LogSumExp : Reduction
{
    public override string Name => "LogSumExp";

    protected override Node Reduce(CallSite call, Node x, int[] axes)
    {
        var graph = call.Graph;
        ScalarExpression largest = new Argument(0);
        var isFinite = ScalarFunctions.Less.Of(ScalarFunctions.Abs.Of(largest), double.PositiveInfinity);
        var shift = graph.Detach(Map(call, graph.Max(x, axes), ScalarFunctions.Select.Of(isFinite, largest, 0)));
        var sum = graph.Sum(graph.Pointwise(ScalarFunctions.Exp.Of(new Argument(0) - new Argument(1)), x.Shape, x, shift), axes);
        return graph.Pointwise(ScalarFunctions.Log.Of(new Argument(0)) + new Argument(1), sum.Shape, sum, shift);
    }
}

/// <summary>1 where some element is other than 0.</summary>
internal sealed class Any : Reduction
{
    public override string Name => "Any";

    protected override Node Reduce(CallSite call, Node x, int[] axes)
        => call.Graph.Max(Map(call, x, ScalarFunctions.Select.Of(ScalarFunctions.Equal.Of(new Argument(0), 0), 0, 1)), axes);
}

/// <summary>1 where no element is 0.</summary>
internal sealed class All : Reduction
{
    public override string Name => "All";

    protected override Node Reduce(CallSite call, Node x, int[] axes)
    {
        var isZero = ScalarFunctions.Select.Of(ScalarFunctions.Equal.Of(new Argument(0), 0), 1, 0);
        return Map(call, call.Graph.Max(Map(call, x, isZero), axes), 1 - new Argument(0));
    }
}
