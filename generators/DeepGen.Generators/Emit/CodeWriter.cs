using System.Text;

namespace DeepGen.Generators.Emit;

/// <summary>Text with braces and indentation; lines end in a line feed on every machine.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>Characters written so far.</summary>
    public int Length => text.Length;

    public CodeWriter Line(string line = "")
    {
        if (line.Length > 0) text.Append(' ', depth * 4).Append(line);
        text.Append('\n');
        return this;
    }

    /// <summary>Several lines, each indented.</summary>
    public CodeWriter Lines(string lines)
    {
        foreach (string line in lines.TrimEnd('\n').Split('\n')) Line(line);
        return this;
    }

    /// <summary>A header line and a block that ends when the result is disposed.</summary>
    public IDisposable Block(string header)
    {
        if (header.Length > 0) Line(header);
        Line("{");
        depth++;
        return new Closer(this);
    }

    public override string ToString() => text.ToString();

    private sealed class Closer(CodeWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer.depth--;
            writer.Line("}");
        }
    }
}
