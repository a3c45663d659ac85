using System.Buffers;
using System.Text;

namespace DeepGen.Generators.Emit;

/// <summary>Text with braces and indentation; lines end in a line feed on every machine.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    public CodeWriter()
    {
    }

    private CodeWriter(int depth) => this.depth = depth;

    /// <summary>Characters written so far.</summary>
    public int Length => text.Length;

    public CodeWriter Line(string line = "")
    {
        if (line.Length > 0) text.Append(' ', depth * 4).Append(line);
        text.Append('\n');
        return this;
    }

    /// <summary>Several lines, each indented.</summary>
    public CodeWriter Lines(string lines) => Lines(lines, static (text, lines, start, count) => text.Append(lines, start, count));

    /// <summary>Several lines, each indented.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="append">Appends a part of them, which begins at a place and has so many letters.</param>
    public CodeWriter Lines(string lines, Action<StringBuilder, string, int, int> append)
    {
        int end = lines.Length;
        while (end > 0 && lines[end - 1] == '\n') end--;
        for (int start = 0, stop; start <= end; start = stop + 1)
        {
            stop = lines.IndexOf('\n', start, end - start);
            if (stop < 0) stop = end;
            if (stop > start) append(text.Append(' ', depth * 4), lines, start, stop - start);
            text.Append('\n');
        }

        return this;
    }

    /// <summary>Another one at the same depth, for what has to be known before it stands: <see cref="Add"/>.</summary>
    public CodeWriter Beside() => new(depth);

    /// <summary>Adds what another one at the same depth has written.</summary>
    public void Add(CodeWriter other)
    {
        int length = other.text.Length;
        var letters = ArrayPool<char>.Shared.Rent(length);
        other.text.CopyTo(0, letters, 0, length);
        text.Append(letters, 0, length);
        ArrayPool<char>.Shared.Return(letters);
    }

    /// <summary>Adds a piece for each item, with an empty line between two. The pieces are written side by side.</summary>
    public void AddAll<T>(IEnumerable<T> items, Action<CodeWriter, T> write, CancellationToken cancellation)
    {
        var pieces = Concurrently.Select(
            [.. items],
            item =>
            {
                var piece = Beside();
                write(piece, item);
                return piece;
            },
            cancellation);
        for (int at = 0; at < pieces.Length; at++)
        {
            if (at > 0) Line();
            Add(pieces[at]);
        }
    }

    /// <summary>A header line and a block that ends when the result is disposed.</summary>
    public IDisposable Block(string header)
    {
        if (header.Length > 0) Line(header);
        Line("{");
        depth++;
        return new Closer(this, "}");
    }

    /// <summary>Lines further in, until the result is disposed.</summary>
    public IDisposable Indented()
    {
        depth++;
        return new Closer(this, null);
    }

    public override string ToString() => text.ToString();

    /// <summary>The text without some of its pieces, given in order.</summary>
    public string Without(IReadOnlyCollection<(int Start, int End)> pieces)
    {
        if (pieces.Count == 0) return text.ToString();
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

    private sealed class Closer(CodeWriter writer, string? brace) : IDisposable
    {
        public void Dispose()
        {
            writer.depth--;
            if (brace is not null) writer.Line(brace);
        }
    }
}
