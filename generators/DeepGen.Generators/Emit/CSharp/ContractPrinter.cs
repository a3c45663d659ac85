using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Schedule.Cpu;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>
/// Prints a tiled product: the loops around the tile, the call into the tile family, and the epilogue over the rows just stored.
/// </summary>
internal sealed class ContractPrinter
{
    private readonly ContractLaunch launch;
    private readonly CodeWriter writer = new();
    private readonly KernelSignature signature = new();
    private readonly Counter counter = new();
    private readonly string[] index;
    private readonly LiveIndices indices;
    private readonly EpiloguePrinter epilogue;

    private ContractPrinter(ContractLaunch launch)
    {
        this.launch = launch;
        indices = new LiveIndices(writer, signature);
        epilogue = new EpiloguePrinter(launch, launch.Plan.Columns, writer, signature, indices, counter);
        index = [.. launch.Offsets.Select(offset => offset == Dim.Zero ? "0" : signature.Extent(offset))];
    }

    private ContractPlan Plan => launch.Plan;

    private int First => Plan.Swapped ? 1 : 0;

    private int Second => 1 - First;

    public static KernelText Print(ContractLaunch launch) => new ContractPrinter(launch).Run();

    private KernelText Run()
    {
        var outer = Plan.OuterExtent;
        bool cutsRows = Plan.CutsRows;
        string blocks = cutsRows ? $"({signature.Factor(Plan.Rows.Extent)} + {CSharpText.Int(ContractPlan.RowBlock - 1)}) / {CSharpText.Int(ContractPlan.RowBlock)}" : "1";
        using (writer.Block("for (nint item = begin; item < end; item++)"))
        {
            string rest = Decode(cutsRows, blocks, out string rows);
            foreach (var (loop, at) in Plan.Outer.Select((loop, at) => (loop, at)).Reverse())
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

            Tile(rows);
            if (launch.Epilogue.Length > 0) Epilogue(rows);
        }

        string items = outer.IsOne ? blocks : cutsRows ? $"{signature.Factor(outer)} * ({blocks})" : signature.Extent(outer);
        return new KernelText(
            launch.Name, [.. new KernelComment(launch).Lines()], indices.Settle(), signature.Memory, signature.Dims, signature.RandomPaths,
            items, Cost(cutsRows), epilogue.IsVector);
    }

    private string Decode(bool cutsRows, string blocks, out string rows)
    {
        rows = signature.Extent(Plan.Rows.Extent);
        if (!cutsRows) return "item";
        writer.Line($"nint blocks = {blocks};");
        writer.Line("nint block = item % blocks;");
        writer.Line($"nint row = block * {CSharpText.Int(ContractPlan.RowBlock)};");
        writer.Line($"nint rows = nint.Min({CSharpText.Int(ContractPlan.RowBlock)}, {rows} - row);");
        writer.Line("nint tile = item / blocks;");
        Enter(Plan.Rows, "row");
        rows = "rows";
        return "tile";
    }

    private void Enter(LoopAxis loop, string variable)
    {
        for (int operand = 0; operand < index.Length; operand++)
        {
            if (loop.Strides[operand] == Dim.Zero) continue;
            string name = counter.Next("at");
            indices.Declare(name, index[operand], variable, loop.Strides[operand]);
            index[operand] = name;
        }
    }

    private void Tile(string rows)
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

        string Stride(LoopAxis loop, int operand) => signature.Extent(loop.Strides[operand]);
        writer.Line("Tiles.Multiply(");
        writer.Line($"    ref Unsafe.Add(ref {Memory(First)}, {IndexOf(First)}), {Stride(Plan.Rows, First)}, {Stride(Plan.Depth, First)}, {Stride(Plan.Blocks, First)},");
        writer.Line($"    ref Unsafe.Add(ref {Memory(Second)}, {IndexOf(Second)}), {Stride(Plan.Depth, Second)}, {Stride(Plan.Blocks, Second)},");
        writer.Line($"    ref Unsafe.Add(ref {Memory(ProductLaunch.Result)}, {IndexOf(ProductLaunch.Result)}), {Stride(Plan.Rows, ProductLaunch.Result)},");
        writer.Line($"    {rows}, {signature.Extent(Plan.Columns.Extent)}, {signature.Extent(Plan.Depth.Extent)}, {signature.Extent(Plan.Blocks.Extent)}, {accumulate});");
        foreach (var block in Enumerable.Reverse(blocks)) block.Dispose();
        saved.CopyTo(index, 0);
    }

    private string IndexOf(int operand)
    {
        indices.Use(index[operand]);
        return index[operand];
    }

    private string Memory(int operand) => signature.Of(launch.Operands[operand]);

    private void Epilogue(string rows)
    {
        string row = counter.Next("r");
        using (writer.Block($"for (nint {row} = 0; {row} < {rows}; {row}++)"))
        {
            Enter(Plan.Rows, row);
            epilogue.Row(index);
        }
    }

    private string Cost(bool cutsRows)
    {
        var rows = cutsRows ? Dim.Constant(ContractPlan.RowBlock) : Plan.Rows.Extent;
        var products = new[] { Plan.Columns, Plan.Depth, Plan.Blocks }.Concat(Plan.OuterDepth)
            .Aggregate(rows, (product, loop) => product * loop.Extent);

        // The tiles do about eight products in the time of one simple operation elsewhere.
        return $"1 + {signature.Factor(products)} / 8";
    }
}
