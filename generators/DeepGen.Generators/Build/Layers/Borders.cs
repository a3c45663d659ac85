using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>Values before and after those of an axis, in every mode.</summary>
internal static class Borders
{
    public const string Zeros = "Zeros";
    private const string Reflect = "Reflect";
    private const string Replicate = "Replicate";

    /// <summary>The mode that is written, by the name of its member.</summary>
    public static string Mode(CallSite call, string argument) => call.Member(argument) is { Length: > 0 } mode ? mode : Zeros;

    /// <summary>The tensor with (low, high) values around each axis; a negative number takes as many away.</summary>
    /// <param name="argument">The setting that an error underlines.</param>
    /// <param name="value">What zeros are replaced by.</param>
    public static Node Pad(CallSite call, Node x, (long Low, long High)[] sizes, string mode, string argument, double value = 0)
    {
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            var (low, high) = sizes[axis];
            var extent = x.Shape[axis] + (Math.Min(low, 0) + Math.Min(high, 0));
            if (extent.IsConstant && extent.Value < 1) throw call.Invalid(argument, $"such that something is left of {x.Shape}");
            x = call.Graph.Slice(x, axis, Math.Max(-low, 0), extent);
            sizes[axis] = (Math.Max(low, 0), Math.Max(high, 0));
        }

        if (mode == Zeros) return Constant(call.Graph, x, sizes, value);
        for (int axis = 0; axis < sizes.Length; axis++) x = Copied(call, x, axis, sizes[axis], mode, argument);
        return x;
    }

    private static Node Constant(GraphBuilder graph, Node x, (long Low, long High)[] sizes, double value)
    {
        var padded = graph.Pad(x, [.. sizes.Select(size => new PadAxis(size.Low, size.High, 0))]);
        if (value == 0) return padded;
        ScalarExpression formula = new Argument(0);
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            var (low, high) = sizes[axis];
            var at = new Coordinate(axis);
            if (low > 0) formula = ScalarFunctions.Select.Of(ScalarFunctions.Less.Of(at, low), value, formula);
            var end = GraphExtensions.NumberOf(x.Shape[axis] + low);
            if (high > 0) formula = ScalarFunctions.Select.Of(ScalarFunctions.LessOrEqual.Of(end, at), value, formula);
        }

        return graph.Pointwise(formula, padded.Shape, padded);
    }

    private static Node Copied(CallSite call, Node x, int axis, (long Low, long High) size, string mode, string argument)
    {
        var (low, high) = size;
        var extent = x.Shape[axis];
        long most = !extent.IsConstant || mode == Replicate ? long.MaxValue : mode == Reflect ? extent.Value - 1 : extent.Value;
        if (Math.Max(low, high) > most)
        {
            throw call.ErrorAt(
                argument, "DG1112", call.Title, CallSite.Text(Math.Max(low, high)), extent.ToString(), CallSite.Text(most), call.History);
        }

        var graph = call.Graph;
        Node Edge(Dim at, long count) => graph.Expand(graph.Slice(x, axis, at, 1), x.Shape.With(axis, count));
        Node Before() => mode switch
        {
            Reflect => graph.Slice(x, axis, low, low, -1),
            Replicate => Edge(0, low),
            _ => graph.Slice(x, axis, extent - low, low),
        };
        Node After() => mode switch
        {
            Reflect => graph.Slice(x, axis, extent - 2, high, -1),
            Replicate => Edge(extent - 1, high),
            _ => graph.Slice(x, axis, 0, high),
        };
        return graph.Concat(axis, [.. low > 0 ? [Before()] : Array.Empty<Node>(), x, .. high > 0 ? [After()] : Array.Empty<Node>()]);
    }
}
