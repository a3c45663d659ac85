using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Emit;

/// <summary>The index variables of a kernel. Each is declared where a loop opens; those that nothing reads are taken out again.</summary>
internal sealed class LiveIndices(CodeWriter writer, KernelSignature signature, Dialect dialect)
{
    private readonly List<Declaration> declarations = [];
    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    public void Use(string name) => used.Add(name);

    /// <summary>Opens a loop: every operand that moves with it gets its new index. Operands that move alike have one.</summary>
    /// <param name="index">The operands' indices so far, and then inside the loop.</param>
    /// <param name="strides">How far a round of the loop moves each.</param>
    /// <param name="round">The loop's own counter.</param>
    /// <param name="counter">Numbers the kernel's variables.</param>
    /// <param name="first">The first operand that is there inside the loop.</param>
    public void Enter(string[] index, IReadOnlyList<Dim> strides, string round, Counter counter, int first = 0)
    {
        var names = new Dictionary<(string From, Dim Stride), string>();
        for (int operand = first; operand < index.Length; operand++)
        {
            var (from, stride) = (index[operand], strides[operand]);
            if (stride == Dim.Zero) continue;
            if (!names.TryGetValue((from, stride), out string? name))
            {
                bool isRound = from == "0" && stride.IsOne;
                name = isRound ? round : counter.Next("at");
                if (!isRound) Declare(name, from, round, stride);
                names.Add((from, stride), name);
            }

            index[operand] = name;
        }
    }

    /// <summary>Declares a variable as another one moved along by a loop's counter.</summary>
    private void Declare(string name, string from, string counter, Dim stride)
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
