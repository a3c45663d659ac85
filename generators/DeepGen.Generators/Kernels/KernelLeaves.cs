using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Kernels;

/// <summary>
/// The element of a stored value at the coordinates of the loop, where an axis of extent 1 is read at 0. Of a value that the same
/// kernel computed for these coordinates it is that value, still in a register.
/// </summary>
/// <remarks>The slot tells apart two reads of one value along different paths, as in a product of a tensor with itself.</remarks>
internal sealed class Load(Node node, int slot = 0) : ScalarExpression
{
    public Node Node { get; } = node;

    public int Slot { get; } = slot;

    protected override IEnumerable<(Node Node, bool Direct)> OwnLoads => [(Node, true)];

    protected override int OwnCost => 1;

    public override string ToString() => $"%{Node.Id}";

    protected override bool EqualsCore(ScalarExpression other) => ReferenceEquals(Node, ((Load)other).Node) && Slot == ((Load)other).Slot;

    protected override int HashCore() => Node.Id ^ 0x10ad ^ (Slot << 20);
}

/// <summary>The uniform number of a random node at the coordinates of the loop.</summary>
/// <param name="leading">Number of the loop's axes before those of the node, with which the number does not change.</param>
internal sealed class RandomLeaf(Node node, int leading = 0) : ScalarExpression
{
    public Node Node { get; } = node;

    public int Leading { get; } = leading;

    /// <summary>How far each axis of the loop moves along the node's elements.</summary>
    public IEnumerable<Dim> Strides => Enumerable.Repeat(Dim.Zero, Leading).Concat(Node.Shape.RowMajorStrides());

    public RandomOperator Operator => (RandomOperator)Node.Operator;

    protected override int OwnCost => 6;

    public override string ToString() => $"uniform({Operator.Path})";

    protected override bool EqualsCore(ScalarExpression other)
        => ReferenceEquals(Node, ((RandomLeaf)other).Node) && Leading == ((RandomLeaf)other).Leading;

    protected override int HashCore() => Node.Id ^ 0x7a9d ^ (Leading << 20);
}

/// <summary>
/// A pooling window reduced at the coordinates of the loop; the inner formula is evaluated at each element of the window.
/// </summary>
internal sealed class WindowLeaf(WindowKind kind, EquatableArray<WindowAxis> axes, Shape source, ScalarExpression inner) : ScalarExpression
{
    public WindowKind Kind { get; } = kind;

    public EquatableArray<WindowAxis> Axes { get; } = axes;

    /// <summary>Shape of what the window slides over.</summary>
    public Shape Source { get; } = source;

    public ScalarExpression Inner { get; } = inner;

    /// <summary>Whether the two leaves run over the same elements, so that one loop serves both.</summary>
    public bool SameWindow(WindowLeaf other) => Axes.Equals(other.Axes) && Source.Equals(other.Source) && Inner.Equals(other.Inner);

    protected override IEnumerable<(Node Node, bool Direct)> OwnLoads => Inner.Loads().Select(load => (load.Node, false));

    protected override int OwnCost => (int)Axes.Items.Aggregate(1L, (product, axis) => product * axis.Size) * (1 + Inner.Cost());

    public override string ToString() => $"window{Kind}({Inner})";

    protected override bool EqualsCore(ScalarExpression other) => Kind == ((WindowLeaf)other).Kind && SameWindow((WindowLeaf)other);

    protected override int HashCore() => unchecked((Inner.GetHashCode() * 31) + Axes.GetHashCode() + (int)Kind);
}

/// <summary>The sum over the windows that cover the element at the coordinates of the loop, of which only those that chose it where
/// positions are given.</summary>
internal sealed class GatherLeaf(
    EquatableArray<WindowAxis> axes, Shape windows, Shape source, ScalarExpression inner, ScalarExpression? position) : ScalarExpression
{
    public EquatableArray<WindowAxis> Axes { get; } = axes;

    /// <summary>Shape of the windows' results, over which the inner formulas run.</summary>
    public Shape Windows { get; } = windows;

    /// <summary>Shape of what the windows slide over: that of the leaf itself.</summary>
    public Shape Source { get; } = source;

    public ScalarExpression Inner { get; } = inner;

    public ScalarExpression? Position { get; } = position;

    protected override IEnumerable<(Node Node, bool Direct)> OwnLoads
        => Inner.Loads().Concat(Position?.Loads() ?? []).Select(load => (load.Node, false));

    protected override int OwnCost => 8 + Inner.Cost();

    public override string ToString() => $"gather({Inner})";

    protected override bool EqualsCore(ScalarExpression other)
        => other is GatherLeaf gather && Axes.Equals(gather.Axes) && Windows.Equals(gather.Windows)
            && Source.Equals(gather.Source) && Inner.Equals(gather.Inner)
            && Equals(Position, gather.Position);

    protected override int HashCore() => unchecked((Inner.GetHashCode() * 31) + Axes.GetHashCode() + 7);
}
