using System.Globalization;
using System.Text;
using DeepGen.Runtime;

namespace DeepGen;

/// <summary>Prints a model as a table of its layers, with or without its run-time dims bound.</summary>
internal sealed class ModelSummary(CompiledModel model, IReadOnlyDictionary<string, long>? dims)
{
    private const int Columns = 5;
    private const int Numbers = 3;

    private readonly List<string[]> rows = [["Layer", "Input", "Output", "Parameters", "Multiply-adds"]];
    private readonly StringBuilder text = new();

    private ModelDefinition Definition => model.Definition;

    public string Print()
    {
        AddRows(Definition.Layers, "", 0);
        int[] widths = [.. Enumerable.Range(0, Columns).Select(column => rows.Max(row => row[column].Length))];
        string rule = new('-', widths.Sum() + (2 * (Columns - 1)));
        text.Append(Definition.Name).Append('\n').Append(rule).Append('\n');
        for (int i = 0; i < rows.Count; i++)
        {
            AppendRow(rows[i], widths);
            if (i == 0) text.Append(rule).Append('\n');
        }

        text.Append(rule).Append('\n');
        Totals();
        return text.ToString();
    }

    /// <summary>Layers one after another; those of a block stand below its name, which sums them up.</summary>
    private void AddRows(IReadOnlyList<LayerSummary> layers, string path, int depth)
    {
        for (int at = 0; at < layers.Count;)
        {
            LayerSummary layer = layers[at];
            int dot = layer.Name.IndexOf('.', path.Length);
            if (dot < 0)
            {
                string name = layer.Name[path.Length..];
                Add(depth, layer.Kind.StartsWith(name, StringComparison.Ordinal) ? layer.Kind : $"{name}: {layer.Kind}", layer, [layer]);
                at++;
                continue;
            }

            string block = layer.Name[..(dot + 1)];
            LayerSummary[] inside = [.. layers.Skip(at).TakeWhile(other => other.Name.StartsWith(block, StringComparison.Ordinal))];
            Add(depth, block[path.Length..^1], inside[0] with { Output = inside[^1].Output }, inside);
            AddRows(inside, block, depth + 1);
            at += inside.Length;
        }
    }

    private void Add(int depth, string name, LayerSummary shapes, IReadOnlyList<LayerSummary> counted)
    {
        long parameters = counted.Sum(layer => layer.Parameters);
        var costs = counted.Select(layer => layer.MultiplyAdds).Where(cost => cost != "0").ToArray();
        string cost = costs.Length == 0 ? "-"
            : dims is not null ? Grouped(costs.Sum(formula => DimFormula.Evaluate(formula, dims)))
            : costs.Length == 1 ? GroupedFormula(costs[0])
            : "";
        string count = parameters == 0 ? "-" : Grouped(parameters);
        rows.Add([new string(' ', 2 * depth) + name, Bound(shapes.Input), Bound(shapes.Output), count, cost]);
    }

    private void Totals()
    {
        long all = model.Store.Values.Length;
        long frozen = Definition.Parameters.Where(tensor => tensor.IsFrozen).Sum(tensor => (long)tensor.Length);
        Line("Trainable parameters", Grouped(all - frozen));
        Line("Frozen parameters", Grouped(frozen));
        Line("Multiply-adds", Count(Definition.MultiplyAdds));
        Line("Other operations", Count(Definition.Pointwise));
        Line("Parameters", Size(all));
        if (model.StateStore.Values.Length > 0) Line("State", Size(model.StateStore.Values.Length));
        if (dims is null) return;
        Line("Inputs", Size(Definition.Inputs.Sum(Floats)));
        Line("Memory of Predict", Size(Memory(model.Programs.Predict)));
        if (model.Programs.Step is { } step) Line("Memory of Step, forward and backward", Size(Memory(step)));
    }

    private void Line(string what, string value) => text.Append(what).Append(": ").Append(value).Append('\n');

    private string Count(string formula) => dims is null ? GroupedFormula(formula) : Grouped(DimFormula.Evaluate(formula, dims));

    /// <summary>The floats of the arena that the program's plan asks for.</summary>
    private long Memory(ProgramDefinition program)
    {
        var plan = new ArenaPlan(program.PlannedLifetimes(), model.DeviceSide is null ? ArenaLayout.Processor : ArenaLayout.Device);
        program.Sizes([.. Definition.Dims.Select(name => (nint)dims![name])], plan.Sizes);
        plan.Place();
        return plan.Total;
    }

    private long Floats(InputDefinition input)
        => input.Dims.Aggregate(1L, (product, dim) => product * (dim.Index < 0 ? dim.Extent : dims![Definition.Dims[dim.Index]]));

    /// <summary>Shapes as text, with numbers for the dims that are bound.</summary>
    private string Bound(string shapes)
    {
        if (dims is null) return shapes;
        return string.Join("], ", shapes.Split("], ").Select(shape =>
        {
            string[] extents = shape.Trim('[', ']').Split(", ");
            string last = shape.EndsWith(']') ? "]" : "";
            string[] bound = extents is [""] ? [] : [.. extents.Select(extent => Number(DimFormula.Evaluate(extent, dims)))];
            return "[" + string.Join(", ", bound) + last;
        }));
    }

    private void AppendRow(string[] row, int[] widths)
    {
        for (int column = 0; column < Columns; column++)
        {
            if (column > 0) text.Append("  ");
            text.Append(column >= Numbers ? row[column].PadLeft(widths[column]) : row[column].PadRight(widths[column]));
        }

        text.Append('\n');
    }

    /// <summary>A formula with its long numbers grouped.</summary>
    private static string GroupedFormula(string formula)
        => string.Join(' ', formula.Split(' ').Select(
            word => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? Grouped(number) : word));

    private static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Size(long floats)
    {
        double bytes = 4.0 * floats;
        return bytes < 1024 * 1024
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024:F1} KiB")
            : string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024 * 1024):F1} MiB");
    }
}
