using System.Collections.Immutable;
using DeepGen.Generators.Emit.CSharp;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Schedule.Device;

namespace DeepGen.Generators.Emit.Device;

/// <summary>
/// Prints a product for groups of items: each group takes a tile of the result, each item a part of that in its registers. The factors
/// go through shared memory step by step of the sum: while one step is multiplied, the next is on its way.
/// </summary>
internal sealed class DeviceContractPrinter
{
    private readonly DeviceContractLaunch launch;
    private readonly CodeWriter writer = new();
    private readonly KernelSignature signature = new(DeviceText.Index);
    private readonly Counter counter = new();
    private readonly DeviceOffsets offsets;
    private readonly string[] starts;

    private DeviceContractPrinter(DeviceContractLaunch launch)
    {
        this.launch = launch;
        offsets = new DeviceOffsets(launch.Loops, writer, signature, counter);
        starts = [.. launch.Offsets.Select(offset => offset == Dim.Zero ? "0" : signature.Extent(offset))];
    }

    private DeviceContractPlan Plan => launch.Plan;

    private DeviceTile Tile => Plan.Tile;

    public static DeviceKernelText Print(DeviceContractLaunch launch) => new DeviceContractPrinter(launch).Run();

    private DeviceKernelText Run()
    {
        var (rows, columns, depth) = (launch.Loops.Count(Plan.Rows), launch.Loops.Count(Plan.Columns), launch.Loops.Count(Plan.Depth));
        Explain();
        string rowsText = Extent("rows", rows), columnsText = Extent("columns", columns), depthText = Extent("depth", depth);
        string tilesDown = Tiles("tilesDown", rows, rowsText, Tile.Rows);
        string tilesAcross = Tiles("tilesAcross", columns, columnsText, Tile.Columns);
        var (firstRow, firstColumn) = Place(tilesDown, tilesAcross);
        var (begin, end) = Part(depth, depthText);
        bool isWhole = depth.IsConstant && depth.Value % Tile.Depth == 0;

        DeviceFactorPrinter Printer(DeviceFactor factor) => new(factor, Plan, isWhole ? null : end, offsets, writer);
        var left = Left(rows, rowsText, firstRow);
        var right = Right(columns, columnsText, firstColumn);
        var (ofLeft, ofRight) = (Printer(left), Printer(right));
        ofLeft.Share();
        ofRight.Share();
        PlaceItem(left.OfItem, right.OfItem);
        ofLeft.Place();
        ofRight.Place();
        writer.Line();
        Sum(left, right, ofLeft, ofRight, begin, end);
        writer.Line();
        new DeviceEpiloguePrinter(launch, left, right, starts, offsets, writer, signature, counter).Print();
        return new DeviceKernelText(
            launch.Name, new KernelComment(launch).Lines(), writer.ToString(),
            DeviceParameter.Of(signature), signature.Dims, [],
            new DeviceGroupCounts(Groups(rows, columns)), Tile.Items)
        {
            Counted = [depth],
        };
    }

    private void Explain()
    {
        string factors = Tile.IsTensor ? $", its factors rounded to {DeviceText.Form(Tile.Precision).ToUpperInvariant()}" : "";
        string piece = Plan.Pieces > 1 ? $", of one of {Int(Plan.Pieces)} pieces of the sum" : "";
        writer.Line(
            $"/* {Int(Tile.Rows)} x {Int(Tile.Columns)} results for a group, {Int(Tile.ItemRows)} x {Int(Tile.ItemColumns)} for an item"
            + $"{piece}; the sum in steps of {Int(Tile.Depth)}{factors}. */");
    }

    private static string Times(int factor) => factor > 1 ? $" * {Int(factor)}" : "";

    private static string Int(long value) => CSharpText.Int(value);

    /// <summary>An extent as a number, or as a variable of a name.</summary>
    private string Extent(string name, Dim extent)
    {
        if (extent.IsConstant) return Int(extent.Value);
        writer.Line($"int {name} = {signature.Extent(extent)};");
        return name;
    }

    /// <summary>How many tiles cover an extent.</summary>
    private string Tiles(string name, Dim extent, string text, int tile)
    {
        if (extent.IsConstant) return Int(Covering(extent.Value, tile));
        writer.Line($"int {name} = ({text} + {Int(tile - 1)}) / {Int(tile)};");
        return name;
    }

