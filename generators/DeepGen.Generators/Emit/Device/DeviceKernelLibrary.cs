using System.Text.RegularExpressions;
using DeepGen.Generators.Emit.CSharp;
using DeepGen.Generators.Schedule;
using DeepGen.Generators.Schedule.Device;

namespace DeepGen.Generators.Emit.Device;

/// <summary>The kernels of a model's programs for devices. Equal kernels (up to the names of their memory) are emitted once.</summary>
/// <param name="texts">Remembers the texts of launches by their forms; null for <see cref="Remembered"/>.</param>
internal sealed class DeviceKernelLibrary(Memo<LaunchForm, (LaunchForm Form, DeviceKernelText Text)>? texts = null)
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

    private static readonly Memo<string, bool> ReservedNames = new(most: 1024);

    /// <summary>The texts of all models: after an edit most kernels are what they were.</summary>
    public static Memo<LaunchForm, (LaunchForm Form, DeviceKernelText Text)> Remembered { get; } = new(most: 1024);

    private readonly Memo<LaunchForm, (LaunchForm Form, DeviceKernelText Text)> texts = texts ?? Remembered;
    private readonly KernelNames names = new([], name => ReservedNames.Get(name, IsReserved));
    private readonly List<(DeviceKernelText Kernel, string Name)> kernels = [];
    private readonly Dictionary<Form, int> places = [];

    /// <summary>The text of a launch; of launches alike it is printed once.</summary>
    public DeviceKernelText TextOf(Launch launch) => launch switch
    {
        LoopLaunch loop => TextOf(loop, LaunchForm.Of(loop)),
        DeviceContractLaunch contract => TextOf(contract, LaunchForm.Of(contract)),
        _ => DeviceProgramPrinter.TextOf(launch),
    };

    /// <summary>The place of a kernel among all.</summary>
    public int Of(DeviceKernelText kernel)
    {
        var form = Form.Of(kernel);
        if (places.TryGetValue(form, out int place)) return place;
        kernels.Add((kernel, names.New(DeviceText.Identifier(CSharpText.Pascal(kernel.Name)))));
        places.Add(form, kernels.Count - 1);
        return kernels.Count - 1;
    }

    /// <summary>The text of each kernel.</summary>
    public IEnumerable<string> Texts => kernels.Select(kernel =>
    {
        var writer = new CodeWriter();
        Write(writer, kernel.Kernel, kernel.Name);
        return writer.ToString();
    });

    /// <summary>The kernels' names and sizes of groups.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="indent">What each line begins with.</param>
    public void Definitions(CodeWriter writer, string indent)
    {
        writer.Line($"{indent}Kernels =").Line($"{indent}[");
        foreach (var (kernel, name) in kernels)
        {
            string y = kernel.GroupY == 1 ? "" : $", {CSharpText.Int(kernel.GroupY)}";
            writer.Line($"{indent}    new(\"{name}\", {CSharpText.Int(kernel.GroupX)}{y}),");
        }

        writer.Line($"{indent}],");
    }

    /// <summary>The text of all kernels, as a constant.</summary>
    public void Print(CodeWriter writer, CancellationToken cancellation)
    {
        writer.Line("private const string Kernels = \"\"\"");
        using (writer.Indented())
        {
            writer.AddAll(kernels, (piece, kernel) => Write(piece, kernel.Kernel, kernel.Name), cancellation);
            writer.Line("\"\"\";");
        }
    }

    private DeviceKernelText TextOf(Launch launch, LaunchForm form)
    {
        var (first, text) = texts.Get(form, _ => (form, DeviceProgramPrinter.TextOf(launch) with { Name = "", Comment = [] }));
        return text with
        {
            Name = launch.Name,
            Comment = new KernelComment(launch).Lines(),
            Memory = [.. text.Memory.Select(parameter => parameter with { Storage = form.Counterpart(parameter.Storage, first) })],
            RandomPaths = [.. text.RandomPaths.Select(path => form.Counterpart(path, first))],
        };
    }

    private static bool IsReserved(string name)
        => Reserved.Contains(name) || Function.IsMatch(name) || name.StartsWith("dim", StringComparison.Ordinal)
            || name.StartsWith("dg_", StringComparison.Ordinal);

    private void Write(CodeWriter writer, DeviceKernelText kernel, string name)
    {
        var memory = names.Parameters(kernel.Memory.Select(parameter => parameter.Storage), kernel.Body)
            .Select(DeviceText.Identifier).ToArray();
        string[] parameters = [.. kernel.Memory.Select((parameter, at) =>
                $"DG_GLOBAL {(parameter.IsWritten ? "" : "const ")}float* DG_RESTRICT {memory[at]}, dg_i64 {memory[at]}_at")
            .Concat(kernel.RandomPaths.IsEmpty ? [] : ["DG_GLOBAL const dg_u32* DG_RESTRICT key, dg_i64 key_at"])
            .Concat(kernel.Dims.Select(dim => "int " + DeviceText.DimName(dim)))
            .Concat(kernel.RandomPaths.Select((_, at) => FormattableString.Invariant($"dg_u32 random{at}")))];
        foreach (string line in kernel.Comment) writer.Line("// " + DeviceText.Comment(line));
        string groups = $"{CSharpText.Int(kernel.GroupX)}, {CSharpText.Int(kernel.GroupY)}";
        writer.Line($"DG_KERNEL({groups}) {name}(");
        for (int at = 0; at < parameters.Length; at++) writer.Line($"    {parameters[at]}{(at < parameters.Length - 1 ? "," : ")")}");
        using (writer.Block(""))
        {
            foreach (string pointer in memory) writer.Line($"{pointer} += {pointer}_at;");
            if (!kernel.RandomPaths.IsEmpty) writer.Line("key += key_at;");
            KernelSignature.Write(writer, kernel.Body, memory);
        }
    }

    /// <summary>What launches must have in common to run one kernel.</summary>
    private sealed record Form(int GroupX, int GroupY, string Dims, string Memory, int RandomPaths, string Body)
    {
        public static Form Of(DeviceKernelText kernel) => new(
            kernel.GroupX, kernel.GroupY, string.Join(",", kernel.Dims),
            string.Concat(kernel.Memory.Select(parameter => parameter.IsWritten ? 'w' : 'r')), kernel.RandomPaths.Length, kernel.Body);
    }
}
