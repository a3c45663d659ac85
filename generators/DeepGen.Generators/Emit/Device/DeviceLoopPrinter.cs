using DeepGen.Generators.Emit.CSharp;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Device;

namespace DeepGen.Generators.Emit.Device;

/// <summary>
/// Prints a loop launch for devices. Maps have an item for each element; rows are reduced by a group each; columns by the items of a
/// group that stand below one another.
/// </summary>
internal sealed partial class DeviceLoopPrinter
{
    private static readonly Dictionary<Node, string> NoSums = [];

    private readonly LoopLaunch launch;
    private readonly DeviceNest nest;
    private readonly CodeWriter writer = new();
    private readonly KernelSignature signature = new(DeviceText.Index);
    private readonly Counter counter = new();
    private readonly LiveIndices indices;

    /// <summary>The current index expression of each operand.</summary>
    private string[] index;

    /// <summary>Coordinates of the domain's axes inside the loops opened so far.</summary>
    private readonly Dictionary<int, string> coordinates = [];

    /// <summary>Values at hand, by node: what this kernel has computed for the current coordinates.</summary>
    private Dictionary<Node, string> registers = [];

    private DeviceLoopPrinter(LoopLaunch launch)
    {
        this.launch = launch;
        nest = new DeviceNest(launch);
        indices = new LiveIndices(writer, signature, DeviceDialect.Instance);
        index = [.. nest.Operands.Select(operand => operand.Offset == Dim.Zero ? "0" : signature.Extent(operand.Offset))];
    }

    public static DeviceKernelText Print(LoopLaunch launch) => new DeviceLoopPrinter(launch).Run();

    private bool IsGroup => nest.Spread != DeviceSpread.Items;

    /// <summary>What the first item of those that have the same results is asked by; null where each item has its own.</summary>
    private string? IsFirst => nest.Spread switch
    {
        DeviceSpread.Rows => "thread == 0",
        DeviceSpread.Columns => ColumnsFit ? "down == 0" : "down == 0 && column < " + signature.Extent(nest.Column!.Extent),
        _ => null,
    };

    private bool ColumnsFit => nest.Column!.Extent.DivideExactly(nest.GroupX) is not null;

    private DeviceKernelText Run()
    {
        switch (nest.Spread)
        {
            case DeviceSpread.Items: Items(); break;
            case DeviceSpread.Rows: Rows(); break;
            case DeviceSpread.Columns: Columns(); break;
        }

        foreach (var stage in launch.Stages) Stage(stage);
        string pieces = launch.Chunks > 1 ? CSharpText.Int(launch.Chunks) : "1";
        return new DeviceKernelText(
            launch.Name, new KernelComment(launch).Lines(), indices.Settle(), DeviceParameter.Of(signature), signature.Dims,
            signature.RandomPaths, new DeviceGroupCounts(CSharpText.Extent(nest.Groups), pieces), nest.GroupX, nest.GroupY)
        {
            Counted = [DeviceNest.Count(nest.Outer), nest.Reduced],
        };
    }

    private void Items()
    {
        var count = DeviceNest.Count(nest.Outer);
        if (count.IsOne) return;
        string first = count.IsConstant && count.Value <= nest.GroupX ? "" : $"DG_GROUP(0) * {CSharpText.Int(nest.GroupX)} + ";
        writer.Line($"int item = {first}DG_THREAD(0);");
        if (count.DivideExactly(nest.GroupX) is null) writer.Line($"if (item >= {signature.Extent(count)}) return;");
        Decode(nest.Outer, "item");
    }

    private void Rows()
    {
        Share();
        writer.Line("int thread = DG_THREAD(0);");
        Piece();
        if (nest.Outer.Length > 0) writer.Line("int row = DG_GROUP(0);");
        Decode(nest.Outer, "row");
    }

    private void Columns()
    {
        Share();
        writer.Line("int across = DG_THREAD(0);");
        writer.Line("int down = DG_THREAD(1);");
        Piece();
        string width = CSharpText.Int(nest.GroupX), group = "DG_GROUP(0)";
        bool isOneGroup = nest.ColumnGroups.IsOne;
        if (isOneGroup && nest.Counted.Count > 0)
        {
            writer.Line("int outer = DG_GROUP(0);");
        }
        else if (nest.Counted.Count > 0)
        {
            string blocks = signature.Divisor(nest.ColumnGroups);
            writer.Line($"int outer = DG_GROUP(0) / {blocks};");
            writer.Line($"int block = DG_GROUP(0) - outer * {blocks};");
            group = "block";
        }

        writer.Line(isOneGroup ? "int column = across;" : $"int column = {group} * {width} + across;");
        string place = "column";
        if (!ColumnsFit)
        {
            // Items beyond the last column do what its items do, and store nothing: all of a group have to come to its barriers.
            string extent = signature.Extent(nest.Column!.Extent);
            place = counter.Next("i");
            writer.Line($"int {place} = column < {extent} ? column : {signature.Extent(nest.Column.Extent - 1)};");
        }

        if (nest.Counted.Count > 0) Decode(nest.Counted, "outer");
        Enter(nest.Column!, place);
    }