    private static long Covering(long extent, long tile) => (extent + tile - 1) / tile;

    /// <summary>Which tile, piece and batch the group has; columns of tiles vary first. Gives the first row and column.</summary>
    private (string Row, string Column) Place(string tilesDown, string tilesAcross)
    {
        bool hasBatch = Plan.Batch.Length > 0;
        var counts = new List<(string Name, string Count)>
        {
            ("tileColumn", tilesAcross), ("tileRow", tilesDown), ("piece", Int(Plan.Pieces)), ("batch", hasBatch ? "" : "1"),
        };
        counts.RemoveAll(count => count.Count == "1");
        string rest = "DG_GROUP(0)";
        for (int at = 0; at < counts.Count; at++)
        {
            if (at == counts.Count - 1)
            {
                writer.Line($"int {counts[at].Name} = {rest};");
                break;
            }

            if (at == 0)
            {
                writer.Line("int group = DG_GROUP(0);");
                rest = "group";
            }

            rest = offsets.Peel(rest, counts[at].Name, counts[at].Count);
        }

        if (hasBatch) Enter();
        string First(string tile, int size) => counts.Exists(count => count.Name == tile) ? $"{tile} * {Int(size)}" : "0";
        return (First("tileRow", Tile.Rows), First("tileColumn", Tile.Columns));
    }

    /// <summary>Moves every operand to the group's batch.</summary>
    private void Enter()
    {
        int[] operands = [.. Enumerable.Range(0, starts.Length)];
        string[] moved = offsets.Move("batch", Plan.Batch, operands, starts);
        foreach (int operand in operands.Where(operand => moved[operand] != starts[operand]))
        {
            starts[operand] = counter.Next("start");
            writer.Line($"int {starts[operand]} = {moved[operand]};");
        }
    }

    /// <summary>The item's first row and column in the tile, of which the items have one block, or 32 of them each.</summary>
    private void PlaceItem(ItemLines rows, ItemLines columns)
    {
        writer.Line("int item = DG_THREAD(0);");
        int items = rows.Items * columns.Items, down = Tile.Rows / rows.Block, across = Tile.Columns / columns.Block;
        string lane = "item", row = "", column = "";
        if (items < Tile.Items)
        {
            writer.Line($"int lane = item & {Int(items - 1)};");
            lane = "lane";
            if (down > 1) row = $"item / {Int(items * across)} * {Int(rows.Block)} + ";
            if (across > 1) column = $"(item / {Int(items)} & {Int(across - 1)}) * {Int(columns.Block)} + ";
        }

        string turn = $"{lane} & {Int(columns.Items - 1)}";
        if (columns.Run > 1 || column.Length > 0) turn = $"({turn}){Times(columns.Run)}";
        writer.Line($"int itemRow = {row}{lane} / {Int(columns.Items)}{Times(rows.Run)};");
        writer.Line($"int itemColumn = {column}{turn};");
    }

    /// <summary>The group's part of the sum. Pieces are whole steps, so that vectors stay vectors.</summary>
    private (string Begin, string End) Part(Dim depth, string text)
    {
        if (Plan.Pieces == 1) return ("0", text);
        string pieces = Int(Plan.Pieces), step = Int(Tile.Depth), size;
        if (depth.IsConstant)
        {
            size = Int(Covering(Covering(depth.Value, Plan.Pieces), Tile.Depth) * Tile.Depth);
        }
        else
        {
            size = "pieceDepth";
            writer.Line($"int {size} = (({text} + {Int(Plan.Pieces - 1)}) / {pieces} + {Int(Tile.Depth - 1)}) / {step} * {step};");
        }

        writer.Line($"int begin = piece * {size};");
        writer.Line($"int end = begin + {size} < {text} ? begin + {size} : {text};");
        return ("begin", "end");
    }

    private DeviceFactor Left(Dim extent, string text, string first) => new()
    {
        Name = "left",
        Operand = Plan.Swapped ? 1 : 0,
        Memory = signature.Of(launch.Operands[Plan.Swapped ? 1 : 0]),
        Across = Plan.Rows,
        Line = "row",
        Extent = extent,
        ExtentText = text,
        First = first,
        Lines = Tile.Rows,
        OfItem = Tile.RowsOfItem,
        Pitch = Tile.Rows + Tile.Padding,
        Start = starts[Plan.Swapped ? 1 : 0],
        Load = Plan.LeftLoad,
    };

