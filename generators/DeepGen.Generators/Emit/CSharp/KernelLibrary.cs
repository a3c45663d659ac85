using System.Text.RegularExpressions;
using DeepGen.Generators.Schedule;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>The kernels of all programs of a model. Equal kernels (up to the names of their memory) are emitted once.</summary>
/// <param name="texts">Remembers the texts of loops by their forms; null for <see cref="Remembered"/>.</param>
internal sealed class KernelLibrary(Memo<LaunchForm, (LaunchForm Form, KernelText Text)>? texts = null)
{
    /// <summary>Names that bodies use for their own variables.</summary>
    private static readonly Regex Reserved = new(
        @"^((i|at|v|k|w|d|x|r|j|sum|count|total|window|position|gathered|better|rest|random)\d+"
        + "|item|block|blocks|row|rows|column|columns|outer|tile|piece|first|last|count|begin|end|scratch|dim.*)$",
        RegexOptions.CultureInvariant);

    private static readonly Memo<string, bool> ReservedNames = new(most: 1024);

    /// <summary>Types that bodies call, which a kernel of the name would hide from them.</summary>
    private static readonly string[] Types =
        ["Copies", "Halos", "Kernels", "Lines", "RandomKey", "Simd1", "SimdFunctions", "System", "Tiles", "Unsafe", "Winograd"];

    /// <summary>The texts of all models: after an edit most kernels are what they were.</summary>
    public static Memo<LaunchForm, (LaunchForm Form, KernelText Text)> Remembered { get; } = new(most: 1024);

    private readonly Memo<LaunchForm, (LaunchForm Form, KernelText Text)> texts = texts ?? Remembered;
    private readonly KernelNames names = new(Types, name => ReservedNames.Get(name, Reserved.IsMatch));
    private readonly List<(KernelText Kernel, string Name)> kernels = [];
    private readonly Dictionary<Form, string> nameByForm = [];

    /// <summary>Number of different kernels.</summary>
    public int Count => kernels.Count;

    /// <summary>The text of a launch; of launches alike it is printed once.</summary>
    public KernelText TextOf(LoopLaunch launch)
    {
        var form = LaunchForm.Of(launch);
        var (first, text) = texts.Get(form, _ => (form, LoopPrinter.Print(launch) with { Name = "", Comment = [] }));
        return text with
        {
            Name = launch.Name,
            Comment = new KernelComment(launch).Lines(),
            Memory = [.. text.Memory.Select(storage => form.Counterpart(storage, first))],
            RandomPaths = [.. text.RandomPaths.Select(path => form.Counterpart(path, first))],
        };
    }

    /// <summary>The call of a kernel within a launch, over a range of its items.</summary>
    public string Call(
        KernelText kernel, Func<Storage, string> reference, Func<string, string> dim, string begin = "begin", string end = "end")
    {
        var form = Form.Of(kernel);
        if (!nameByForm.TryGetValue(form, out string? name))
        {
            name = names.New(CSharpText.Pascal(kernel.Name));
            nameByForm.Add(form, name);
            kernels.Add((kernel, name));
        }

        var arguments = kernel.Memory.Select(storage => "ref " + reference(storage))
            .Concat(kernel.Dims.Select(dim))
            .Concat(kernel.RandomPaths.Select(path => FormattableString.Invariant($"s.Key({path}u)")))
            .Concat(kernel.Scratch is null ? [] : ["ref s.Scratch()"])
            .Append(begin).Append(end);
        return $"Kernels.{name}{(kernel.Vector ? "<T>" : "")}({string.Join(", ", arguments)})";
    }

    public string Print(string header, Func<CodeWriter, IDisposable> open, CancellationToken cancellation)
    {
        var writer = new CodeWriter();
        writer.Lines(header);
        using (open(writer))
        using (writer.Block("private static class Kernels"))
        {
            writer.AddAll(kernels, (piece, kernel) => Method(piece, kernel.Kernel, kernel.Name), cancellation);
        }

        return writer.ToString();
    }

    private void Method(CodeWriter writer, KernelText kernel, string name)
    {
        var parameters = names.Parameters(kernel.Memory, kernel.Body);
        var signature = parameters.Select(parameter => "ref float " + parameter)
            .Concat(kernel.Dims.Select(dim => "nint " + CSharpText.DimName(dim)))
            .Concat(kernel.RandomPaths.Select((_, at) => FormattableString.Invariant($"RandomKey random{at}")))
            .Concat(kernel.Scratch is null ? [] : ["ref float scratch"])
            .Append("nint begin").Append("nint end");
        foreach (string line in kernel.Comment) writer.Line("// " + line);
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        string constraint = kernel.Vector ? " where T : struct, ISimd<T>" : "";
        using (writer.Block($"public static void {name}{(kernel.Vector ? "<T>" : "")}({string.Join(", ", signature)}){constraint}"))
        {
            KernelSignature.Write(writer, kernel.Body, parameters);
        }
    }

    /// <summary>What kernels must have in common to be one method.</summary>
    private sealed record Form(bool Vector, string Dims, int Memory, int RandomPaths, string Body)
    {
        public static Form Of(KernelText kernel)
            => new(kernel.Vector, string.Join(",", kernel.Dims), kernel.Memory.Length, kernel.RandomPaths.Length, kernel.Body);
    }
}
