using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Cpu;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>Prints a program for the processor.</summary>
internal sealed class CpuProgramPrinter(
    ProgramPlan program, IReadOnlyList<string> dims, KernelLibrary kernels, CancellationToken cancellation)
    : ProgramPrinter<KernelText>(program, dims, cancellation)
{
    protected override string RunHeader
        => $"private static void Run{Program.Name}<T>(global::DeepGen.Runtime.Session s) where T : struct, ISimd<T>";

    protected override IEnumerable<string> Runs =>
    [
        "SimdWidth.Preferred switch",
        "{",
        $"    16 => Run{Program.Name}<Simd16>,",
        $"    8 => Run{Program.Name}<Simd8>,",
        $"    _ => Run{Program.Name}<Simd4>,",
        "})",
    ];

    protected override bool CanRehearse => true;

    /// <remarks>Launches in a row that write the same pack are passed over together.</remarks>
    protected override int Launch(CodeWriter writer, int at, KernelText?[] kernels)
    {
        switch (Program.Launches[at])
        {
            case FillLaunch or HaloLaunch:
                writer.Line(Clear(Program.Launches[at], Reference));
                break;
            case ChainLaunch chain:
                Run(writer, chain, kernels[at]!);
                break;
            case { Pack: { } pack }:
                using (writer.Block($"if (s.PackIsStale({CSharpText.Int(pack.Index)}))"))
                {
                    for (; Program.Launches[at].Pack == pack; at++) Run(writer, kernels[at]!);
                    writer.Line($"s.PackWritten({CSharpText.Int(pack.Index)});");
                }

                return at;
            default:
                Run(writer, kernels[at]!);
                break;
        }

        return at + 1;
    }

    protected override KernelText? Kernel(Launch launch) => launch switch
    {
        FillLaunch or HaloLaunch => null,
        LoopLaunch loop => kernels.TextOf(loop),
        ChainLaunch chain => new KernelText(
            chain.Name, [], "", [], [], [], CSharpText.Extent(chain.Batch), "", Vector: false)
        {
            Scratch = chain.Room == 0 ? null : CSharpText.Int(chain.Room),
            Parts = [.. chain.Parts.Select(part => Kernel(part.Launch))],
        },
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

    /// <summary>Runs the parts for one element of the batch, each as if there were no other element.</summary>
    private void Run(CodeWriter writer, ChainLaunch chain, KernelText text)
    {
        string batch = CSharpText.Extent(chain.Batch);
        if (text.Scratch is { } room) writer.Line($"s.Reserve({room});");
        writer.Line("s.RunChain(static (global::DeepGen.Runtime.Session s, nint element, ref ChainShare share) =>");
        writer.Line("{");
        using (writer.Indented())
        {
            writer.Line($"const nint {batch} = 1;");
            for (int at = 0; at < chain.Parts.Count; at++)
            {
                var part = chain.Parts[at];
                string Place(Storage storage) => PlaceIn(chain, part, storage);
                string takes = $"if (share.Takes({CSharpText.Int(at)}, {text.Parts[at]?.Items ?? "1"}))";
                if (text.Parts[at] is { } kernel)
                {
                    writer.Line($"{takes} {kernels.Call(kernel, Place, _ => batch, "share.Begin", "share.End")};");
                }
                else
                {
                    writer.Line($"{takes} {Clear(part.Launch, Place)}");
                }
            }
        }

        writer.Line($"}}, {batch}, [{string.Join(", ", chain.Parts.Select(part => CSharpText.Int(part.Cost)))}]);");
    }

    /// <summary>A storage as a chain has it at an element of the batch.</summary>
    private static string PlaceIn(ChainLaunch chain, ChainPart part, Storage storage)
    {
        if (chain.Inside.TryGetValue(storage, out long at)) return Moved("s.Scratch()", at == 0 ? "0" : CSharpText.Int(at));
        bool moves = part.Steps.TryGetValue(storage, out long step) && step > 0;
        return Moved(Reference(storage), !moves ? "0" : step == 1 ? "element" : $"element * {CSharpText.Int(step)}");
    }

    private static string Moved(string reference, string by) => by == "0" ? reference : $"Unsafe.Add(ref {reference}, {by})";

    private static string Clear(Launch launch, Func<Storage, string> reference) => launch switch
    {
        FillLaunch { Storage: var storage } => $"s.Clear(ref {reference(storage)}, {CSharpText.Extent(storage.Size)});",
        HaloLaunch { Storage: { Halo: { } halo } storage } =>
            $"s.ClearHalo(ref {reference(storage)}, [{string.Join(", ", halo.Extents.Select(CSharpText.Extent))}], "
            + $"[{string.Join(", ", halo.Low.Select(CSharpText.Int))}], [{string.Join(", ", halo.High.Select(CSharpText.Int))}]);",
        _ => throw new InvalidOperationException($"{launch} clears nothing."),
    };

    private static string Reference(Storage storage) => storage.Kind switch
    {
        StorageKind.Parameter => $"s.Parameter({CSharpText.Extent(storage.Offset)})",
        StorageKind.Gradient => $"s.Gradient({CSharpText.Extent(storage.Offset)})",
        StorageKind.State => $"s.State({CSharpText.Extent(storage.Offset)})",
        StorageKind.Setting => $"s.Setting({CSharpText.Extent(storage.Offset)})",
        StorageKind.Pack => $"s.Packed({CSharpText.Int(storage.Index)})",
        _ => $"s.Buffer({CSharpText.Int(storage.Index)})",
    };
}
