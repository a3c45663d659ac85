using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Cpu;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>
/// Prints a tiled product: the loops around the tile, the call into the tile family, and the epilogue over the rows just stored.
/// </summary>
internal sealed class ContractPrinter
{
    private readonly ContractLaunch launch;
    private readonly CodeWriter writer = new();
    private readonly KernelSignature signature = new(CSharpText.Index);
    private readonly Counter counter = new();
    private readonly string[] index;
    private readonly LiveIndices indices;
    private readonly EpiloguePrinter epilogue;

    private ContractPrinter(ContractLaunch launch)
    {
        this.launch = launch;
        indices = new LiveIndices(writer, signature, CSharpDialect.Single);
        epilogue = new EpiloguePrinter(launch, launch.Plan.Columns, writer, signature, indices, counter);
        index = [.. launch.Offsets.Select(offset => offset == Dim.Zero ? "0" : signature.Extent(offset))];
    }

    private ContractPlan Plan => launch.Plan;

    private int First => Plan.Swapped ? 1 : 0;

    private int Second => 1 - First;

    /// <summary>Groups of rows that go to one tile: of rows that an epilogue follows on there are none.</summary>
    private LoopAxis? Groups => launch.Epilogue.IsEmpty ? Plan.Groups : null;

    /// <summary>The loops over items.</summary>
    private ImmutableArray<LoopAxis> Outer => Groups is null ? Plan.Outer : Plan.Outer.RemoveAt(Plan.Outer.Length - 1);

    public static KernelText Print(ContractLaunch launch) => new ContractPrinter(launch).Run();

    private KernelText Run()
    {
        var outer = Outer.Aggregate(Dim.One, (product, loop) => product * loop.Extent);
        string extents = $"{signature.Extent(Plan.Rows.Extent)}, {signature.Extent(Plan.Columns.Extent)}";
        if (launch.SumsOutside) Sums(accumulate => Items(extents, (rows, columns) => Multiply(rows, columns, accumulate)));
        else Items(extents, (rows, columns) => Sums(accumulate => Multiply(rows, columns, accumulate)));
        string pieces = $"Tiles.Pieces({extents})";
        string items = !Plan.CutsTile ? signature.Extent(outer) : outer.IsOne ? pieces : $"{signature.Factor(outer)} * {pieces}";
        return new KernelText(
            launch.Name, new KernelComment(launch).Lines(), indices.Settle(), signature.Memory, signature.Dims, signature.RandomPaths,
            items, Cost(pieces), epilogue.IsVector);
    }

    /// <summary>The loops over the result around the tile, and the epilogue after it.</summary>
    private void Items(string extents, Action<string, string> tile)
    {
        using (writer.Block("for (nint item = begin; item < end; item++)"))
        {
            string rest = Decode(extents, out string rows, out string columns);
            foreach (var (loop, at) in Outer.Select((loop, at) => (loop, at)).Reverse())
            {
                string variable = counter.Next("i");
                bool isFirst = at == 0;
                writer.Line(isFirst ? $"nint {variable} = {rest};" : $"nint {variable} = {rest} % {signature.Divisor(loop.Extent)};");
                if (!isFirst)
                {
                    string next = counter.Next("rest");
                    writer.Line($"nint {next} = {rest} / {signature.Divisor(loop.Extent)};");
                    rest = next;
                }

                Enter(loop, variable);
            }

            tile(rows, columns);
            if (launch.Epilogue.Length > 0) Epilogue(rows, columns);
        }
    }

    private string Decode(string extents, out string rows, out string columns)
    {
        (rows, columns) = (signature.Extent(Plan.Rows.Extent), signature.Extent(Plan.Columns.Extent));
        if (!Plan.CutsTile) return "item";
        string across = Plan.CutsColumns ? "out nint column, out nint columns" : "out _, out _";
        string outer = Plan.OuterExtent.IsOne ? "" : "nint outer = ";
        writer.Line($"{outer}Tiles.Piece({extents}, item, out nint row, out nint rows, {across});");
        Enter(Plan.Rows, "row");
        rows = "rows";
        if (!Plan.CutsColumns) return "outer";
        Enter(InPanels(Plan.Columns), "column");
        columns = "columns";
        return "outer";
    }

