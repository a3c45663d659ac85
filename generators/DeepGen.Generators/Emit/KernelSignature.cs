using System.Collections.Immutable;
using DeepGen.Generators.Emit.CSharp;
using DeepGen.Generators.Schedule;

namespace DeepGen.Generators.Emit;

/// <summary>Collects what a kernel's body refers to while it is printed.</summary>
/// <param name="text">How the language of the body writes extents.</param>
internal sealed class KernelSignature(IndexText text)
{
    private const char Opening = '\u00ab';
    private const char Closing = '\u00bb';

    private readonly List<Storage> memory = [];
    private readonly HashSet<int> written = [];
    private readonly SortedSet<string> dims = new(StringComparer.Ordinal);
    private readonly List<uint> randomPaths = [];

    public ImmutableArray<Storage> Memory => [.. memory];

    public ImmutableArray<string> Dims => [.. dims];

    public ImmutableArray<uint> RandomPaths => [.. randomPaths];

    /// <summary>The name of a storage in the body until parameters are named: an impossible one, so that it can be replaced.</summary>
    public static string ParameterName(int index) => Opening + CSharpText.Int(index) + Closing;

    /// <summary>Writes a body with the placeholders of its memory replaced by the names of parameters.</summary>
    public static void Write(CodeWriter writer, string body, IReadOnlyList<string> parameters)
        => writer.Lines(body, (text, lines, start, count) =>
        {
            int end = start + count;
            for (int at = lines.IndexOf(Opening, start, count); at >= 0; at = lines.IndexOf(Opening, start, end - start))
            {
                text.Append(lines, start, at - start);
                int index = 0;
                for (at++; lines[at] != Closing; at++) index = (index * 10) + (lines[at] - '0');
                text.Append(parameters[index]);
                start = at + 1;
            }

            text.Append(lines, start, end - start);
        });

    /// <summary>Whether the body writes the storage of a place in <see cref="Memory"/>.</summary>
    public bool IsWritten(int index) => written.Contains(index);

    /// <summary>The name of a storage's start in the body.</summary>
    public string Of(Storage storage) => ParameterName(PlaceOf(storage));

    /// <summary>The same where the body writes it.</summary>
    public string Written(Storage storage)
    {
        int at = PlaceOf(storage);
        written.Add(at);
        return ParameterName(at);
    }

    public string Extent(Graph.Dim dim)
    {
        foreach (string name in dim.Names) dims.Add(name);
        return text.Extent(dim);
    }

    public string Factor(Graph.Dim dim)
    {
        Extent(dim);
        return text.Factor(dim);
    }

    public string Divisor(Graph.Dim dim)
    {
        Extent(dim);
        return text.Divisor(dim);
    }

    public string Step(string index, string counter, Graph.Dim stride)
    {
        Extent(stride);
        return text.Step(index, counter, stride);
    }

    public string RandomKey(uint path)
    {
        int at = randomPaths.IndexOf(path);
        if (at < 0)
        {
            at = randomPaths.Count;
            randomPaths.Add(path);
        }

        return "random" + CSharpText.Int(at);
    }

    private int PlaceOf(Storage storage)
    {
        int at = memory.FindIndex(storage.IsSamePlaceAs);
        if (at >= 0) return at;
        memory.Add(storage);
        return memory.Count - 1;
    }
}