    /// <summary>Room for the items of a group to combine their sums in.</summary>
    private void Share()
    {
        if (launch.Stages.SelectMany(stage => stage.Statements).Any(statement => statement.Reduction is not null))
            writer.Line($"DG_SHARED(float, shared, {CSharpText.Int(nest.GroupX * nest.GroupY)});");
    }

    /// <summary>Which part of the reduction a group does, where that is cut into pieces.</summary>
    private void Piece()
    {
        if (launch.Chunks == 1) return;
        string pieces = CSharpText.Int(launch.Chunks), extent = signature.Extent(nest.Reduced);
        writer.Line("int piece = DG_GROUP(1);");
        writer.Line($"int size = ({extent} + {CSharpText.Int(launch.Chunks - 1)}) / {pieces};");
        writer.Line("int first = piece * size;");
        writer.Line($"int last = first + size < {extent} ? first + size : {extent};");
        var outer = launch.Reduced.Aggregate(launch.Domain, (shape, axis) => shape.With(axis, 1)).ElementCount;
        foreach (var sum in launch.Stages[0].Statements.Where(statement => statement.Reduction is not null))
        {
            int operand = nest.IndexOf(sum.Node);
            index[operand] = signature.Step(index[operand], "piece", outer);
        }
    }

    /// <summary>The coordinates that a number stands for, the innermost loop's counted first.</summary>
    private void Decode(IReadOnlyList<NestLoop> loops, string number)
    {
        string rest = number;
        for (int at = loops.Count - 1; at >= 0; at--)
        {
            string variable = rest;
            if (at > 0)
            {
                // Not by a remainder: beside the quotient it costs nothing.
                string quotient = counter.Next("rest"), extent = signature.Divisor(loops[at].Extent);
                variable = counter.Next("i");
                writer.Line($"int {quotient} = {rest} / {extent};");
                writer.Line($"int {variable} = {rest} - {quotient} * {extent};");
                rest = quotient;
            }

            Enter(loops[at], variable);
        }
    }

    /// <summary>Opens a loop's coordinate.</summary>
    private void Enter(NestLoop loop, string variable)
    {
        if (loop.Axes.Length == 1) coordinates[loop.Axes[0]] = variable;
        indices.Enter(index, loop.Strides, variable, counter);
    }

    private void Stage(Stage stage)
    {
        if (!stage.IsFull || launch.Reduced.IsEmpty)
        {
            Body(stage, NoSums);
            return;
        }

        var reduced = stage.Statements.Where(statement => statement.Reduction is not null).ToArray();
        var sums = reduced.ToDictionary(sum => sum.Node, _ => counter.Next("sum"));
        foreach (var sum in reduced)
            writer.Line($"float {sums[sum.Node]} = {FormulaPrinter.Unwrap(Identity(sum.Reduction!.Value))};");
        var outside = new Dictionary<Node, string>(registers);
        string[] saved = [.. index];
        if (nest.Inner.IsEmpty)
        {
            Body(stage, sums);
        }
        else
        {
            string variable = counter.Next("k");
            string extent = signature.Extent(nest.Reduced);
            string start = launch.Chunks > 1 ? "first" : "0", end = launch.Chunks > 1 ? "last" : extent;
            var (own, step) = nest.Spread switch
            {
                DeviceSpread.Rows => ("thread", nest.GroupX),
                DeviceSpread.Columns => ("down", nest.GroupY),
                _ => ("0", 1),
            };
            start = own == "0" ? start : start == "0" ? own : $"{start} + {own}";
            string next = step == 1 ? $"{variable}++" : $"{variable} += {CSharpText.Int(step)}";
            using (writer.Block($"for (int {variable} = {start}; {variable} < {end}; {next})"))
            {
                Decode(nest.Inner, variable);
                Body(stage, sums);
            }
        }

        index = saved;
        registers = outside;
        foreach (var sum in reduced)
        {
            if (IsGroup) writer.Line(Combine(sums[sum.Node], sum.Reduction!.Value));
            registers[sum.Node] = sums[sum.Node];
        }

        Store([.. reduced.Select(sum => (sum.Node, sums[sum.Node]))], IsFirst);
    }

    private string Combine(string sum, ReduceKind kind)
    {
        string how = kind switch { ReduceKind.Max => "dg_max", ReduceKind.Product => "dg_multiply", _ => "dg_add" };
        return nest.Spread == DeviceSpread.Rows
            ? $"DG_GROUP_REDUCE({CSharpText.Int(nest.GroupX)}, shared, thread, {sum}, {how});"
            : $"DG_COLUMN_REDUCE({CSharpText.Int(nest.GroupX)}, {CSharpText.Int(nest.GroupY)}, shared, across, down, {sum}, {how});";
    }

    private static string Identity(ReduceKind kind)
        => DeviceText.Float(kind switch { ReduceKind.Max => double.NegativeInfinity, ReduceKind.Product => 1, _ => 0 });

    /// <summary>The current index of an operand, which is thereby needed.</summary>
    private string IndexOf(int operand)
    {
        indices.Use(index[operand]);
        return index[operand];
    }

    private string CoordinateText(int axis) => launch.Domain[axis].IsOne ? "0" : coordinates[axis];
}
