using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Functions;

/// <summary>A value with one letter for each of its axes; axes with one letter run together.</summary>
internal readonly record struct Labelled(Node Node, string Labels)
{
    public Dim Extent(char label) => Node.Shape[Labels.IndexOf(label)];
}

/// <summary>
/// Sums of products over letters. A product with rows or columns of its own and something to sum is a contraction; any other is one
/// formula, with a reduction behind it, which both may join what stands beside them.
/// </summary>
internal sealed class Products(GraphBuilder graph)
{
    /// <summary>The product of two operands, summed over the letters that are not in the result, whose axes have the order given.</summary>
    public Node Of(Labelled left, Labelled right, string output) => Ordered(Multiply(left, right, output), output);

    /// <summary>The product of two operands, summed over every letter that is not kept; its axes have an order of its own.</summary>
    public Labelled Multiply(Labelled left, Labelled right, string kept)
    {
        left = Prepare(left, right, kept);
        right = Prepare(right, left, kept);
        string sums = Letters(left.Labels.Where(label => right.Labels.Contains(label) && !kept.Contains(label)));
        string shared = Letters(left.Labels.Where(label => right.Labels.Contains(label) && kept.Contains(label)));
        string rows = Letters(left.Labels.Where(label => !right.Labels.Contains(label)));
        string columns = Letters(right.Labels.Where(label => !left.Labels.Contains(label)));

        // The innermost axis of the result should be one that a tile runs along.
        string result = kept.Length > 0 && rows.Contains(kept[kept.Length - 1]) ? shared + columns + rows : shared + rows + columns;
        return sums.Length > 0 && rows.Length + columns.Length > 0
            ? new Labelled(Contract(left, right, result, sums), result)
            : new Labelled(Formula(left, right, result, sums), result);
    }

    /// <summary>The axes put into an order of letters, all of which the value has; the others are summed.</summary>
    public Node Ordered(Labelled value, string output)
    {
        value = SumOut(value, label => !output.Contains(label));
        return graph.Permute(value.Node, [.. output.Select(label => value.Labels.IndexOf(label))]);
    }

    /// <summary>Without the axes of extent 1 that stand for a longer one, and summed over what nothing else asks for.</summary>
    private Labelled Prepare(Labelled value, Labelled other, string kept)
    {
        var stretched = value.Labels.Where(
            label => value.Extent(label).IsOne && other.Labels.Contains(label) && !other.Extent(label).IsOne).ToArray();
        var shape = value.Node.Shape.Where((_, axis) => !stretched.Contains(value.Labels[axis]));
        string labels = Letters(value.Labels.Where(label => !stretched.Contains(label)));
        var narrowed = new Labelled(graph.Reshape(value.Node, new Shape(shape)), labels);
        return SumOut(narrowed, label => !kept.Contains(label) && !other.Labels.Contains(label));
    }

    private Labelled SumOut(Labelled value, Func<char, bool> isSummed)
    {
        int[] axes = [.. Enumerable.Range(0, value.Labels.Length).Where(axis => isSummed(value.Labels[axis]))];
        var shape = new Shape(value.Node.Shape.Where((_, axis) => !axes.Contains(axis)));
        return new(graph.Reshape(graph.Sum(value.Node, axes), shape), Letters(value.Labels.Where(label => !isSummed(label))));
    }

    private Node Contract(Labelled left, Labelled right, string result, string sums)
    {
        string loops = result + sums;
        var extents = loops.Select(label => left.Labels.Contains(label) ? left.Extent(label) : right.Extent(label));
        EquatableArray<AffineIndex> Map(Labelled value)
            => value.Labels.Select(label => AffineIndex.Of(loops.IndexOf(label))).ToEquatableArray();
        return graph.Add(new ContractOperator(new Shape(extents), result.Length, Map(left), Map(right)), left.Node, right.Node);
    }

    private Node Formula(Labelled left, Labelled right, string result, string sums)
    {
        string axes = result + sums;
        var shape = new Shape(axes.Select(label => left.Labels.Contains(label) ? left.Extent(label) : right.Extent(label)));
        var product = graph.Pointwise(new Argument(0) * new Argument(1), shape, Aligned(left, axes), Aligned(right, axes));
        var sum = graph.Sum(product, [.. Enumerable.Range(result.Length, sums.Length)]);
        return graph.Reshape(sum, new Shape(shape.Take(result.Length)));
    }

    /// <summary>The axes in the order of some letters, with 1 for those that the value lacks.</summary>
    private Node Aligned(Labelled value, string axes)
    {
        string own = Letters(axes.Where(label => value.Labels.Contains(label)));
        var ordered = graph.Permute(value.Node, [.. own.Select(label => value.Labels.IndexOf(label))]);
        return graph.Reshape(ordered, new Shape(axes.Select(label => own.Contains(label) ? value.Extent(label) : Dim.One)));
    }

    private static string Letters(IEnumerable<char> letters) => new([.. letters]);
}
