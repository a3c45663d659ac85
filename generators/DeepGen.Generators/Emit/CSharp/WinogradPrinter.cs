using DeepGen.Generators.Graph;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Cpu;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>
/// Prints the launches of Winograd's algorithm: blocks of tiles, the call that does one, and the epilogue on what it stored.
/// </summary>
internal static class WinogradPrinter
{
    private const int PackItem = 16 * 32 * 36;

    public static KernelText Print(WinogradPackLaunch launch)
    {
        var writer = new CodeWriter();
        var signature = new KernelSignature(CSharpText.Index);
        string strides = string.Join(", ", launch.Strides.Select(signature.Extent));
        writer.Line("Winograd.PackKernels<T>(");
        writer.Line($"    ref {At(signature, launch.From, launch.Offset)}, {strides},");
        writer.Line($"    {CSharpText.Int(launch.Inputs)}, {CSharpText.Int(launch.Outputs)}, ref {signature.Of(launch.To)}, begin, end);");
        string items = CSharpText.Int((launch.Inputs + 15) / 16 * ((launch.Outputs + 31) / 32));
        return Text(launch, writer.ToString(), signature, items, CSharpText.Int(PackItem));
    }

    public static KernelText Print(WinogradSumLaunch launch)
    {
        var writer = new CodeWriter();
        var signature = new KernelSignature(CSharpText.Index);
        var tiles = launch.Batch * WinogradLaunch.Tiles(launch.Rows) * WinogradLaunch.Tiles(launch.Columns);
        string parts = CSharpText.Int(launch.Parts), outputs = CSharpText.Int(launch.Gradient.Channels);
        string block = CSharpText.Int(launch.OutputsOfBlock);
        using (writer.Block("for (nint item = begin; item < end; item++)"))
        {
            writer.Line($"nint piece = item % {parts};");
            writer.Line($"nint first = item / {parts} * {block};");
            writer.Line("Winograd.KernelGradients<T>(");
            writer.Line($"    {Images(signature, launch.Image, "0")}, {CSharpText.Int(launch.Image.Channels)},");
            writer.Line($"    {Images(signature, launch.Gradient, "first")}, nint.Min({block}, {outputs} - first),");
            writer.Line($"    {signature.Extent(launch.Rows)}, {signature.Extent(launch.Columns)},");
            string total = signature.Factor(tiles);
            writer.Line($"    {total} * piece / {parts}, {total} * (piece + 1) / {parts}, {CSharpText.Int(launch.Step)},");
            string sums = $"piece * {CSharpText.Int(launch.SumsOfPart)} + "
                + $"first * {CSharpText.Int(launch.SumsOfPart / launch.Gradient.Channels)}";
            writer.Line($"    ref Unsafe.Add(ref {signature.Of(launch.Sums)}, {sums}), ref scratch);");
        }

        long products = 36 * launch.Image.Channels * launch.OutputsOfBlock;
        return Text(
            launch, writer.ToString(), signature, CSharpText.Int(launch.Parts * launch.Blocks),
            $"1 + {signature.Factor(tiles)} * {CSharpText.Int(products / launch.Parts / 8 + 1)}") with
        {
            Scratch = $"Winograd.GradientScratch({CSharpText.Int(launch.Image.Channels)}, {block}, {CSharpText.Int(launch.Step)})",
        };
    }

    public static KernelText Print(WinogradFinishLaunch launch)
    {
        var writer = new CodeWriter();
        var signature = new KernelSignature(CSharpText.Index);
        var sum = launch.Sum;
        string strides = string.Join(", ", new[] { launch.Output, launch.Input, launch.Row, launch.Column }.Select(signature.Extent));
        writer.Line("Winograd.FinishKernels<T>(");
        writer.Line(
            $"    ref {signature.Of(sum.Sums)}, {CSharpText.Int(sum.Parts)}, {CSharpText.Int(sum.Image.Channels)}, "
            + $"{CSharpText.Int(sum.Gradient.Channels)},");
        writer.Line($"    ref {At(signature, launch.Result, launch.Offset)}, {strides}, begin, end);");
        return Text(
            launch, writer.ToString(), signature, CSharpText.Int(sum.Gradient.Channels),
            CSharpText.Int(36 * sum.Image.Channels * sum.Parts));
    }

