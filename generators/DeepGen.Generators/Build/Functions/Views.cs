using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Functions;

/// <summary>Two axes exchanged: those written, or both of a matrix.</summary>
internal sealed class Transpose : ValueFunction
{
    public override string Name => "Transpose";

    public override Node Build(CallSite call)
    {
        var x = call.Tensor();
        int rank = x.Shape.Rank;
        bool isWritten = call.Arguments.Find("Dim0") is not null;
        if (!isWritten && rank != 2) throw call.Error("DG1101", Name, "a matrix [N, M]", x.Shape.ToString(), call.History, "");
        var (first, second) = isWritten ? (call.Axis("Dim0", rank), call.Axis("Dim1", rank)) : (0, 1);
        return call.Graph.Permute(
            x, [.. Enumerable.Range(0, rank).Select(axis => axis == first ? second : axis == second ? first : axis)]);
    }
}

/// <summary>The same elements under another shape, of which one extent may be left open as -1.</summary>
internal abstract class Reshaping(string name) : ValueFunction
{
    public override string Name => name;

    public override Node Build(CallSite call)
    {
        var x = call.Tensor();
        var (written, argument) = Written(call);
        int open = written.ToList().FindIndex(extent => extent == Dim.Constant(-1));
        if (written.Where((extent, axis) => axis != open && extent.IsConstant && extent.Value < 1).Any())
        {
            throw call.Invalid(argument, "a list of extents, of which one may be -1");
        }

        var known = written.Where((_, axis) => axis != open).Aggregate(Dim.One, (product, extent) => product * extent);
        var rest = x.Shape.ElementCount.DivideExactly(known) ?? Dim.Zero;
        var shape = new Shape(written.Select((extent, axis) => axis == open ? rest : extent));
        return shape.ElementCount == x.Shape.ElementCount
            ? call.Graph.Reshape(x, shape)
            : throw call.Invalid(argument, $"extents that multiply to {x.Shape.ElementCount}, the number of elements of {x.Shape}");
    }

    /// <summary>The extents of <c>dims</c>, or of the text <c>shape</c>.</summary>
    public static (IReadOnlyList<Dim> Extents, string Argument) Written(CallSite call)
    {
        if (call.Arguments.Find("Shape") is not { } text)
        {
            var dims = call.Arguments.Find("Dims");
            return ([.. (dims is null ? [] : dims.Integers.Items).Select(Dim.Constant)], "Dims");
        }

        var read = DimText.Shape(text.Text, call.DimOf);
        return read is null
            ? throw call.Invalid(
                "Shape", "extents separated by commas: numbers, dims, constants of the class, products such as N*4, and one -1")
            : (read, "Shape");
    }
}

internal sealed class Reshape() : Reshaping("Reshape");

internal sealed class View() : Reshaping("View");

/// <summary>The axes in another order.</summary>
internal sealed class Permute : ValueFunction
{
    public override string Name => "Permute";

    public override Node Build(CallSite call)
    {
        var x = call.Tensor();
        int rank = x.Shape.Rank;
        var written = call.Arguments.Find("Dims") is { } dims ? dims.Integers.Items : [];
        int[] axes = [.. written.Select(axis => (int)(axis < 0 ? axis + rank : axis))];
        return axes.OrderBy(axis => axis).SequenceEqual(Enumerable.Range(0, rank))
            ? call.Graph.Permute(x, axes)
            : throw call.Invalid("Dims", $"each of the {CallSite.Text(rank)} dims of {x.Shape} once");
    }
}

/// <summary>Without an axis of extent 1, or without all of them.</summary>
internal sealed class Squeeze : ValueFunction
{
    public override string Name => "Squeeze";

    public override Node Build(CallSite call)
    {
        var x = call.Tensor();
        if (call.Arguments.Find("Dim") is null) return call.Graph.Reshape(x, new Shape(x.Shape.Where(extent => !extent.IsOne)));
        int axis = call.Axis("Dim", x.Shape.Rank);
        return x.Shape[axis].IsOne
            ? call.Graph.Reshape(x, x.Shape.Without(axis))
            : throw call.Invalid("Dim", $"a dim of extent 1, unlike dim {CallSite.Text(axis)} of {x.Shape}");
    }
}

