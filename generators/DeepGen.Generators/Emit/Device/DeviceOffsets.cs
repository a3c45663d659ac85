using DeepGen.Generators.Emit.CSharp;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Schedule.Device;

namespace DeepGen.Generators.Emit.Device;

/// <summary>
/// Prints how far into its storage a count over loops takes each operand. A remainder is written as what the quotient leaves: a division
/// and a modulo of the same numbers side by side become an instruction that the simulator of devices does not know.
/// </summary>
internal sealed class DeviceOffsets(OperandLoops loops, CodeWriter writer, KernelSignature signature, Counter counter)
{
    /// <summary>Declares the coordinates that a count stands for, and gives the index of each operand after moving along them.</summary>
    /// <param name="count">The count, a variable.</param>
    /// <param name="over">The loops that it counts, outermost first.</param>
    /// <param name="operands">The operands.</param>
    /// <param name="from">The index of each of them before.</param>
    public string[] Move(string count, IReadOnlyList<int> over, IReadOnlyList<int> operands, IReadOnlyList<string> from)
    {
        string[] index = [.. from];
        var merged = loops.Merge(over, operands);
        string rest = count;
        for (int at = merged.Count - 1; at >= 0; at--)
        {
            var (extent, strides) = merged[at];
            string coordinate = rest;
            if (at > 0)
            {
                string quotient = counter.Next("q");
                writer.Line($"int {quotient} = {rest} / {signature.Divisor(extent)};");
                coordinate = $"({rest} - {quotient} * {signature.Factor(extent)})";
                rest = quotient;
                if (strides.Count(stride => stride != Dim.Zero) > 1)
                {
                    string name = counter.Next("i");
                    writer.Line($"int {name} = {FormulaPrinter.Unwrap(coordinate)};");
                    coordinate = name;
                }
            }

            for (int operand = 0; operand < index.Length; operand++)
                index[operand] = signature.Step(index[operand], coordinate, strides[operand]);
        }

        return index;
    }

    /// <summary>Takes the innermost of several counts off one, which is declared under a name; what is left is returned.</summary>
    public string Peel(string rest, string name, string extent)
    {
        string quotient = counter.Next("rest");
        writer.Line($"int {quotient} = {rest} / {extent};");
        writer.Line($"int {name} = {rest} - {quotient} * {extent};");
        return quotient;
    }

    /// <summary>A loop whose counter picks registers; none where there is one pass alone. Gives the counter.</summary>
    public IDisposable? Unrolled(string name, int passes, out string pass)
    {
        pass = passes > 1 ? name : "0";
        if (passes == 1) return null;
        return writer.Block($"DG_UNROLL for (int {name} = 0; {name} < {CSharpText.Int(passes)}; {name}++)");
    }
}