    private DeviceFactor Right(Dim extent, string text, string first) => new()
    {
        Name = "right",
        Operand = Plan.Swapped ? 0 : 1,
        Memory = signature.Of(launch.Operands[Plan.Swapped ? 0 : 1]),
        Across = Plan.Columns,
        Line = "column",
        Extent = extent,
        ExtentText = text,
        First = first,
        Lines = Tile.Columns,
        OfItem = Tile.ColumnsOfItem,
        Pitch = Tile.Columns + Tile.Padding,
        Start = starts[Plan.Swapped ? 0 : 1],
        Load = Plan.RightLoad,
    };

    /// <summary>One round for each step, and one more: a step is read in its own round and multiplied in the next.</summary>
    private void Sum(
        DeviceFactor left, DeviceFactor right, DeviceFactorPrinter ofLeft, DeviceFactorPrinter ofRight, string begin, string end)
    {
        string step = Int(Tile.Depth);
        writer.Line("/* One round for each step: it is read while the one before is multiplied, and then handed to the group. */");
        writer.Line($"float sum[{Int(Tile.ItemRows)}][{Int(Tile.ItemColumns)}];");
        using (offsets.Unrolled("i", Tile.ItemRows, out string i))
        using (offsets.Unrolled("j", Tile.ItemColumns, out string j)) writer.Line($"sum[{i}][{j}] = 0.0f;");
        writer.Line("int stage = 0;");
        using (writer.Block($"for (int step = {begin}; step < {end} + {step}; step += {step})"))
        {
            using (writer.Block($"if (step < {end})"))
            {
                ofLeft.Read();
                ofRight.Read();
            }

            using (writer.Block($"if (step > {begin})")) Multiply(left, right, ofLeft, ofRight);
            using (writer.Block($"if (step < {end})"))
            {
                ofLeft.Write();
                ofRight.Write();
            }

            writer.Line("DG_SYNC();");
            writer.Line("stage = 1 - stage;");
        }
    }

    /// <summary>The step that was written in the round before: the other stage.</summary>
    private void Multiply(DeviceFactor left, DeviceFactor right, DeviceFactorPrinter ofLeft, DeviceFactorPrinter ofRight)
    {
        void Start(DeviceFactor factor, string item) => writer.Line(
            $"DG_LOCAL const float* {factor.Name} = {factor.Name}Tile + (1 - stage) * {Int(Tile.Depth * factor.Pitch)} + {item};");
        Start(left, "itemRow");
        Start(right, "itemColumn");
        if (Tile.IsTensor)
        {
            writer.Line($"DG_TENSOR_PRODUCT({DeviceText.Form(Tile.Precision)}, item, {Int(Tile.ItemRows)}, {Int(Tile.ItemColumns)}, "
                + $"{Int(Tile.Depth)}, left, {Int(left.Pitch)}, right, {Int(right.Pitch)}, sum);");
            return;
        }

        using (writer.Block($"DG_UNROLL for (int k = 0; k < {Int(Tile.Depth)}; k++)"))
        {
            ofLeft.Take("a");
            ofRight.Take("b");
            using (offsets.Unrolled("i", Tile.ItemRows, out string i))
            using (offsets.Unrolled("j", Tile.ItemColumns, out string j))
                writer.Line($"sum[{i}][{j}] = dg_fma(a[{i}], b[{j}], sum[{i}][{j}]);");
        }
    }

    /// <summary>The number of groups, as an expression of C#.</summary>
    private string Groups(Dim rows, Dim columns)
    {
        long constant = Plan.Pieces;
        var factors = new List<string>();
        void Times(Dim extent, int tile)
        {
            if (extent.IsConstant) constant *= Covering(extent.Value, tile);
            else if (tile == 1) factors.Add(CSharpText.Index.Factor(extent));
            else factors.Add($"(({CSharpText.Index.Extent(extent)} + {Int(tile - 1)}) / {Int(tile)})");
        }

        Times(launch.Loops.Count(Plan.Batch), 1);
        Times(rows, Tile.Rows);
        Times(columns, Tile.Columns);
        return string.Join(" * ", constant == 1 && factors.Count > 0 ? factors : factors.ToImmutableArray().Add(Int(constant)));
    }
}
