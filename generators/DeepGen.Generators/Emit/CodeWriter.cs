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
        int end = lines.Length;
        while (end > 0 && lines[end - 1] == '\n') end--;
        for (int start = 0, stop; start <= end; start = stop + 1)
        {
            stop = lines.IndexOf('\n', start, end - start);
            if (stop < 0) stop = end;
            if (stop > start) text.Append(' ', depth * 4).Append(lines, start, stop - start);
            text.Append('\n');
        }

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

    /// <summary>The text without some of its pieces, given in order.</summary>
    public string Without(IEnumerable<(int Start, int End)> pieces)
    {
        var kept = new char[text.Length];
        int length = 0, next = 0;
        foreach (var (start, end) in pieces.Append((text.Length, text.Length)))
        {
            text.CopyTo(next, kept, length, start - next);
            length += start - next;
            next = end;
        }

        return new string(kept, 0, length);
    }

    private sealed class Closer(CodeWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer.depth--;
            writer.Line("}");
        }
    }
}
