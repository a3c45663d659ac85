using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Schedule;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>Prints the loops around lines, and the call of the routine that does one.</summary>
internal sealed class LinePrinter
{
    /// <summary>Rough cost of an element in additions, of a sorted one without the logarithm of their number.</summary>
    private const int Cheap = 4;
    private const int Sorted = 60;

    private readonly LineLaunch launch;
    private readonly CodeWriter writer = new();
    private readonly KernelSignature signature = new(CSharpText.Index);
    private readonly string[] starts;

    private LinePrinter(LineLaunch launch)
    {
        this.launch = launch;
        starts = [.. launch.Operands.Select(operand => operand.Offset == Dim.Zero ? "0" : signature.Extent(operand.Offset))];
    }

    public static KernelText Print(LineLaunch launch) => new LinePrinter(launch).Run();

    private Shape Shape => launch.Node.Shape;

    private int Axis => launch.Operator.Axis;

    private KernelText Run()
    {
        int[] outer = [.. Enumerable.Range(0, Shape.Rank).Where(axis => axis != Axis && !Shape[axis].IsOne)];
        var items = outer.Select(Items).ToArray();
        string width = "1";
        using (writer.Block("for (nint item = begin; item < end; item++)"))
        {
            string rest = "item";
            for (int at = outer.Length - 1; at >= 0; at--)
            {
                string counter = $"i{CSharpText.Int(at)}", next = $"rest{CSharpText.Int(at)}";
                if (at > 0) writer.Line($"nint {next} = {rest} / ({items[at]});");
                writer.Line($"nint {counter} = {(at > 0 ? $"{rest} - {next} * ({items[at]})" : rest)};");
                rest = next;
                if (outer[at] == launch.Wide) width = Block(ref counter);
                for (int operand = 0; operand < starts.Length; operand++)
                    starts[operand] = signature.Step(starts[operand], counter, launch.Operands[operand].Strides[outer[at]]);
            }

            writer.Line(Call(width) + ";");
        }

        return new KernelText(
            launch.Name, [.. new KernelComment(launch).Lines()], writer.ToString(), signature.Memory, signature.Dims, [],
            items.Length == 0 ? "1" : string.Join(" * ", items.Select(item => $"({item})")), Cost(), Vector: false);
    }

    private string Items(int axis) => axis == launch.Wide
        ? $"({signature.Factor(Shape[axis])} + {CSharpText.Int(LineLaunch.Width - 1)}) / {CSharpText.Int(LineLaunch.Width)}"
        : signature.Extent(Shape[axis]);

    /// <summary>The first of the neighbours of an item, and their number.</summary>
    private string Block(ref string counter)
    {
        string width = CSharpText.Int(LineLaunch.Width);
        writer.Line($"nint first = {counter} * {width};");
        writer.Line($"nint count0 = nint.Min({width}, {signature.Extent(Shape[launch.Wide])} - first);");
        counter = "first";
        return "count0";
    }

    private string Call(string width)
    {
        string count = signature.Extent(Shape[Axis]);
        string before = launch.Operands.Length > 1 ? signature.Extent(launch.Node.Inputs[0].Shape[Axis]) : count;
        return launch.Operator switch
        {
            GatherOperator => $"Lines.Gather({Line(0)}, {before}, {Line(1)}, {Line(2)}, {count}, {width})",
            ScatterAddOperator => $"Lines.ScatterAdd({Line(0)}, {before}, {Line(1)}, {Line(2)}, {count}, {width})",
            ArgSortOperator sort => $"Lines.ArgSort({Line(0)}, {Line(1)}, {count}, {Truth(sort.Descending)})",
            ScanOperator { Reverse: var back, Exclusive: var exclusive } when launch.Operands.Length == 2
                => $"Lines.Sum({Line(0, back)}, {Line(1, back)}, {count}, {Truth(exclusive)})",
            ScanOperator { Reverse: var back } scan
                => $"Lines.Recurrence({Line(0, back)}, {Line(1, back)}, {Line(2, back)}, {count}, "
                    + $"{Truth(scan.Lagged)}, {Truth(scan.Exclusive)})",
            _ => throw new InvalidOperationException($"{launch.Operator} cannot be printed."),
        };
    }

    /// <summary>Where an operand's line starts and how far its elements are apart; from the end where the line runs back.</summary>
    private string Line(int operand, bool back = false)
    {
        var access = launch.Operands[operand];
        var step = access.Strides[Axis];
        string start = starts[operand];
        if (back && !Shape[Axis].IsOne)
        {
            string last = signature.Factor((Shape[Axis] - 1) * step);
            start = start == "0" ? last : $"{start} + {last}";
            step *= -1;
        }

        string memory = signature.Of(access.Storage);
        return $"ref {(start == "0" ? memory : $"Unsafe.Add(ref {memory}, {start})")}, {signature.Extent(step)}";
    }

    private string Cost()
    {
        var elements = launch.Node.Inputs.Append(launch.Node).Aggregate(Dim.Zero, (sum, value) => sum + value.Shape[Axis]);
        long each = launch.Operator is ArgSortOperator ? Sorted : launch.Wide < 0 ? Cheap : LineLaunch.Width;
        return signature.Extent(elements * each);
    }

    private static string Truth(bool value) => value ? "true" : "false";
}
