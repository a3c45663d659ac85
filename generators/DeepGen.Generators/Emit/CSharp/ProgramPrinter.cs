using DeepGen.Generators.Graph;
using DeepGen.Generators.Schedule;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>Prints a program: its launches in order, the sizes of its buffers, and the definition that the runtime reads.</summary>
/// <typeparam name="TKernel">The text of a kernel.</typeparam>
internal abstract class ProgramPrinter<TKernel>(ProgramPlan program, IReadOnlyList<string> dims, CancellationToken cancellation)
    where TKernel : class
{
    protected ProgramPlan Program => program;

    /// <summary>The definition, the method that sizes the buffers, and the one that runs the launches.</summary>
    public void Print(CodeWriter writer)
    {
        var kernels = Concurrently.Select(program.Launches, Kernel, cancellation);
        PrintDefinition(writer);
        writer.Line();
        const string Spans = "global::System.ReadOnlySpan<nint> dims, global::System.Span<nint> sizes";
        using (writer.Block($"private static void {program.Name}Sizes({Spans})"))
        {
            foreach (string name in dims) writer.Line($"nint {CSharpText.DimName(name)} = dims[{Index(name)}];");
            foreach (var (value, limit, layer) in ExtentConditions.Of(program.Model)) Condition(writer, value, limit, layer);
            Conditions(writer, kernels);
            foreach (var (storage, _, _) in program.Arena)
                writer.Line($"sizes[{CSharpText.Int(storage.Index)}] = {CSharpText.Extent(storage.Size)};");
        }

        writer.Line();
        using (writer.Block(RunHeader))
        {
            foreach (string name in dims) writer.Line($"nint {CSharpText.DimName(name)} = s.Dim({Index(name)});");
            for (int at = 0; at < kernels.Length;) at = Launch(writer, at, kernels);
        }
    }

    /// <summary>The header of the method that runs the launches.</summary>
    protected abstract string RunHeader { get; }

    /// <summary>The last arguments of the definition: what runs the launches.</summary>
    protected abstract IEnumerable<string> Runs { get; }

    /// <summary>Whether all that the launches do to memory goes through the session.</summary>
    protected virtual bool CanRehearse => false;

    /// <summary>The kernel of a launch; null of one that calls the runtime's. Kernels are printed side by side.</summary>
    protected abstract TKernel? Kernel(Launch launch);

    /// <summary>Refuses what the target cannot count.</summary>
    /// <param name="kernels">The kernels of all launches.</param>
    protected virtual void Conditions(CodeWriter writer, TKernel?[] kernels)
    {
    }

    /// <summary>Writes a launch, or several in a row that belong together.</summary>
    /// <param name="at">The number of the launch.</param>
    /// <param name="kernels">The kernels of all launches.</param>
    /// <returns>The number of the next launch.</returns>
    protected abstract int Launch(CodeWriter writer, int at, TKernel?[] kernels);

    protected string Index(string name) => CSharpText.Int(dims.ToList().IndexOf(name));

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
        foreach (string line in Runs) writer.Line("    " + line);
        writer.Line("{");
        int inputs = program.Model.Inputs.Length;
        writer.Line($"    Inputs = [{Indices(program.Inputs.Take(inputs))}],");
        writer.Line($"    Targets = [{Indices(program.Inputs.Skip(inputs))}],");
        writer.Line($"    Outputs = [{Indices(program.Outputs)}],");
        if (!program.InputGradients.IsEmpty) writer.Line($"    InputGradients = [{Indices(program.InputGradients)}],");
        writer.Line($"    Loss = {CSharpText.Int(program.Loss?.Index ?? -1)},");
        if (CanRehearse) writer.Line("    CanRehearse = true,");
        writer.Line("};");
    }

    private static string Indices(IEnumerable<Storage> storages)
        => string.Join(", ", storages.Select(storage => CSharpText.Int(storage.Index)));
}