    public static KernelText Print(WinogradLaunch launch)
    {
        var writer = new CodeWriter();
        var signature = new KernelSignature(CSharpText.Index);
        var counter = new Counter();
        var indices = new LiveIndices(writer, signature, CSharpDialect.Single);
        var epilogue = new EpiloguePrinter(launch, launch.Output, writer, signature, indices, counter);
        var total = launch.Batch.Extent * launch.TilesOfImage;
        string items = $"({signature.Factor(total)} + {CSharpText.Int(launch.TilesOfItem - 1)}) / {CSharpText.Int(launch.TilesOfItem)}";
        using (writer.Block("for (nint item = begin; item < end; item++)"))
        {
            writer.Line($"nint count = {items};");
            writer.Line($"nint first = {signature.Factor(total)} * item / count;");
            writer.Line($"nint last = {signature.Factor(total)} * (item + 1) / count;");
            writer.Line("Winograd.Convolve<T>(");
            writer.Line($"    {Images(signature, launch, launch.Image)}, {CSharpText.Int(launch.Inputs)},");
            writer.Line($"    ref {signature.Of(launch.Operands[1 - launch.Image])},");
            writer.Line($"    {Images(signature, launch, ProductLaunch.Result)}, {signature.Extent(launch.Output.Extent)},");
            writer.Line($"    {signature.Extent(launch.Row.Extent)}, {signature.Extent(launch.Column.Extent)}, first, last, ref scratch);");
            if (launch.Epilogue.Length > 0) Epilogue(launch, writer, signature, indices, counter, epilogue);
        }

        var products = launch.Output.Extent * (36 * launch.Inputs * launch.TilesOfItem / 8);
        return new KernelText(
            launch.Name, new KernelComment(launch).Lines(), indices.Settle(), signature.Memory, signature.Dims, [], items,
            signature.Extent(products), Vector: true)
        {
            Scratch = $"Winograd.ConvolveScratch({CSharpText.Int(launch.Inputs)}, {CSharpText.Int(launch.TilesOfItem)})",
        };
    }

    private static void Epilogue(
        WinogradLaunch launch, CodeWriter writer, KernelSignature signature, LiveIndices indices, Counter counter, EpiloguePrinter epilogue)
    {
        string[] index = [.. launch.Offsets.Select(offset => offset == Dim.Zero ? "0" : signature.Extent(offset))];
        void Enter(LoopAxis loop, string variable) => indices.Enter(index, loop.Strides, variable, counter, ProductLaunch.Result);

        string rows = signature.Extent(launch.Row.Extent), columns = signature.Extent(launch.Column.Extent);
        string across = signature.Divisor(WinogradLaunch.Tiles(launch.Column.Extent)), all = signature.Divisor(launch.TilesOfImage);
        using (writer.Block("for (nint tile = first; tile < last; tile++)"))
        {
            writer.Line($"nint row = tile % {all} / {across} * Winograd.Tile;");
            writer.Line($"nint column = tile % {across} * Winograd.Tile;");
            if (!launch.Batch.Extent.IsOne)
            {
                string image = counter.Next("i");
                writer.Line($"nint {image} = tile / {all};");
                Enter(launch.Batch, image);
            }

            string[] saved = [.. index];
            string y = counter.Next("i"), x = counter.Next("i");
            using (writer.Block($"for (nint {y} = row; {y} < nint.Min(row + Winograd.Tile, {rows}); {y}++)"))
            {
                Enter(launch.Row, y);
                using (writer.Block($"for (nint {x} = column; {x} < nint.Min(column + Winograd.Tile, {columns}); {x}++)"))
                {
                    Enter(launch.Column, x);
                    epilogue.Row(index, signature.Extent(launch.Output.Extent));
                }
            }

            saved.CopyTo(index, 0);
        }
    }

    private static string Images(KernelSignature signature, WinogradLaunch launch, int operand)
    {
        string Stride(LoopAxis loop) => signature.Extent(loop.Strides[operand]);
        return $"ref {At(signature, launch.Operands[operand], launch.Offsets[operand])}, "
            + $"{Stride(launch.Batch)}, {Stride(launch.Row)}, {Stride(launch.Column)}";
    }

    private static string Images(KernelSignature signature, ImagesView images, string channel)
    {
        string offset = images.Offset == Dim.Zero ? channel : channel == "0" ? signature.Extent(images.Offset)
            : $"{signature.Extent(images.Offset)} + {channel}";
        string start = signature.Of(images.Storage);
        return $"ref {(offset == "0" ? start : $"Unsafe.Add(ref {start}, {offset})")}, "
            + $"{signature.Extent(images.Image)}, {signature.Extent(images.Row)}, {signature.Extent(images.Column)}";
    }

    private static string At(KernelSignature signature, Storage storage, Dim offset)
        => offset == Dim.Zero ? signature.Of(storage) : $"Unsafe.Add(ref {signature.Of(storage)}, {signature.Extent(offset)})";

    private static KernelText Text(Launch launch, string body, KernelSignature signature, string items, string cost)
        => new(
            launch.Name, new KernelComment(launch).Lines(), body, signature.Memory, signature.Dims, [], items, cost, Vector: true);
}
