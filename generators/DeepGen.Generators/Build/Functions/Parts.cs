using System.Globalization;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Functions;

/// <summary>Ranges of an axis, checked here where the extents are known, and else when the model is called.</summary>
internal static class Part
{
    /// <summary>A constant position: negative from the end.</summary>
    public static Dim At(Dim extent, long position) => position < 0 ? extent + position : position;

    /// <summary>Every <paramref name="step"/>-th element from a start to before an end.</summary>
    /// <param name="written">The range as a message shows it.</param>
    public static Node Range(CallSite call, Node x, int axis, Dim start, Dim end, long step, string written)
    {
        var extent = x.Shape[axis];
        Dim[] within = [start, extent - end, end - start - 1];
        if (within.Any(slack => slack.IsConstant && slack.Value < 0)) throw Outside(call, x, axis, written);
        var range = call.Graph.Slice(x, axis, start, end - start);

        // In two, so that the check of the whole range is that of a plain slice.
        return call.Graph.Slice(range, axis, 0, (end - start + (step - 1)).FloorDivide(step), step);
    }

    /// <summary>One element, without its axis.</summary>
    public static Node Element(CallSite call, Node x, int axis, Dim at, string written)
        => call.Graph.Reshape(Range(call, x, axis, at, at + 1, 1, written), x.Shape.Without(axis));

    public static BuildException Outside(CallSite call, Node x, int axis, string written) => call.Error(
        "DG1121", call.Title, written, CallSite.Text(axis), x.Shape[axis].ToString(), call.History);
}

/// <summary>A range of an axis with a step.</summary>
internal sealed class SliceFunction : ValueFunction
{
    public override string Name => "Slice";

    public override Node Build(CallSite call)
    {
        var x = call.Tensor();
        int axis = call.Axis("Dim", x.Shape.Rank);
        var extent = x.Shape[axis];
        var (start, end) = (Position(call, "Start", extent, 0), Position(call, "End", extent, extent));
        string written = $"{call.Arguments.Find("Start")}..{call.Arguments.Find("End")}";
        return Part.Range(call, x, axis, start, end, call.Integer("Step", 1), written);
    }

    private static Dim Position(CallSite call, string argument, Dim extent, Dim otherwise) => call.Arguments.Find(argument) switch
    {
        null or { IsNumber: true, Integer: int.MaxValue } => otherwise,
        { IsNumber: true, Integer: var number } => Part.At(extent, number),
        { Text: var text } => DimText.Read(text, call.DimOf) switch
        {
            null => throw call.Invalid(argument, "an extent: numbers, dims, constants of the class, and sums and products of them"),
            { IsConstant: true } number => Part.At(extent, number.Value),
            var dim => dim,
        },
    };
}

/// <summary>A number of elements of an axis from a start.</summary>
internal sealed class Narrow : ValueFunction
{
    public override string Name => "Narrow";

    public override Node Build(CallSite call)
    {
        var x = call.Tensor();
        int axis = call.Axis("Dim", x.Shape.Rank);
        var start = Part.At(x.Shape[axis], call.Integer("Start", 0, long.MinValue));
        long length = call.Integer("Length", 1);
        return Part.Range(call, x, axis, start, start + length, 1, $"{CallSite.Text(length)} elements from {call.Arguments.Find("Start")}");
    }
}

/// <summary>One element of an axis, without the axis.</summary>
internal sealed class Select : ValueFunction
{
    public override string Name => "Select";

    public override Node Build(CallSite call)
    {
        var x = call.Tensor();
        int axis = call.Axis("Dim", x.Shape.Rank);
        long index = call.Integer("Index", 0, long.MinValue);
        return Part.Element(call, x, axis, Part.At(x.Shape[axis], index), CallSite.Text(index));
    }
}

/// <summary>What stands between brackets: a range or an element for each of the first axes.</summary>
internal sealed class Index : ValueFunction
{
    public override string Name => "Index";

    public override Node Build(CallSite call)
    {
        var x = call.Tensor();
        string[] indices = call.Arguments.Find("At")!.Text.Split([", "], StringSplitOptions.None);
        if (indices.Length > x.Shape.Rank)
        {
            throw call.Error(
                "DG1101", call.Title, $"at least {CallSite.Text(indices.Length)} dims", x.Shape.ToString(), call.History, "");
        }

        int axis = 0;
        foreach (string index in indices)
        {
            string[] ends = index.Split([".."], StringSplitOptions.None);
            var extent = x.Shape[axis];
            if (ends.Length == 1)
            {
                x = Part.Element(call, x, axis, Position(ends[0], extent, 0), index);
                continue;
            }

            x = Part.Range(call, x, axis, Position(ends[0], extent, 0), Position(ends[1], extent, extent), 1, index);
            axis++;
        }

        return x;
    }

