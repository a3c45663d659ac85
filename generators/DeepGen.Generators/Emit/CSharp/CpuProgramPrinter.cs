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
            case FillLaunch fill:
                writer.Line($"s.Clear(ref {Reference(fill.Storage)}, {CSharpText.Extent(fill.Storage.Size)});");
                break;
            case HaloLaunch { Storage: { Halo: { } halo } storage }:
                writer.Line(
                    $"s.ClearHalo(ref {Reference(storage)}, [{string.Join(", ", halo.Extents.Select(CSharpText.Extent))}], "
                    + $"[{string.Join(", ", halo.Low.Select(CSharpText.Int))}], [{string.Join(", ", halo.High.Select(CSharpText.Int))}]);");
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
}
