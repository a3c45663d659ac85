using System.Text.RegularExpressions;
using DeepGen.Generators.Emit.CSharp;

namespace DeepGen.Generators.Emit.Device;

/// <summary>The kernels of a model's programs for devices. Equal kernels (up to the names of their memory) are emitted once.</summary>
internal sealed class DeviceKernelLibrary
{
    /// <summary>Words of C, of OpenCL C and of C++, and what the prelude's macros stand for in one of the two compilers.</summary>
    private static readonly HashSet<string> Reserved =
    [
        "alignas", "alignof", "and", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char", "class", "compl",
        "concept", "const", "constexpr", "consteval", "constinit", "continue", "decltype", "default", "delete", "do", "double", "else",
        "enum", "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if", "inline", "int", "long", "mutable",
        "namespace", "new", "noexcept", "not", "nullptr", "operator", "or", "private", "protected", "public", "register", "requires",
        "restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch", "template", "this", "throw", "true", "try",
        "typedef", "typeid", "typename", "typeof", "union", "unsigned", "using", "virtual", "void", "volatile", "while", "xor",
        "constant", "global", "half", "image", "kernel", "local", "pipe", "quad", "complex", "imaginary", "uchar", "uint", "ulong",
        "ushort",
        "barrier", "blockIdx", "clamp", "copysign", "fabs", "float4", "key", "linux", "threadIdx", "unix", "vload4", "vstore4",
    ];

    /// <summary>What the macros for functions stand for with the other compiler: of dg_exp, expf.</summary>
    private static readonly Regex Function = new(
        "^(a?(sin|cos|tan)h?|atan2|exp(2|m1)?|log(1p)?|pow|sqrt|erf|floor|ceil|rint|trunc|fma|fabs)f?$", RegexOptions.CultureInvariant);

    private readonly KernelNames names = new([], IsReserved);
    private readonly List<(string Name, int GroupX, int GroupY, string Text)> kernels = [];

    /// <summary>The place of a kernel among all.</summary>
    public int Of(DeviceKernelText kernel)
    {
        string name = names.Of(Canonical(kernel), DeviceText.Identifier(CSharpText.Pascal(kernel.Name)), out bool isNew);
        if (!isNew) return kernels.FindIndex(known => known.Name == name);
        kernels.Add((name, kernel.GroupX, kernel.GroupY, Text(kernel, name)));
        return kernels.Count - 1;
    }

    /// <summary>The text of each kernel.</summary>
    public IEnumerable<string> Texts => kernels.Select(kernel => kernel.Text);

    /// <summary>The kernels' names and sizes of groups.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="indent">What each line begins with.</param>
    public void Definitions(CodeWriter writer, string indent)
    {
        writer.Line($"{indent}Kernels =").Line($"{indent}[");
        foreach (var (name, x, y, _) in kernels)
            writer.Line($"{indent}    new(\"{name}\", {CSharpText.Int(x)}{(y == 1 ? "" : $", {CSharpText.Int(y)}")}),");
        writer.Line($"{indent}],");
    }

    /// <summary>The text of all kernels, as a constant.</summary>
    public void Print(CodeWriter writer)
    {
        writer.Line("private const string Kernels = \"\"\"");
        for (int at = 0; at < kernels.Count; at++)
        {
            if (at > 0) writer.Line();
            writer.Lines(Indented(kernels[at].Text));
        }

        writer.Line("    \"\"\";");
    }

    private static bool IsReserved(string name)
        => Reserved.Contains(name) || Function.IsMatch(name) || name.StartsWith("dim", StringComparison.Ordinal)
            || name.StartsWith("dg_", StringComparison.Ordinal);

    private static string Indented(string text)
        => string.Join("\n", text.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? line : "    " + line));

    private static string Canonical(DeviceKernelText kernel)
        => FormattableString.Invariant($"{kernel.GroupX}x{kernel.GroupY}|{string.Join(",", kernel.Dims)}|")
            + string.Concat(kernel.Memory.Select(parameter => parameter.IsWritten ? 'w' : 'r'))
            + $"|{CSharpText.Int(kernel.RandomPaths.Length)}|{kernel.Body}";

    private string Text(DeviceKernelText kernel, string name)
    {
        var memory = names.Parameters(kernel.Memory.Select(parameter => parameter.Storage), kernel.Body)
            .Select(DeviceText.Identifier).ToArray();
        string[] parameters = [.. kernel.Memory.Select((parameter, at) =>
                $"DG_GLOBAL {(parameter.IsWritten ? "" : "const ")}float* DG_RESTRICT {memory[at]}, dg_i64 {memory[at]}_at")
            .Concat(kernel.RandomPaths.IsEmpty ? [] : ["DG_GLOBAL const dg_u32* DG_RESTRICT key, dg_i64 key_at"])
            .Concat(kernel.Dims.Select(dim => "int " + DeviceText.DimName(dim)))
            .Concat(kernel.RandomPaths.Select((_, at) => FormattableString.Invariant($"dg_u32 random{at}")))];
        var writer = new CodeWriter();
        foreach (string line in kernel.Comment) writer.Line("// " + DeviceText.Comment(line));
        string groups = $"{CSharpText.Int(kernel.GroupX)}, {CSharpText.Int(kernel.GroupY)}";
        writer.Line($"DG_KERNEL({groups}) {name}(");
        for (int at = 0; at < parameters.Length; at++) writer.Line($"    {parameters[at]}{(at < parameters.Length - 1 ? "," : ")")}");
        using (writer.Block(""))
        {
            foreach (string pointer in memory) writer.Line($"{pointer} += {pointer}_at;");
            if (!kernel.RandomPaths.IsEmpty) writer.Line("key += key_at;");
            writer.Lines(KernelSignature.WithParameters(kernel.Body, memory));
        }

        return writer.ToString();
    }
}
