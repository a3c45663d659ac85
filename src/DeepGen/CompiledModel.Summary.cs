namespace DeepGen;

// What the model is, in words.
public abstract partial class CompiledModel
{
    /// <summary>
    /// A table of the layers: the shapes of their inputs and outputs, their numbers of parameters, and the multiply-adds of their
    /// products and convolutions; then the totals. The run-time dims keep their names.
    /// </summary>
    public string Summary() => new ModelSummary(this, null).Print();

    /// <summary>
    /// The same for a batch of this size: with numbers in the place of the run-time dims, and with the memory that calls need.
    /// </summary>
    /// <param name="batch">The extent of the first run-time dim, at least 1.</param>
    /// <param name="dims">The extents of the others, by name.</param>
    /// <exception cref="ArgumentException">
    /// The model has no such run-time dim, or one of its dims is not given, or its layers do not fit into these extents.
    /// </exception>
    /// <exception cref="DeviceOutOfMemoryException">A kernel of the model's device would count too far.</exception>
    public string Summary(int batch, params ReadOnlySpan<(string Name, int Extent)> dims)
    {
        string[] names = Definition.Dims;
        if (names.Length == 0) throw new ArgumentException($"'{Name}' has no run-time dims.", nameof(batch));
        var bound = new Dictionary<string, long> { [names[0]] = Positive(batch, names[0]) };
        foreach ((string name, int extent) in dims)
        {
            if (Array.IndexOf(names, name) < 1)
            {
                throw new ArgumentException($"'{Name}' has the dims {string.Join(", ", names)}, and no other '{name}'.", nameof(dims));
            }

            bound[name] = Positive(extent, name);
        }

        return names.FirstOrDefault(name => !bound.ContainsKey(name)) is { } missing
            ? throw new ArgumentException($"'{missing}' has no extent: write Summary({batch}, (\"{missing}\", ...)).", nameof(dims))
            : new ModelSummary(this, bound).Print();
    }

    /// <summary>
    /// The model as a Mermaid flow chart, for a Markdown page: inputs, layers with their parameters, functions and outputs, and on the
    /// arrows the shapes. Blocks are subgraphs.
    /// </summary>
    public string ToMermaid() => Definition.Mermaid;

    private static long Positive(int extent, string name)
        => extent >= 1 ? extent : throw new ArgumentException($"'{name}' is {extent}; it must be at least 1.");
}
