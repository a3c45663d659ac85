using System.ComponentModel;

namespace DeepGen.Runtime;

/// <summary>
/// What a thread does of a chain for an element of the batch: all of it, some of the items of one part, or, so that the kernels are
/// compiled, no items of any.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct ChainShare
{
    private const int AllParts = -1;

    private readonly int part;
    private readonly nint from;
    private readonly nint to;
    private readonly nint of;

    private ChainShare(int part, nint from, nint to, nint of) => (this.part, this.from, this.to, this.of) = (part, from, to, of);

    /// <summary>The first item of the part that was asked for last.</summary>
    public nint Begin { get; private set; }

    /// <summary>The item after the last one.</summary>
    public nint End { get; private set; }

    internal static ChainShare All => new(AllParts, 0, 1, 1);

    internal static ChainShare None => new(AllParts, 0, 0, 1);

    /// <summary>Some of the items of a part, which is cut into as many pieces as there are threads.</summary>
    internal static ChainShare Of(int part, nint from, nint to, nint pieces) => new(part, from, to, pieces);

    /// <summary>Whether a part is to run, and then from <see cref="Begin"/> to <see cref="End"/>.</summary>
    /// <param name="part">The number of the part.</param>
    /// <param name="items">How many items it has.</param>
    public bool Takes(int part, nint items)
    {
        (Begin, End) = (items * from / of, items * to / of);
        return this.part == AllParts || this.part == part;
    }
}
