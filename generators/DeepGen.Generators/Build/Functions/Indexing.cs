using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Functions;

/// <summary>The elements at indices of an axis, one index for each element of the result.</summary>
internal sealed class Gather : ValueFunction
{
    public override string Name => "Gather";

    public override Node Build(CallSite call)
    {
        var x = call.Tensor();
        int axis = call.Axis("Dim", x.Shape.Rank);
        var index = call.Indices("index", x.Shape[axis]);
        return call.Graph.Gather(Fitted(call, x, index.Shape, axis), axis, index);
    }

    /// <summary>As much of a value as indices reach along the other axes.</summary>
    public static Node Fitted(CallSite call, Node x, Shape index, int axis)
    {
        if (index.Rank != x.Shape.Rank)
        {
            string cure = index.Rank == x.Shape.Rank - 1 ? $"; use Unsqueeze({CallSite.Text(axis)})" : "";
            throw call.Error(
                "DG1105", call.Title, x.Shape.ToString(), index.ToString(),
                $"the indices have a dim for each of the value's{cure}; they come from "
                + $"{call.History} and {call.Traced("index").History()}");
        }

        var reach = x;
        for (int other = 0; other < x.Shape.Rank; other++)
        {
            var (have, want) = (x.Shape[other], index[other]);
            if (other != axis && have.IsConstant && want.IsConstant && want.Value < have.Value)
                reach = call.Graph.Slice(reach, other, 0, want);
        }

        return index.With(axis, 1).Equals(reach.Shape.With(axis, 1)) ? reach : throw call.Error(
            "DG1105", call.Title, x.Shape.ToString(), index.ToString(),
            $"outside of dim {CallSite.Text(axis)} the indices have the shape of the value or a smaller one; they come from "
            + $"{call.History} and {call.Traced("index").History()}");
    }
}

/// <summary>The elements of an axis at a list of indices.</summary>
internal sealed class IndexSelect : ValueFunction
{
    public override string Name => "IndexSelect";

    public override Node Build(CallSite call)
    {
        var x = call.Tensor();
        int axis = call.Axis("Dim", x.Shape.Rank);
        var index = call.Indices("index", x.Shape[axis]);
        if (index.Shape.Rank != 1)
            throw call.Error("DG1101", Name, "a list of indices [K]", index.Shape.ToString(), call.Traced("index").History(), "");
        var ones = new Shape(x.Shape.Select(_ => Dim.One));
        return call.Graph.Gather(x, axis, call.Graph.Reshape(index, ones.With(axis, index.Shape[0])));
    }
}

/// <summary>The rows of a table at indices of any shape.</summary>
internal sealed class Lookup : ValueFunction
{
    public override string Name => "Lookup";

    public override Node Build(CallSite call)
    {
        var (graph, table) = (call.Graph, call.Tensor());
        if (table.Shape.Rank == 0) throw call.Error("DG1101", Name, "a table [V, ...]", "[]", call.History, "");
        var indices = call.Indices("indices", table.Shape[0]);
        var ones = new Shape(table.Shape.Select(_ => Dim.One));
        var rows = graph.Gather(table, 0, graph.Reshape(indices, ones.With(0, indices.Shape.ElementCount)));
        return graph.Reshape(rows, new Shape(indices.Shape.Concat(table.Shape.Skip(1))));
    }
}

/// <summary>A value with others added at indices of an axis.</summary>
internal sealed class ScatterAdd : ValueFunction
{
    public override string Name => "ScatterAdd";

    public override Node Build(CallSite call)
    {
        var (x, source) = (call.Input(), call.Input("source"));
        int axis = call.Axis("Dim", x.Shape.Rank);
        var index = call.Indices("index", x.Shape[axis]);
        if (!source.Shape.Equals(index.Shape) || !x.Shape.Rank.Equals(index.Shape.Rank)
            || !x.Shape.With(axis, 1).Equals(index.Shape.With(axis, 1)))
        {
            var why = $"the source has an index for each element, and the shape of the value outside of dim {CallSite.Text(axis)}; "
                + $"they come from {call.Traced("source").History()} and {call.Traced("index").History()}";
            throw call.Error("DG1105", Name, source.Shape.ToString(), index.Shape.ToString(), why);
        }

        var sums = call.Graph.Add(new ScatterAddOperator(axis, x.Shape[axis]), source, index);
        return call.Graph.Pointwise(new Argument(0) + new Argument(1), x.Shape, x, sums);
    }
}

/// <summary>1 at the index and 0 elsewhere, along a new last axis.</summary>
internal sealed class OneHot : ValueFunction
{
    public override string Name => "OneHot";

    public override Node Build(CallSite call)
    {
        long classes = call.Required("Classes", "the number of classes");
        var index = call.Indices("self", classes);
        int rank = index.Shape.Rank;
        var isClass = ScalarFunctions.Equal.Of(new Coordinate(rank), new Argument(0));
        return call.Graph.Pointwise(
            ScalarFunctions.Select.Of(isClass, 1, 0), index.Shape.Insert(rank, classes),
            call.Graph.Reshape(index, index.Shape.Insert(rank, 1)));
    }
}
