using System.Collections.Immutable;
using System.Text;
using DeepGen.Generators.Schedule;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>A launch as text: the method that does a range of its items, and what it is called with.</summary>
/// <param name="Comment">What the kernel fuses, line by line; written only for the first of equal kernels.</param>
/// <param name="Body">The method's body, with <see cref="ParameterName"/> placeholders for its memory.</param>
/// <param name="Items">Number of items, as an expression of the run-time dims.</param>
/// <param name="Cost">Cost of one item in simple operations, as an expression.</param>
/// <param name="Vector">Whether the method runs at the machine's width; otherwise one element at a time.</param>
internal sealed record KernelText(
    string Name,
    IEnumerable<string> Comment,
    string Body,
    ImmutableArray<Storage> Memory,
    ImmutableArray<string> Dims,
    ImmutableArray<uint> RandomPaths,
    string Items,
    string Cost,
    bool Vector)
{
    private const char Opening = '\u00ab', Closing = '\u00bb';

    /// <summary>
    /// The floats that each thread needs for itself, as an expression; the body calls them <c>scratch</c>. Null for none.
    /// </summary>
    public string? Scratch { get; init; }

    /// <summary>The name of a storage in the body until parameters are named: an impossible one, so that it can be replaced.</summary>
    public static string ParameterName(int index) => Opening + CSharpText.Int(index) + Closing;

    /// <summary>A text with the placeholders of its memory replaced by the names of parameters.</summary>
    public static string WithParameters(string text, IReadOnlyList<string> parameters)
    {
        var named = new StringBuilder(text.Length + (text.Length / 4));
        int next = 0;
        for (int at = text.IndexOf(Opening); at >= 0; at = text.IndexOf(Opening, next))
        {
            named.Append(text, next, at - next);
            int index = 0;
            for (at++; text[at] != Closing; at++) index = (index * 10) + (text[at] - '0');
            named.Append(parameters[index]);
            next = at + 1;
        }

        return named.Append(text, next, text.Length - next).ToString();
    }
}

/// <summary>Collects what a kernel's body refers to while it is printed.</summary>
internal sealed class KernelSignature
{
    private readonly List<Storage> memory = [];
    private readonly SortedSet<string> dims = new(StringComparer.Ordinal);
    private readonly List<uint> randomPaths = [];

    public ImmutableArray<Storage> Memory => [.. memory];

    public ImmutableArray<string> Dims => [.. dims];

    public ImmutableArray<uint> RandomPaths => [.. randomPaths];

    /// <summary>The name of a storage's start in the body.</summary>
    public string Of(Storage storage)
    {
        int at = memory.IndexOf(storage);
        if (at < 0 && storage.Kind is not (StorageKind.Arena or StorageKind.Pack))
            at = memory.FindIndex(known => known.Kind == storage.Kind && known.Offset == storage.Offset);
        if (at < 0)
        {
            at = memory.Count;
            memory.Add(storage);
        }

        return KernelText.ParameterName(at);
    }

    public string Extent(Graph.Dim dim)
    {
        foreach (string name in dim.Names) dims.Add(name);
        return CSharpText.Extent(dim);
    }

    public string Factor(Graph.Dim dim)
    {
        Extent(dim);
        return CSharpText.Factor(dim);
    }

    public string Divisor(Graph.Dim dim)
    {
        Extent(dim);
        return CSharpText.Divisor(dim);
    }

    public string Step(string index, string counter, Graph.Dim stride)
    {
        Extent(stride);
        return CSharpText.Step(index, counter, stride);
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
}