    /// <summary>The columns as steps over the panels of the second factor: a piece begins with a panel.</summary>
    private LoopAxis InPanels(LoopAxis columns) => Plan.Panel is { } panel
        ? columns with { Strides = columns.Strides.SetItem(Second, panel.DivideExactly(ContractPlan.PanelColumns)!) }
        : columns;

    private void Enter(LoopAxis loop, string variable) => indices.Enter(index, loop.Strides, variable, counter);

    /// <summary>The loops of the sum around the tile: all but the first of their rounds add to the result.</summary>
    private void Sums(Action<string> body)
    {
        string[] saved = [.. index];
        var blocks = new List<IDisposable>();
        string accumulate = "false";
        foreach (var loop in Plan.OuterDepth)
        {
            string variable = counter.Next("k");
            blocks.Add(writer.Block($"for (nint {variable} = 0; {variable} < {signature.Extent(loop.Extent)}; {variable}++)"));
            Enter(loop, variable);
            accumulate = accumulate == "false" ? $"{variable} > 0" : $"{accumulate} || {variable} > 0";
        }

        body(accumulate);
        foreach (var block in Enumerable.Reverse(blocks)) block.Dispose();
        saved.CopyTo(index, 0);
    }

    private void Multiply(string rows, string columns, string accumulate)
    {
        string Stride(LoopAxis loop, int operand) => signature.Extent(loop.Strides[operand]);
        string Start(int operand) => $"ref Unsafe.Add(ref {Memory(operand)}, {IndexOf(operand)})";
        string Steps(int operand) => $"{Stride(Plan.Depth, operand)}, {Stride(Plan.Blocks, operand)}";
        string column = Plan.IsTurned ? Stride(Plan.Columns, Second) : "1";
        string depth = $"{signature.Extent(Plan.Depth.Extent)}, {signature.Extent(Plan.Blocks.Extent)}";
        if (Groups is { } groups)
        {
            string Rows(int operand) => $"{Stride(Plan.Rows, operand)}, {Stride(groups, operand)}";
            writer.Line("Tiles.MultiplyGroups(");
            writer.Line($"    {Start(First)}, {Rows(First)}, {Steps(First)},");
            writer.Line($"    {Start(Second)}, {Steps(Second)},");
            writer.Line($"    {Start(ProductLaunch.Result)}, {Rows(ProductLaunch.Result)},");
            writer.Line($"    {signature.Extent(groups.Extent)}, {rows}, {columns}, {depth}, {accumulate});");
            return;
        }

        writer.Line(Plan.Panel is null ? "Tiles.Multiply(" : "Tiles.MultiplyPanels(");
        writer.Line($"    {Start(First)}, {Stride(Plan.Rows, First)}, {Steps(First)},");
        writer.Line(Plan.Panel is { } panel
            ? $"    {Start(Second)}, {signature.Extent(panel)}, {Stride(Plan.Blocks, Second)},"
            : $"    {Start(Second)}, {Steps(Second)}, {column},");
        writer.Line($"    {Start(ProductLaunch.Result)}, {Stride(Plan.Rows, ProductLaunch.Result)},");
        writer.Line($"    {rows}, {columns}, {depth}, {accumulate});");
    }

    private string IndexOf(int operand)
    {
        indices.Use(index[operand]);
        return index[operand];
    }

    private string Memory(int operand) => signature.Of(launch.Operands[operand]);

    private void Epilogue(string rows, string columns)
    {
        string row = counter.Next("r");
        using (writer.Block($"for (nint {row} = 0; {row} < {rows}; {row}++)"))
        {
            Enter(Plan.Rows, row);
            epilogue.Row(index, columns);
        }
    }

    private string Cost(string pieces)
    {
        var products = new[] { Plan.Rows, Plan.Columns, Plan.Depth, Plan.Blocks }.Concat(Plan.OuterDepth)
            .Concat(Groups is { } groups ? [groups] : [])
            .Aggregate(Dim.One, (product, loop) => product * loop.Extent);

        // The tiles do about eight products in the time of one simple operation elsewhere.
        return Plan.CutsTile ? $"1 + {signature.Factor(products)} / (8 * {pieces})" : $"1 + {signature.Factor(products)} / 8";
    }
}
