using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Device;

namespace DeepGen.Generators.Emit;

/// <summary>
/// All that the text of a launch is made from, with its values, its memory and its streams of random numbers called by numbers, in the
/// order in which they occur. Launches of equal forms have one text, up to what these numbers stand for: it is printed once, and half of
/// a deep model's launches are like another.
/// </summary>
internal sealed class LaunchForm : IEquatable<LaunchForm>
{
    // Numbers are parts like any other, and most are small.
    private static readonly object[] Numbers = [.. Enumerable.Range(0, 256).Select(number => (object)(long)number)];

    private readonly List<object?> parts = [];
    private readonly List<Storage> memory = [];
    private readonly List<uint> randomPaths = [];
    private int hash;

    // While the form is made: they hold the graph, which a finished form outlives.
    private Dictionary<Node, int> values = [];
    private Dictionary<ScalarExpression, int> formulas = [];

    private LaunchForm()
    {
    }

    public static LaunchForm Of(LoopLaunch launch)
    {
        var form = new LaunchForm();
        form.Add(launch.Chunks);
        form.Add(launch.Domain);
        form.Add(launch.Reduced);
        form.Add(launch.Stages.Length);
        foreach (var stage in launch.Stages)
        {
            form.Add(stage.IsFull ? 1 : 0);
            form.Add(stage.Statements);
        }

        form.Add(launch.Reads.Count);
        foreach (var read in launch.Reads)
        {
            form.Add(read.Key);
            form.Add(read.Value);
        }

        // In the order of the loops' operands.
        foreach (var write in launch.Writes.OrderBy(write => write.Key.Id))
        {
            form.Add(write.Key);
            form.Add(write.Value);
        }

        return form.Finish();
    }

    public static LaunchForm Of(DeviceContractLaunch launch)
    {
        var (form, plan) = (new LaunchForm(), launch.Plan);
        form.Add(plan.Swapped ? 1 : 0);
        foreach (var loops in (ImmutableArray<int>[])[plan.Rows, plan.Columns, plan.Batch, plan.Depth]) form.Add(loops);
        form.parts.AddRange([plan.Tile, plan.LeftLoad, plan.RightLoad]);
        form.Add(plan.Pieces);
        form.parts.Add(launch.PieceStride);
        form.Add(launch.StoresResult ? 1 : 0);
        form.Add(launch.Loops.Extents);
        form.Add(launch.Operands.Length);
        for (int operand = 0; operand < launch.Operands.Length; operand++)
        {
            form.Add(launch.Operands[operand]);
            form.parts.Add(launch.Offsets[operand]);
            form.Add(launch.Loops.Strides[operand]);
            form.Add(launch.Loops.StartsVector[operand] ? 1 : 0);
        }

        form.Add(launch.Contract);
        form.Add(launch.Epilogue);
        form.Add(launch.Product.EpilogueReads.Length);
        foreach (var (key, type) in launch.Product.EpilogueReads)
        {
            form.Add(key);
            form.Add((int)type);
        }

        foreach (var write in launch.Product.EpilogueWrites)
        {
            form.Add(write);
            form.Add((int)write.Type);
        }

        return form.Finish();
    }

    /// <summary>What stands here where that stands in an equal form.</summary>
    public Storage Counterpart(Storage storage, LaunchForm other) => memory[other.PlaceOf(storage)];

    /// <summary>What stands here where that stands in an equal form.</summary>
    public uint Counterpart(uint randomPath, LaunchForm other) => randomPaths[other.randomPaths.IndexOf(randomPath)];

    public bool Equals(LaunchForm? other)
    {
        if (other is null || hash != other.hash || parts.Count != other.parts.Count) return false;
        for (int at = 0; at < parts.Count; at++)
        {
            if (!Equals(parts[at], other.parts[at])) return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as LaunchForm);

    public override int GetHashCode() => hash;

    private LaunchForm Finish()
    {
        foreach (object? part in parts) hash = unchecked((hash * 31) + (part?.GetHashCode() ?? 0));
        (values, formulas) = ([], []);
        return this;
    }

    private void Add(long number) => parts.Add(number >= 0 && number < Numbers.Length ? Numbers[number] : number);

    private void Add(Shape shape)
    {
        Add(shape.Rank);
        parts.AddRange(shape);
    }

    private void Add(ImmutableArray<Dim> strides)
    {
        Add(strides.Length);
        foreach (var stride in strides) parts.Add(stride);
    }

    private void Add(ImmutableArray<int> axes)
    {
        Add(axes.Length);
        foreach (int axis in axes) Add(axis);
    }

    private void Add(Node value)
    {
        if (!values.TryGetValue(value, out int number)) values.Add(value, number = values.Count);
        Add(number);
    }

    private void Add(ReadKey read)
    {
        Add(read.Node);
        Add(read.Slot);
    }

    private void Add(Access access)
    {
        Add(access.Storage);
        parts.Add(access.Offset);
        Add(access.Strides);
        Add((int)access.Type);
    }

    private void Add(Storage storage)
    {
        int place = PlaceOf(storage);
        if (place < 0)
        {
            place = memory.Count;
            memory.Add(storage);
        }

        Add(place);
    }

    private int PlaceOf(Storage storage) => memory.FindIndex(storage.IsSamePlaceAs);

    private void Add(ImmutableArray<Statement> statements)
    {
        Add(statements.Length);
        foreach (var statement in statements)
        {
            Add(statement.Node);
            Add(statement.Reduction is { } kind ? (int)kind : -1);
            Add(statement.Value);
        }
    }

    private void Add(ScalarExpression formula)
    {
        bool isKnown = formulas.TryGetValue(formula, out int number);
        Add(isKnown ? number : -1);
        if (isKnown) return;
        switch (formula)
        {
            case ScalarCall call:
                parts.Add(call.Function);
                foreach (var operand in call.Operands) Add(operand);
                break;
            case Literal literal:
                parts.Add(typeof(Literal));
                Add(BitConverter.DoubleToInt64Bits(literal.Value));
                break;
            case Load load:
                parts.Add(typeof(Load));
                Add(new ReadKey(load.Node, load.Slot));
                break;
            case RandomLeaf random:
                parts.Add(typeof(RandomLeaf));
                Add(random);
                break;
            case WindowLeaf window:
                parts.AddRange([typeof(WindowLeaf), window.Kind, window.Axes, window.Source]);
                Add(window.Inner);
                break;
            case GatherLeaf gather:
                parts.AddRange([typeof(GatherLeaf), gather.Axes, gather.Windows, gather.Source, gather.Position is null]);
                Add(gather.Inner);
                if (gather.Position is { } position) Add(position);
                break;
            default:
                // Extents and coordinates, which are what they are wherever they stand.
                parts.Add(formula);
                break;
        }

        formulas.Add(formula, formulas.Count);
    }

    private void Add(RandomLeaf random)
    {
        int path = randomPaths.IndexOf(random.Operator.PathHash);
        if (path < 0)
        {
            path = randomPaths.Count;
            randomPaths.Add(random.Operator.PathHash);
        }

        Add(path);
        Add(random.Node);
        Add(random.Leading);
        Add(random.Node.Shape);
    }
}
