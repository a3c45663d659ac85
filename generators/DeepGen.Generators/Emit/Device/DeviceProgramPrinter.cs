using DeepGen.Generators.Emit.CSharp;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Device;

namespace DeepGen.Generators.Emit.Device;

/// <summary>Prints a program for devices.</summary>
internal sealed class DeviceProgramPrinter(
    ProgramPlan program, IReadOnlyList<string> dims, DeviceKernelLibrary kernels, CancellationToken cancellation)
    : ProgramPrinter<DeviceKernelText>(program, dims, cancellation)
{
    /// <summary>What the runtime allows for any program.</summary>
    private const long MostItems = int.MaxValue - 65536;

    protected override string RunHeader => $"private static void Run{Program.Name}(global::DeepGen.Runtime.Session s)";

    protected override IEnumerable<string> Runs => [$"Run{Program.Name})"];

    protected override int Launch(CodeWriter writer, int at, DeviceKernelText?[] texts)
    {
        var kernel = texts[at]!;
        var memory = kernel.Memory.Select(parameter => Reference(parameter.Storage))
            .Concat(kernel.RandomPaths.IsEmpty ? [] : ["DeviceMemory.Random"]);
        var numbers = kernel.Dims.Select(name => $"(int){CSharpText.DimName(name)}")
            .Concat(kernel.RandomPaths.Select(path => FormattableString.Invariant($"unchecked((int){path}u)")));
        writer.Line(
            $"s.Launch({CSharpText.Int(kernels.Of(kernel))}, new({Groups(kernel.Groups)}), [{string.Join(", ", memory)}], "
            + $"[{string.Join(", ", numbers)}]);");
        return at + 1;
    }

    protected override DeviceKernelText Kernel(Launch launch) => kernels.TextOf(launch);

    /// <remarks>
    /// A kernel counts in 32 bits. Buffers that are too long are refused when they are planned; of the other counts the largest are
    /// looked at.
    /// </remarks>
    protected override void Conditions(CodeWriter writer, DeviceKernelText?[] kernels)
    {
        var seen = new List<Dim>([MostItems, .. Program.Arena.Select(buffer => buffer.Storage.Size)]);
        var unseen = new List<(string Name, Dim Count)>();
        foreach (var kernel in kernels.OfType<DeviceKernelText>())
        {
            foreach (var count in kernel.Counted.Where(count => !seen.Exists(size => size.IsAtLeast(count))))
            {
                if (unseen.Exists(other => other.Count.IsAtLeast(count))) continue;
                unseen.RemoveAll(other => count.IsAtLeast(other.Count));
                unseen.Add((kernel.Name, count));
            }
        }

        foreach (var (name, count) in unseen)
            writer.Line($"DeviceDefinition.CheckItems({CSharpText.Literal(name)}, {CSharpText.Extent(count)});");
    }

    /// <summary>A launch as text.</summary>
    public static DeviceKernelText TextOf(Launch launch) => launch switch
    {
        LoopLaunch loop => DeviceLoopPrinter.Print(loop),
        DeviceContractLaunch contract => DeviceContractPrinter.Print(contract),
        LineLaunch line => DeviceLinePrinter.Print(line),
        HaloLaunch halo => DeviceFillPrinter.Halo(halo),
        FillLaunch fill => DeviceFillPrinter.Fill(fill),
        _ => throw new InvalidOperationException($"{launch} cannot be printed."),
    };

    private static string Groups(DeviceGroupCounts groups)
    {
        string x = FormulaPrinter.Unwrap(groups.X);
        return groups.Y != "1" ? $"{x}, {groups.Y}" : x;
    }

    private static string Reference(Storage storage) => storage.Kind switch
    {
        StorageKind.Arena => $"DeviceMemory.Buffer({CSharpText.Int(storage.Index)})",
        _ => $"DeviceMemory.{storage.Kind}({CSharpText.Extent(storage.Offset)})",
    };
}
