using DeepGen.Generators.Emit.CSharp;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Device;

namespace DeepGen.Generators.Emit.Device;

/// <summary>
/// Prints functions of whole lines. An item computes one element of the result, for which it looks through the line if it must, so that
/// no two write the same place and sums are in the order of the line; of a recurrence it computes a whole line.
/// </summary>
internal sealed class DeviceLinePrinter
{
    private const int Items = 256;

    private readonly LineLaunch launch;
    private readonly CodeWriter writer = new();
    private readonly KernelSignature signature = new(DeviceText.Index);

    private DeviceLinePrinter(LineLaunch launch) => this.launch = launch;

    public static DeviceKernelText Print(LineLaunch launch) => new DeviceLinePrinter(launch).Run();

    private int Axis => launch.Operator.Axis;

    private Shape Shape => launch.Node.Shape;

    private int Result => launch.Operands.Length - 1;

    private DeviceKernelText Run()
    {
        bool ofLines = launch.Operator is ScanOperator;
        int[] axes = [.. Enumerable.Range(0, Shape.Rank).Where(axis => !Shape[axis].IsOne && !(ofLines && axis == Axis))
            .OrderByDescending(axis => Math.Abs(Magnitude.Of(launch.Operands[Result].Strides[axis])))];
        var count = axes.Aggregate(Dim.One, (product, axis) => product * Shape[axis]);
        writer.Line($"/* {(ofLines ? "A line" : "An element of the result")} for an item. */");
        writer.Line($"int item = DG_GROUP(0) * {CSharpText.Int(Items)} + DG_THREAD(0);");
        using (writer.Block($"if (item < {signature.Extent(count)})")) Item(axes);
        string groups = count.IsConstant
            ? CSharpText.Int((count.Value + Items - 1) / Items)
            : $"({CSharpText.Extent(count)} + {CSharpText.Int(Items - 1)}) / {CSharpText.Int(Items)}";
        return new DeviceKernelText(
            launch.Name, new KernelComment(launch).Lines(), writer.ToString(),
            DeviceParameter.Of(signature), signature.Dims, [],
            new DeviceGroupCounts(groups), Items);
    }

    private void Item(int[] axes)
    {
        switch (launch.Operator)
        {
            case GatherOperator: Gather(axes); break;
            case ScatterAddOperator: ScatterAdd(axes); break;
            case ArgSortOperator sort: ArgSort(axes, sort.Descending); break;
            case ScanOperator scan: Scan(axes, scan); break;
            default: throw new InvalidOperationException($"{launch.Operator} cannot be printed.");
        }
    }

    /// <summary>The index of each operand at the item's place, and its place in the line.</summary>
    /// <param name="axes">The axes that items are counted over, outermost first.</param>
    /// <param name="atElement">Of each operand whether it is taken at the item's place in the line; otherwise at the line's start.</param>
    private (string[] Index, string Place) Enter(int[] axes, params bool[] atElement)
    {
        var strides = launch.Operands.Select((operand, at) => atElement[at] ? operand.Strides : operand.Strides.SetItem(Axis, Dim.Zero));
        var place = Enumerable.Range(0, Shape.Rank).Select(axis => axis == Axis && !Shape[axis].IsOne ? Dim.One : Dim.Zero);
        var loops = new OperandLoops(Shape, [.. strides, [.. place]], []);
        var starts = launch.Operands.Select(operand => operand.Offset == Dim.Zero ? "0" : signature.Extent(operand.Offset));
        int[] operands = [.. Enumerable.Range(0, launch.Operands.Length + 1)];
        string[] index = new DeviceOffsets(loops, writer, signature, new Counter()).Move("item", axes, operands, [.. starts, "0"]);
        return (index, index[index.Length - 1]);
    }

    /// <summary>What has no such element is NaN, or -1 as an integer.</summary>
    private void Gather(int[] axes)
    {
        var (index, _) = Enter(axes, false, true, true);
        writer.Line($"int from = dg_int_bits({Memory(1)}[{index[1]}]);");
        writer.Line($"int isInside = from >= 0 && from < {Count(0)};");
        writer.Line($"{Written()}[{index[2]}] = isInside ? {Memory(0)}[{At(0, index[0], "from")}] : dg_float(-1);");
    }

    private void ScatterAdd(int[] axes)
    {
        var (index, place) = Enter(axes, false, false, true);
        writer.Line($"int place = {place};");
        Starts(index, 0, 1);
        writer.Line("float sum = 0.0f;");
        using (writer.Block($"for (int k = 0; k < {Count(0)}; k++)"))
            writer.Line($"if (dg_int_bits({Memory(1)}[{At(1, "line1", "k")}]) == place) sum += {Memory(0)}[{At(0, "line0", "k")}];");
        writer.Line($"{Written()}[{index[2]}] = sum;");
    }

    /// <summary>An element's place is the number of those that come before it.</summary>
    private void ArgSort(int[] axes, bool isDescending)
    {
        var (index, place) = Enter(axes, false, false);
        writer.Line($"int place = {place}, order = 0;");
        Starts(index, 0);
        writer.Line($"float key = {Memory(0)}[{At(0, "line0", "place")}];");
        string order = isDescending ? "dg_comes_before_descending" : "dg_comes_before";
        using (writer.Block($"for (int k = 0; k < {Count(0)}; k++)"))
            writer.Line($"if ({order}({Memory(0)}[{At(0, "line0", "k")}], k, key, place)) order++;");
        writer.Line($"{Written()}[{At(1, index[1], "order")}] = dg_float(place);");
    }

    private void Scan(int[] axes, ScanOperator scan)
    {
        var (index, _) = Enter(axes, [.. launch.Operands.Select(_ => false)]);
        Starts(index, [.. Enumerable.Range(0, index.Length - 1)]);
        bool hasFactor = launch.Operands.Length > 2;
        int term = hasFactor ? 1 : 0;
        string count = Count(term);
        writer.Line("float value = 0.0f;");
        using (writer.Block($"for (int k = 0; k < {count}; k++)"))
        {
            string now = scan.Reverse ? $"({count} - 1 - k)" : "k";
            string before = scan.Reverse ? $"({count} - k)" : "(k - 1)";
            if (scan.Exclusive || hasFactor) writer.Line("float before = value;");
            string added = $"{Memory(term)}[{At(term, $"line{CSharpText.Int(term)}", now)}]";
            if (hasFactor)
            {
                string factor = $"{Memory(0)}[{At(0, "line0", scan.Lagged ? before : now)}]";
                writer.Line($"value = {added};");
                writer.Line($"if (k > 0) value += {factor} * before;");
            }
            else
            {
                writer.Line($"value += {added};");
            }

            string result = $"line{CSharpText.Int(Result)}";
            writer.Line($"{Written()}[{At(Result, result, now)}] = {(scan.Exclusive ? "before" : "value")};");
        }
    }

    /// <summary>Declares where the lines of operands start.</summary>
    private void Starts(string[] index, params int[] operands)
    {
        foreach (int operand in operands) writer.Line($"int line{CSharpText.Int(operand)} = {index[operand]};");
    }

    /// <summary>The elements of an operand's line.</summary>
    private string Count(int operand) => signature.Divisor(launch.Node.Inputs[operand].Shape[Axis]);

    private string At(int operand, string start, string place) => signature.Step(start, place, launch.Operands[operand].Strides[Axis]);

    private string Memory(int operand) => signature.Of(launch.Operands[operand].Storage);

    private string Written() => signature.Written(launch.Operands[Result].Storage);
}
