namespace DeepGen.Generators.Emit.CSharp;

/// <summary>
/// Which index variables of a kernel are read. Names are handed out in the same order at every printing, so what the first one learns
/// holds for the second.
/// </summary>
internal sealed class LiveIndices
{
    private readonly Dictionary<string, string> madeFrom = [];
    private readonly HashSet<string> used = [];
    private bool settled;

    public void Use(string name) => used.Add(name);

    /// <summary>Notes a variable that is computed from another one; says whether to print it.</summary>
    public bool Declare(string name, string from)
    {
        if (settled) return used.Contains(name);
        madeFrom[name] = from;
        return true;
    }

    /// <summary>What a needed variable is made from is needed too.</summary>
    public void Settle()
    {
        settled = true;
        foreach (string name in used.ToArray())
        {
            for (string at = name; madeFrom.TryGetValue(at, out string? from); at = from) used.Add(from);
        }
    }
}
