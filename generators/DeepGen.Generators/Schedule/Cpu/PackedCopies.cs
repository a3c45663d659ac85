using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Schedule.Cpu;

/// <summary>Memory for operands of products in another order than they lie in.</summary>
/// <param name="packs">
/// Copies of parameters that are kept for as long as these do not change; shared by the programs of a model.
/// </param>
/// <param name="trains">
/// Whether the parameters change from one run to the next: then a copy would be written anew in each anyway, and lives in the arena.
/// </param>
internal sealed class PackedCopies(Dictionary<string, Storage> packs, bool trains)
{
    /// <summary>Copies that this program has made of its own values, which do not change any more.</summary>
    private readonly Dictionary<(Storage From, string Order, Dim Size), Storage> copies = [];

    /// <summary>Whether a copy of it is kept from one run to the next.</summary>
    public bool AreKept(Storage from) => !trains && from.Kind == StorageKind.Parameter;

    /// <summary>Whether this program has written the copy in an order, of a size.</summary>
    public bool Has(Storage from, string order, Dim size) => copies.ContainsKey((from, order, size));

    /// <summary>
    /// The copy in an order, and whether an earlier launch has written it for good; one that is kept is written by whoever finds the
    /// parameters changed.
    /// </summary>
    public (Storage Storage, bool IsWritten) Of(Storage from, string order, Dim size)
    {
        if (AreKept(from))
        {
            string key = FormattableString.Invariant($"{from.Offset}:{order}:{size}");
            if (!packs.TryGetValue(key, out var kept))
            {
                kept = new Storage(StorageKind.Pack, from.Name + ".packed", size, Dim.Zero) { Index = packs.Count };
                packs.Add(key, kept);
            }

            return (kept, false);
        }

        if (copies.TryGetValue((from, order, size), out var copy)) return (copy, true);
        copy = new Storage(StorageKind.Arena, from.Name + ".packed", size, Dim.Zero);
        copies.Add((from, order, size), copy);
        return (copy, false);
    }
}