/// <summary>With a new axis of extent 1.</summary>
internal sealed class Unsqueeze : ValueFunction
{
    public override string Name => "Unsqueeze";

    public override Node Build(CallSite call)
    {
        var x = call.Tensor();
        return call.Graph.Reshape(x, x.Shape.Insert(call.Axis("Dim", x.Shape.Rank + 1), 1));
    }
}

/// <summary>Repeated along axes of extent 1, and along new ones in front.</summary>
internal sealed class Expand : ValueFunction
{
    public override string Name => "Expand";

    public override Node Build(CallSite call)
    {
        var x = call.Tensor();
        var (written, argument) = Reshaping.Written(call);
        int added = written.Count - x.Shape.Rank;
        var shape = new Shape(written.Select(
            (extent, axis) => extent == Dim.Constant(-1) && axis >= added ? x.Shape[axis - added] : extent));
        bool fits = added >= 0 && !shape.Any(extent => extent.IsConstant && extent.Value < 1)
            && Enumerable.Range(0, x.Shape.Rank).All(axis => x.Shape[axis].IsOne || x.Shape[axis] == shape[axis + added]);
        return fits
            ? call.Graph.Expand(Broadcast.Align(call.Graph, x, shape.Rank), shape)
            : throw call.Invalid(argument, $"what {x.Shape} can be expanded to: its own extents, or -1, but for those of 1");
    }
}

/// <summary>Copies one after another along each axis, and along new ones in front.</summary>
internal abstract class Repetition(string name) : ValueFunction
{
    public override string Name => name;

    /// <summary>Whether each dim needs a number; otherwise a missing one is 1.</summary>
    protected abstract bool NamesEachDim { get; }

    public override Node Build(CallSite call)
    {
        var x = call.Tensor();
        var repeats = call.Arguments.Find("Repeats") is { } written ? written.Integers.Items.ToArray() : [];
        if (repeats.Any(repeat => repeat < 1)) throw call.Invalid("Repeats", "numbers of at least 1");
        if (repeats.Length < x.Shape.Rank && NamesEachDim)
            throw call.Invalid("Repeats", $"a number for each of the {CallSite.Text(x.Shape.Rank)} dims of {x.Shape}");
        repeats = [.. Enumerable.Repeat(1L, Math.Max(x.Shape.Rank - repeats.Length, 0)), .. repeats];
        x = Broadcast.Align(call.Graph, x, repeats.Length);
        for (int axis = 0; axis < repeats.Length; axis++) x = Of(call.Graph, x, axis, axis, repeats[axis]);
        return x;
    }

    /// <summary>An axis repeated: as a whole, with the copies' axis before it, or each element, with that axis behind it.</summary>
    public static Node Of(GraphBuilder graph, Node x, int axis, int copies, long repeat)
    {
        if (repeat == 1) return x;
        var apart = graph.Reshape(x, x.Shape.Insert(copies, 1));
        return graph.Reshape(graph.Expand(apart, x.Shape.Insert(copies, repeat)), x.Shape.With(axis, x.Shape[axis] * repeat));
    }
}

internal sealed class Repeat() : Repetition("Repeat")
{
    protected override bool NamesEachDim => true;
}

internal sealed class Tile() : Repetition("Tile")
{
    protected override bool NamesEachDim => false;
}

/// <summary>Each element of an axis several times.</summary>
internal sealed class RepeatInterleave : ValueFunction
{
    public override string Name => "RepeatInterleave";

    public override Node Build(CallSite call)
    {
        var x = call.Tensor();
        int axis = call.Axis("Dim", x.Shape.Rank);
        return Repetition.Of(call.Graph, x, axis, axis + 1, call.Integer("Repeats", 1));
    }
}
