using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>The axes from one to another as one; all but the first if nothing is written.</summary>
internal sealed class Flatten : LayerKind
{
    public override string Kind => "Flatten";

    public override string Function => Kind;

    public override Node Build(CallSite call, Node input)
    {
        var shape = input.Shape;
        if (shape.Rank == 0) throw call.Error("DG1101", call.Title, "[N, ...]", shape.ToString(), call.History, "");
        int first = call.Arguments.Find("StartDim") is null ? 1 : call.Axis("StartDim", shape.Rank);
        int last = call.Arguments.Find("EndDim") is null ? shape.Rank - 1 : call.Axis("EndDim", shape.Rank);
        bool isDefault = call.Arguments.Find("StartDim") is null && last == shape.Rank - 1;
        if (first > last && !isDefault) throw call.Invalid("EndDim", $"not before the first dim, {CallSite.Text(first)}, for {shape}");
        var merged = shape.Skip(first).Take(last - first + 1).Aggregate(Dim.One, (product, dim) => product * dim);
        return call.Graph.Reshape(input, new Shape([.. shape.Take(first), merged, .. shape.Skip(Math.Max(last, first - 1) + 1)]));
    }
}

/// <summary>One axis as several, of which one extent may be left open as -1.</summary>
internal sealed class Unflatten : LayerKind
{
    public override string Kind => "Unflatten";

    public override string Function => Kind;

    public override Node Build(CallSite call, Node input)
    {
        int axis = call.Axis("Dim", input.Shape.Rank);
        var extent = input.Shape[axis];
        var sizes = call.Arguments.Find("Sizes") is { Kind: ConstantKind.Integers } written ? written.Integers.Items : [];
        long known = sizes.Where(size => size != -1).Aggregate(1L, (product, size) => product * size);
        var open = known > 0 ? extent.DivideExactly(known) : null;
        bool fits = sizes.Length > 0 && sizes.All(size => size is > 0 or -1) && open is not null
            && (sizes.Count(size => size == -1) is var missing && (missing == 1 || (missing == 0 && open.IsOne)));
        if (!fits)
        {
            throw call.Invalid("Sizes", $"extents that multiply to {extent}, dim {CallSite.Text(axis)} of {input.Shape}; one may be -1");
        }

        var split = sizes.Select(size => size == -1 ? open! : Dim.Constant(size));
        return call.Graph.Reshape(input, new Shape([.. input.Shape.Take(axis), .. split, .. input.Shape.Skip(axis + 1)]));
    }
}

/// <summary>Channels become the pixels of blocks: [N, C r^2, H, W] to [N, C, H r, W r].</summary>
internal sealed class PixelShuffle : LayerKind
{
    public override string Kind => "PixelShuffle";

    public override string Function => Kind;

    public override bool MakesImages => true;

    public override Node Build(CallSite call, Node input)
    {
        call.RequireRank(input, 4, Spatial.Expected(2));
        long factor = call.Required("UpscaleFactor", "the width of a block, at least 1");
        var (batch, height, width) = (input.Shape[0], input.Shape[2], input.Shape[3]);
        var channels = Multiples.Of(call, input, 1, factor * factor, "the number of channels");
        var graph = call.Graph;
        var split = graph.Reshape(input, Shape.Of(batch, channels, factor, factor, height, width));
        return graph.Reshape(graph.Permute(split, 0, 1, 4, 2, 5, 3), Shape.Of(batch, channels, height * factor, width * factor));
    }
}

/// <summary>The pixels of blocks become channels: [N, C, H r, W r] to [N, C r^2, H, W].</summary>
internal sealed class PixelUnshuffle : LayerKind
{
    public override string Kind => "PixelUnshuffle";

    public override string Function => Kind;

    public override bool MakesImages => true;

    public override Node Build(CallSite call, Node input)
    {
        call.RequireRank(input, 4, Spatial.Expected(2));
        long factor = call.Required("DownscaleFactor", "the width of a block, at least 1");
        var (batch, channels) = (input.Shape[0], input.Shape[1]);
        var height = Multiples.Of(call, input, 2, factor, "the height");
        var width = Multiples.Of(call, input, 3, factor, "the width");
        var graph = call.Graph;
        var split = graph.Reshape(input, Shape.Of(batch, channels, height, factor, width, factor));
        return graph.Reshape(graph.Permute(split, 0, 1, 3, 5, 2, 4), Shape.Of(batch, channels * (factor * factor), height, width));
    }
}

/// <summary>The channels of groups in turn: channel c of group g becomes channel g of group c.</summary>
internal sealed class ChannelShuffle : LayerKind
{
    public override string Kind => "ChannelShuffle";

    public override string Function => Kind;

    public override Node Build(CallSite call, Node input)
    {
        var shape = input.Shape;
        if (shape.Rank < 3) throw call.Error("DG1101", call.Title, "[N, C, ...]", shape.ToString(), call.History, "");
        long groups = call.Required("Groups", "the number of groups, at least 1");
        var each = Multiples.Of(call, input, 1, groups, "the number of channels");
        var rest = shape.Skip(2).ToArray();
        var graph = call.Graph;
        var split = graph.Reshape(input, new Shape([shape[0], groups, each, .. rest]));
        return graph.Reshape(graph.Permute(split, [0, 2, 1, .. Enumerable.Range(3, rest.Length)]), shape);
    }
}

/// <summary>Extents that are cut into equal parts.</summary>
internal static class Multiples
{
    /// <summary>The extent of an axis in parts.</summary>
    public static Dim Of(CallSite call, Node input, int axis, long part, string what)
        => input.Shape[axis].DivideExactly(part)
            ?? throw call.Error("DG1114", call.Title, what, CallSite.Text(part), input.Shape.ToString(), call.History);
}
