using DeepGen.Generators.Graph;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Cpu;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>Prints a program: its launches in order, the sizes of its buffers, and the definition that the runtime reads.</summary>
internal sealed class ProgramPrinter(CpuProgram program, IReadOnlyList<string> dims, KernelLibrary kernels)
{
    /// <summary>The method that runs the launches, and the one that sizes the buffers.</summary>
    public void Print(CodeWriter writer)
    {
        PrintDefinition(writer);
        writer.Line();
        const string Spans = "global::System.ReadOnlySpan<nint> dims, global::System.Span<nint> sizes";
        using (writer.Block($"private static void {program.Name}Sizes({Spans})"))
        {
            foreach (string name in dims) writer.Line($"nint {CSharpText.DimName(name)} = dims[{Index(name)}];");
            foreach (var (value, limit, layer) in ExtentConditions.Of(program.Model)) Condition(writer, value, limit, layer);
            foreach (var (storage, _, _) in program.Arena)
                writer.Line($"sizes[{CSharpText.Int(storage.Index)}] = {CSharpText.Extent(storage.Size)};");
        }

        writer.Line();
        using (writer.Block($"private static void Run{program.Name}<T>(global::DeepGen.Runtime.Session s) where T : struct, ISimd<T>"))
        {
            foreach (string name in dims) writer.Line($"nint {CSharpText.DimName(name)} = s.Dim({Index(name)});");
            for (int at = 0; at < program.Launches.Length;) at = Launch(writer, at);
        }
    }

    /// <summary>Refuses a binding of the run-time dims that would leave a value without elements.</summary>
    private static void Condition(CodeWriter writer, Dim value, int limit, string layer)
    {
        string names = string.Join(", ", value.Names.Select(name => $"{name} = {{{CSharpText.DimName(name)}}}"));
        using (writer.Block($"if ({CSharpText.Extent(value)} < {CSharpText.Int(limit)})"))
        {
            string why = $"'{layer}' does not fit into its input with {names}: {value} must be at least {CSharpText.Int(limit)}; "
                + "give a larger input.";
            writer.Line($"throw new global::System.ArgumentException(global::System.FormattableString.Invariant($\"{why}\"));");
        }
    }

    private void PrintDefinition(CodeWriter writer)
    {
        writer.Line($"private static ProgramDefinition {program.Name}Program() => new(");
        writer.Line($"    \"{program.Name}\",");
        writer.Line("    [");
        foreach (var (storage, first, last) in program.Arena)
        {
            string what = $"{CSharpText.Int(storage.Index)}: {storage.Name}, {storage.Size} floats";
            writer.Line($"        new({CSharpText.Int(first)}, {CSharpText.Int(last)}), // {what}");
        }

        writer.Line("    ],");
        writer.Line($"    {program.Name}Sizes,");
        writer.Line("    SimdWidth.Preferred switch");
        writer.Line("    {");
        writer.Line($"        16 => Run{program.Name}<Simd16>,");
        writer.Line($"        8 => Run{program.Name}<Simd8>,");
        writer.Line($"        _ => Run{program.Name}<Simd4>,");
        writer.Line("    })");
        writer.Line("{");
        int inputs = program.Model.Inputs.Length;
        writer.Line($"    Inputs = [{Indices(program.Inputs.Take(inputs))}],");
        writer.Line($"    Targets = [{Indices(program.Inputs.Skip(inputs))}],");
        writer.Line($"    Outputs = [{Indices(program.Outputs)}],");
        if (!program.InputGradients.IsEmpty) writer.Line($"    InputGradients = [{Indices(program.InputGradients)}],");
        writer.Line($"    Loss = {CSharpText.Int(program.Loss?.Index ?? -1)},");
        writer.Line("};");
    }

    /// <summary>One launch, or all in a row that write the same pack.</summary>
    /// <returns>The number of the next launch.</returns>
    private int Launch(CodeWriter writer, int at)
    {
        switch (program.Launches[at])
        {
            case FillLaunch fill:
                writer.Line($"Copies.Fill(ref {Reference(fill.Storage)}, {CSharpText.Extent(fill.Storage.Size)}, 0f);");
                break;
            case HaloLaunch { Storage: { Halo: { } halo } storage }:
                writer.Line(
                    $"Halos.Clear(ref {Reference(storage)}, [{string.Join(", ", halo.Extents.Select(CSharpText.Extent))}], "
                    + $"[{string.Join(", ", halo.Low.Select(CSharpText.Int))}], [{string.Join(", ", halo.High.Select(CSharpText.Int))}]);");
                break;
            case { Pack: { } pack }:
                using (writer.Block($"if (s.PackIsStale({CSharpText.Int(pack.Index)}))"))
                {
                    for (; program.Launches[at].Pack == pack; at++) Run(writer, Kernel(program.Launches[at]));
                    writer.Line($"s.PackWritten({CSharpText.Int(pack.Index)});");
                }

                return at;
            case var launch:
                Run(writer, Kernel(launch));
                break;
        }

        return at + 1;
    }

    private static KernelText Kernel(Launch launch) => launch switch
    {
        LoopLaunch loop => LoopPrinter.Print(loop),
        LineLaunch line => LinePrinter.Print(line),
        ContractLaunch contract => ContractPrinter.Print(contract),
        WinogradLaunch convolution => WinogradPrinter.Print(convolution),
        WinogradPackLaunch pack => WinogradPrinter.Print(pack),
        WinogradSumLaunch sum => WinogradPrinter.Print(sum),
        WinogradFinishLaunch finish => WinogradPrinter.Print(finish),
        _ => throw new InvalidOperationException($"{launch} cannot be printed."),
    };

    private void Run(CodeWriter writer, KernelText kernel)
    {
        if (kernel.Scratch is { } scratch) writer.Line($"s.Reserve({scratch});");
        string call = kernels.Call(kernel, Reference, dim => $"s.Dim({Index(dim)})");
        writer.Line($"s.Run(static (s, begin, end) => {call}, {kernel.Items}, {kernel.Cost});");
    }

    private static string Reference(Storage storage) => storage.Kind switch
    {
        StorageKind.Parameter => $"s.Parameter({CSharpText.Extent(storage.Offset)})",
        StorageKind.Gradient => $"s.Gradient({CSharpText.Extent(storage.Offset)})",
        StorageKind.State => $"s.State({CSharpText.Extent(storage.Offset)})",
        StorageKind.Setting => $"s.Setting({CSharpText.Extent(storage.Offset)})",
        StorageKind.Pack => $"s.Packed({CSharpText.Int(storage.Index)})",
        _ => $"s.Buffer({CSharpText.Int(storage.Index)})",
    };

    private string Index(string name) => CSharpText.Int(dims.ToList().IndexOf(name));

    private static string Indices(IEnumerable<Storage> storages)
        => string.Join(", ", storages.Select(storage => CSharpText.Int(storage.Index)));
}