    private static Dim Position(string text, Dim extent, Dim otherwise)
    {
        if (text.Length == 0) return otherwise;
        bool fromEnd = text[0] == '^';
        long number = long.Parse(fromEnd ? text.Substring(1) : text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return fromEnd ? extent - number : Part.At(extent, number);
    }
}

/// <summary>Parts of an axis, one after another.</summary>
internal abstract class Partition(string name) : MultiFunction
{
    public override string Name => name;

    public override Node[] BuildAll(CallSite call)
    {
        var x = call.Tensor();
        int axis = call.Axis("Dim", x.Shape.Rank);
        var parts = new List<Node>();
        var start = Dim.Zero;
        foreach (var size in Sizes(call, x, axis))
        {
            parts.Add(Finish(call, call.Graph.Slice(x, axis, start, size), axis));
            start += size;
        }

        return [.. parts];
    }

    protected abstract IEnumerable<Dim> Sizes(CallSite call, Node x, int axis);

    protected virtual Node Finish(CallSite call, Node part, int axis) => part;

    protected static long Known(CallSite call, Node x, int axis) => x.Shape[axis].IsConstant
        ? x.Shape[axis].Value
        : throw call.Error("DG1110", call.Title, $"an extent of dim {CallSite.Text(axis)}", x.Shape.ToString(), call.History);

    /// <summary>As many whole parts as there is room for, and what is left.</summary>
    protected static IEnumerable<Dim> Pieces(long extent, long size)
        => Enumerable.Range(0, (int)((extent + size - 1) / size)).Select(part => Dim.Constant(Math.Min(size, extent - (part * size))));
}

/// <summary>Parts of one size, or of those written.</summary>
internal sealed class Split() : Partition("Split")
{
    protected override IEnumerable<Dim> Sizes(CallSite call, Node x, int axis)
    {
        if (call.Arguments.Find("Sizes") is not { } sizes) return Pieces(Known(call, x, axis), call.Integer("Size", 1));
        if (sizes.Integers.Items.Any(size => size < 1) || Dim.Constant(sizes.Integers.Items.Sum()) != x.Shape[axis])
        {
            throw call.Invalid("Sizes", $"sizes that add up to {x.Shape[axis]}, the extent of dim {CallSite.Text(axis)} of {x.Shape}");
        }

        return sizes.Integers.Items.Select(Dim.Constant);
    }
}

/// <summary>A number of parts of one size, of which the last may be smaller.</summary>
internal sealed class Chunk() : Partition("Chunk")
{
    protected override IEnumerable<Dim> Sizes(CallSite call, Node x, int axis)
    {
        long chunks = call.Integer("Chunks", 1);
        return x.Shape[axis].DivideExactly(chunks) is { } size
            ? Enumerable.Repeat(size, (int)chunks)
            : Pieces(Known(call, x, axis), (Known(call, x, axis) + chunks - 1) / chunks);
    }
}

/// <summary>The elements of an axis, without it.</summary>
internal sealed class Unbind() : Partition("Unbind")
{
    protected override IEnumerable<Dim> Sizes(CallSite call, Node x, int axis) => Enumerable.Repeat(Dim.One, (int)Known(call, x, axis));

    protected override Node Finish(CallSite call, Node part, int axis) => call.Graph.Reshape(part, part.Shape.Without(axis));
}

/// <summary>Axes from their end.</summary>
internal sealed class Flip : ValueFunction
{
    public override string Name => "Flip";

    public override Node Build(CallSite call)
    {
        var x = call.Tensor();
        foreach (int axis in Reduction.Axes(call, x.Shape.Rank)) x = call.Graph.Slice(x, axis, x.Shape[axis] - 1, x.Shape[axis], -1);
        return x;
    }
}

/// <summary>An axis moved on, where what leaves at its end comes in at its start.</summary>
internal sealed class Roll : ValueFunction
{
    public override string Name => "Roll";

    public override Node Build(CallSite call)
    {
        var (graph, x) = (call.Graph, call.Tensor());
        int axis = call.Axis("Dim", x.Shape.Rank);
        var extent = x.Shape[axis];
        long shift = call.Integer("Shift", 0, long.MinValue);
        if (shift == 0) return x;
        if (!extent.IsConstant) return Around(graph, x, axis, shift);
        shift = ((shift % extent.Value) + extent.Value) % extent.Value;
        if (shift == 0) return x;
        var start = extent - shift;
        return graph.Concat(axis, graph.Slice(x, axis, start, extent - start), graph.Slice(x, axis, 0, start));
    }

