using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Schedule;

/// <summary>Binds loop kernels to memory, and cuts their reductions into pieces where a target wants it.</summary>
internal static class LoopLaunches
{
    public static LoopLaunch Of(LoopKernel loop, Layouts layouts)
        => new(loop.Name, loop.Domain, loop.Reduced, loop.Stages, ReadsOf(loop, layouts), WritesOf(loop, layouts));

    public static LoopLaunch Copy(string name, Shape shape, Node node, TensorView from, TensorView to)
        => new(
            name, shape, [], [new Stage(true, [new Statement(node, new Load(node))])],
            new Dictionary<ReadKey, Access> { [new ReadKey(node)] = AccessTo(node, from) },
            new Dictionary<Node, Access> { [node] = AccessTo(node, to) });

    /// <summary>Strides for each axis; an axis of extent 1 does not move.</summary>
    public static Access AccessTo(Node node, TensorView view)
        => new(
            view.Storage, view.Offset,
            [.. view.Strides.Select((stride, axis) => node.Shape[axis].IsOne ? Dim.Zero : stride)], node.Type);

    private static Dictionary<ReadKey, Access> ReadsOf(LoopKernel loop, Layouts layouts)
        => loop.Statements.SelectMany(statement => statement.Value.Loads()).Select(load => load.Node).Distinct()
            .Where(node => layouts.Has(node))
            .ToDictionary(node => new ReadKey(node), node => AccessTo(node, layouts.Of(node)));

    private static Dictionary<Node, Access> WritesOf(LoopKernel loop, Layouts layouts)
        => loop.Nodes.Where(layouts.IsInMemory).ToDictionary(node => node, node => AccessTo(node, layouts.Of(node)));

    /// <summary>One launch that leaves a partial result for each piece, and one that adds them up and does what follows.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="pieces">Their number.</param>
    public static IEnumerable<Launch> Cut(LoopLaunch launch, int pieces)
        => Cut(launch, pieces, cut => cut with { Chunks = pieces }, strides => strides);

    /// <summary>The same with a piece for each step along one of the reduced axes.</summary>
    public static IEnumerable<Launch> CutAlong(LoopLaunch launch, int axis)
        => Cut(
            launch, launch.Domain[axis], cut => cut with { Reduced = cut.Reduced.Remove(axis) },
            strides => strides.SetItem(axis, Outer(launch).ElementCount));

    private static IEnumerable<Launch> Cut(
        LoopLaunch launch, Dim pieces, Func<LoopLaunch, LoopLaunch> cut, Func<ImmutableArray<Dim>, ImmutableArray<Dim>> move)
    {
        var sums = launch.Stages[0].Statements.Where(statement => statement.Reduction is not null).ToArray();
        var outer = Outer(launch);
        var partials = sums.ToDictionary(sum => sum.Node, sum => new Storage(
            StorageKind.Arena, Layouts.NameOf(sum.Node) + ".partial", outer.ElementCount * pieces, Dim.Zero));
        Access Partial(Node node, bool withPieces) => new(
            partials[node], Dim.Zero,
            [.. (withPieces ? [outer.ElementCount] : Array.Empty<Dim>())
                .Concat(outer.RowMajorStrides().Select((stride, axis) => outer[axis].IsOne ? Dim.Zero : stride))],
            DType.Float32);

        var stored = launch.Stages[0].Statements.Where(
            statement => statement.Reduction is null && launch.Writes.ContainsKey(statement.Node));
        Access Moved(Access access) => access with { Strides = move(access.Strides) };
        yield return cut(launch with
        {
            Stages = [launch.Stages[0]],
            Writes = sums.Select(sum => (sum.Node, Access: Moved(Partial(sum.Node, false))))
                .Concat(stored.Select(statement => (statement.Node, Access: launch.Writes[statement.Node])))
                .ToDictionary(write => write.Node, write => write.Access),
        });
        yield return SumOfPieces(launch, pieces, node => Partial(node, true));
    }

    /// <summary>The launch that adds up partial results of a reduction and does what follows it.</summary>
    /// <param name="partial">Where each reduced value has its partial results, the pieces as its first axis.</param>
    public static LoopLaunch SumOfPieces(LoopLaunch launch, Dim pieces, Func<Node, Access> partial)
    {
        var sums = launch.Stages[0].Statements.Where(statement => statement.Reduction is not null).ToArray();
        Access Deeper(Access access) => access with { Strides = access.Strides.Insert(0, Dim.Zero) };
        ScalarExpression Shift(ScalarExpression leaf) => leaf switch
        {
            Coordinate at => new Coordinate(at.Axis + 1),
            RandomLeaf random => new RandomLeaf(random.Node, random.Leading + 1),
            _ => leaf,
        };
        var add = new Stage(true, [.. sums.Select(sum => new Statement(sum.Node, new Load(sum.Node), sum.Reduction))]);
        var rest = launch.Stages.Skip(1).Select(stage => stage with
        {
            Statements = [.. stage.Statements.Select(statement => statement with { Value = statement.Value.ReplaceLeaves(Shift) })],
        });
        var read = new HashSet<Node>(launch.Stages.Skip(1).SelectMany(stage => stage.Statements)
            .SelectMany(statement => statement.Value.Loads()).Select(load => load.Node));
        read.ExceptWith(sums.Select(sum => sum.Node));
        var nodes = sums.Concat(launch.Stages.Skip(1).SelectMany(stage => stage.Statements)).Select(statement => statement.Node).ToArray();
        return launch with
        {
            Name = launch.Name + "Sum",
            Domain = new Shape(Outer(launch).Prepend(pieces)),
            Reduced = [0],
            Stages = [add, .. rest],
            Reads = launch.Reads.Where(entry => read.Contains(entry.Key.Node))
                .Select(entry => (entry.Key, Access: Deeper(entry.Value)))
                .Concat(sums.Select(sum => (Key: new ReadKey(sum.Node), Access: partial(sum.Node))))
                .ToDictionary(entry => entry.Key, entry => entry.Access),
            Writes = launch.Writes.Where(entry => nodes.Contains(entry.Key))
                .ToDictionary(entry => entry.Key, entry => Deeper(entry.Value)),
        };
    }

    /// <summary>The domain with the reduced axes of extent 1.</summary>
    private static Shape Outer(LoopLaunch launch) => launch.Reduced.Aggregate(launch.Domain, (shape, axis) => shape.With(axis, 1));
}
