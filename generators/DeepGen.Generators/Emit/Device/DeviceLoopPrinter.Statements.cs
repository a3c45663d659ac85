using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Device;

namespace DeepGen.Generators.Emit.Device;

// The statements at the coordinates of an item.
internal sealed partial class DeviceLoopPrinter
{
    private FormulaPrinter formulas = null!;

    private void Body(Stage stage, IReadOnlyDictionary<Node, string> sums)
    {
        formulas = new FormulaPrinter(writer, DeviceDialect.Instance, Leaf, counter);
        foreach (var statement in stage.Statements) formulas.Announce(statement.Value);
        var results = new List<(Node Node, string Text)>();
        foreach (var statement in stage.Statements)
        {
            if (statement.Reduction is not null)
            {
                Accumulate(statement, sums[statement.Node]);
                continue;
            }

            string text = FormulaPrinter.Unwrap(formulas.Print(statement.Value));
            string name = counter.Next("v");
            writer.Line($"float {name} = {text};");
            registers[statement.Node] = name;
            formulas.Define(new Load(statement.Node), name);
            formulas.Define(statement.Value, name);
            results.Add((statement.Node, name));
        }

        Store(results, stage.IsFull ? IsInside : IsFirst);
    }

    private void Accumulate(Kernels.Statement statement, string sum)
    {
        if (statement.Reduction == ReduceKind.Sum && statement.Value is ScalarCall { Function: var function }
            && function == ScalarFunctions.Multiply)
        {
            // As part of a sum, a product is rounded once with it.
            var so = new Load(statement.Node);
            formulas.Define(so, sum);
            writer.Line($"{sum} = {FormulaPrinter.Unwrap(formulas.Print(new ScalarCall(ScalarFunctions.Add, [statement.Value, so])))};");
            return;
        }

        string text = FormulaPrinter.Unwrap(formulas.Print(statement.Value));
        writer.Line(statement.Reduction switch
        {
            ReduceKind.Max => $"{sum} = dg_max({sum}, {text});",
            ReduceKind.Product => $"{sum} *= {text};",
            _ => $"{sum} += {text};",
        });
    }

    /// <summary>What an item asks before it stores an element of its own; null where it always may.</summary>
    private string? IsInside => nest.Spread == DeviceSpread.Columns && !ColumnsFit
        ? "column < " + signature.Extent(nest.Column!.Extent)
        : null;

    /// <summary>Stores what something outside reads.</summary>
    /// <param name="results">Values and their variables.</param>
    /// <param name="condition">What an item asks before it does.</param>
    private void Store(IReadOnlyList<(Node Node, string Text)> results, string? condition)
    {
        var stored = results.Where(result => launch.Writes.ContainsKey(result.Node)).ToArray();
        if (stored.Length == 0) return;

        // Results that all items of a group have computed overwrite what others may still have to read.
        if (condition is not null && condition == IsFirst && stored.Any(result => IsRead(launch.Writes[result.Node].Storage)))
            writer.Line("DG_SYNC();");
        using (condition is null ? null : writer.Block($"if ({condition})"))
        {
            foreach (var (node, text) in stored) Store(node, text);
        }
    }

    /// <summary>Whether what lay there before is read; what the kernel itself has stored is in registers, or each item's own.</summary>
    private bool IsRead(Storage storage)
        => launch.Reads.Any(read => !launch.Writes.ContainsKey(read.Key.Node) && read.Value.Storage.IsSamePlaceAs(storage));

    private void Store(Node node, string text)
    {
        int operand = nest.IndexOf(node);
        var access = nest.Operands[operand].Access!;
        string value = access.Type == DType.Int32 ? $"dg_float((int)({text}))" : text;
        writer.Line($"{signature.Written(access.Storage)}[{IndexOf(operand)}] = {value};");
    }

    private string Leaf(ScalarExpression leaf) => leaf switch
    {
        Load load => Read(load),
        Extent extent => DeviceDialect.Instance.OfExtent(signature, extent.Dim),
        Coordinate coordinate => CoordinateOf(coordinate.Axis),
        RandomLeaf random => Random(random),
        WindowLeaf window => Window(window),
        GatherLeaf gather => Windows(gather.Axes).Gather(gather, signature),
        _ => throw new InvalidOperationException($"{leaf} cannot be printed."),
    };

    private string Read(Load load)
    {
        if (registers.TryGetValue(load.Node, out string? register)) return register;
        int operand = nest.IndexOf(new ReadKey(load.Node, load.Slot));
        return ReadAt(operand, IndexOf(operand));
    }

    private string ReadAt(int operand, string at)
    {
        var access = nest.Operands[operand].Access!;
        string element = $"{signature.Of(access.Storage)}[{at}]";
        return access.Type == DType.Int32 ? $"(float)dg_int_bits({element})" : element;
    }

    private string CoordinateOf(int axis) => DeviceDialect.Instance.OfCounter(CoordinateText(axis));

    private string Random(RandomLeaf random)
    {
        int operand = nest.IndexOf(random.Operator.PathHash);
        return $"dg_uniform(key, {signature.RandomKey(random.Operator.PathHash)}, (dg_u64)({IndexOf(operand)}))";
    }

    private WindowPrinter Windows(EquatableArray<WindowAxis> axes)
        => new(writer, counter, DeviceDialect.Instance, CoordinateText, CoordinateOf, LoadWindowed(axes));

    private string Window(WindowLeaf window)
    {
        var maximum = new WindowLeaf(WindowKind.Max, window.Axes, window.Source, window.Inner);
        var chosen = new WindowLeaf(WindowKind.ArgMax, window.Axes, window.Source, window.Inner);
        bool needsPosition = window.Kind != WindowKind.Sum
            && launch.Stages.SelectMany(stage => stage.Statements).Any(statement => statement.Value.Leaves().Contains(chosen));
        var (value, position) = Windows(window.Axes).Reduce(window, signature, needsPosition);
        if (window.Kind != WindowKind.Sum) formulas.Define(maximum, value);
        if (needsPosition) formulas.Define(chosen, position);
        return window.Kind == WindowKind.ArgMax ? position : value;
    }

    /// <summary>Reads inside a window: the operand's base, moved by the window's coordinates.</summary>
    private Func<Load, IReadOnlyDictionary<int, string>, string> LoadWindowed(EquatableArray<WindowAxis> axes)
        => (load, at) =>
        {
            var key = new ReadKey(load.Node, load.Slot);
            int operand = nest.IndexOf(new WindowedRead(key, new EquatableAxes(axes)));
            string text = IndexOf(operand);
            foreach (var axis in axes) text = signature.Step(text, at[axis.Axis], launch.Reads[key].Strides[axis.Axis]);
            return ReadAt(operand, text);
        };
}
