using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Emit;

/// <summary>The index variables of a kernel. Each is declared where a loop opens; those that nothing reads are taken out again.</summary>
internal sealed class LiveIndices(CodeWriter writer, KernelSignature signature, Dialect dialect)
{
    private readonly List<Declaration> declarations = [];
    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    public void Use(string name) => used.Add(name);

    /// <summary>Declares a variable as another one moved along by a loop's counter.</summary>
    public void Declare(string name, string from, string counter, Dim stride)
    {
        int start = writer.Length;
        writer.Line($"{dialect.Counter} {name} = {dialect.Index.Step(from, counter, stride)};");
        declarations.Add(new Declaration(name, from, stride, start, writer.Length));
    }

    /// <summary>The kernel's text with the declarations that are needed; what a needed variable is made from is needed too.</summary>
    public string Settle()
    {
        for (int at = declarations.Count - 1; at >= 0; at--)
        {
            if (!used.Contains(declarations[at].Name)) continue;
            used.Add(declarations[at].From);
            signature.Extent(declarations[at].Stride);
        }

        return writer.Without(
            [.. declarations.Where(declaration => !used.Contains(declaration.Name)).Select(dead => (dead.Start, dead.End))]);
    }

    private sealed record Declaration(string Name, string From, Dim Stride, int Start, int End);
}