    /// <summary>By indices, since only run time knows how often the shift goes around the axis.</summary>
    private static Node Around(GraphBuilder graph, Node x, int axis, long shift)
    {
        var extent = GraphExtensions.NumberOf(x.Shape[axis]);
        ScalarExpression from = new Coordinate(axis) - shift;

        // Half an index keeps the quotient off the whole numbers, which rounding might cross.
        var index = from - (extent * ScalarFunctions.Floor.Of((from + 0.5) / extent));
        var shape = new Shape(x.Shape.Select(_ => Dim.One)).With(axis, x.Shape[axis]);
        return graph.Gather(x, axis, graph.Add(new PointwiseOperator(index, shape, DType.Int32)));
    }
}

/// <summary>The elements on or beside the diagonal of two axes, as a last one in their place.</summary>
internal sealed class Diagonal : ValueFunction
{
    public override string Name => "Diagonal";

    public override Node Build(CallSite call)
    {
        var (graph, x) = (call.Graph, call.Input());
        int rank = x.Shape.Rank;
        if (rank < 2) throw call.Error("DG1101", Name, "a matrix [N, M]", x.Shape.ToString(), call.History, "");
        long offset = call.Integer("Offset", 0, long.MinValue), below = Math.Max(-offset, 0), beside = Math.Max(offset, 0);
        var (first, second) = (Axis(call, "Dim1", 0), Axis(call, "Dim2", 1));
        if (first == second) throw call.Invalid("Dim2", "another dim than the first");
        x = graph.Permute(x, [.. Enumerable.Range(0, rank).Where(axis => axis != first && axis != second), first, second]);
        var (rows, columns) = (x.Shape[rank - 2] - below, x.Shape[rank - 1] - beside);
        var length = rows == columns ? rows
            : rows.IsConstant && columns.IsConstant ? Dim.Constant(Math.Min(rows.Value, columns.Value))
            : x.Shape[rank - 2] == x.Shape[rank - 1] ? x.Shape[rank - 1] - Math.Abs(offset)
            : throw call.Error("DG1110", Name, "a square, or a matrix", x.Shape.ToString(), call.History);
        if (length.IsConstant && length.Value < 1) throw call.Invalid("Offset", $"inside of {x.Shape}");
        return Of(graph, graph.Slice(x, rank - 2, below, length), beside);
    }

    /// <summary>The elements where two axes of one extent have the same coordinate, as a last axis in their place.</summary>
    public static Node Of(GraphBuilder graph, Node x, int first, int second)
    {
        var others = Enumerable.Range(0, x.Shape.Rank).Where(axis => axis != first && axis != second);
        return Of(graph, graph.Permute(x, [.. others, first, second]), 0);
    }

    /// <summary>Of each row of the last two axes, the element at the row's number and <paramref name="beside"/>.</summary>
    private static Node Of(GraphBuilder graph, Node x, long beside)
    {
        int rank = x.Shape.Rank;
        var isOn = ScalarFunctions.Equal.Of(new Coordinate(rank - 1), new Coordinate(rank - 2) + beside);
        var only = graph.Pointwise(ScalarFunctions.Select.Of(isOn, new Argument(0), 0), x.Shape, x);
        return graph.Reshape(graph.Sum(only, rank - 1), x.Shape.Without(rank - 1));
    }

    private static int Axis(CallSite call, string argument, int otherwise)
        => call.Arguments.Find(argument) is null ? otherwise : call.Axis(argument, call.Input().Shape.Rank);
}

/// <summary>A matrix with zeros on one side of a diagonal.</summary>
internal abstract class Triangle(string name, bool isLower) : ValueFunction
{
    public override string Name => name;

    public override Node Build(CallSite call)
    {
        var x = call.Input();
        int rank = x.Shape.Rank;
        if (rank < 2) throw call.Error("DG1101", Name, "a matrix [N, M]", x.Shape.ToString(), call.History, "");
        ScalarExpression beside = new Coordinate(rank - 1) - new Coordinate(rank - 2);
        ScalarExpression diagonal = call.Integer("Diagonal", 0, long.MinValue);
        var isKept = isLower ? ScalarFunctions.LessOrEqual.Of(beside, diagonal) : ScalarFunctions.LessOrEqual.Of(diagonal, beside);
        return call.Graph.Pointwise(ScalarFunctions.Select.Of(isKept, new Argument(0), 0), x.Shape, x);
    }
}

internal sealed class Tril() : Triangle("Tril", true);

internal sealed class Triu() : Triangle("Triu", false);
