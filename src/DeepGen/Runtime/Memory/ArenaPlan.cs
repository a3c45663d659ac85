namespace DeepGen.Runtime;

/// <summary>
/// Where each buffer of a program lies in the arena, for one binding of the run-time dimensions. Buffers that are never alive together
/// share memory: the biggest is placed first, each at the lowest free offset, so the plan depends on nothing but sizes and lifetimes.
/// </summary>
internal sealed class ArenaPlan
{
    // 64 bytes: a vector, and a cache line.
    internal const int Granularity = 16;

    // In the debug mode: a kernel may read that far behind a buffer, and a write must not reach the next one unseen.
    internal const int Gap = AlignedBuffer.Slack;

    private readonly Lifetime[] lifetimes;
    private readonly ArenaLayout layout;
    private readonly int[] order;
    private readonly int[] placed;

    /// <param name="lifetimes">When each buffer is alive.</param>
    /// <param name="layout">How they lie.</param>
    public ArenaPlan(Lifetime[] lifetimes, ArenaLayout layout)
    {
        this.lifetimes = lifetimes;
        this.layout = layout;
        order = new int[lifetimes.Length];
        placed = new int[lifetimes.Length];
        Sizes = new nint[lifetimes.Length];
        Offsets = new nint[lifetimes.Length];
    }

    /// <summary>How the buffers lie.</summary>
    public ArenaLayout Layout => layout;

    /// <summary>The floats of each buffer. Written by the caller before <see cref="Place"/>.</summary>
    public nint[] Sizes { get; }

    /// <summary>Where each buffer starts, in floats; multiples of the layout's granularity.</summary>
    public nint[] Offsets { get; }

    /// <summary>The floats of the whole arena.</summary>
    public nint Total { get; private set; }

    /// <summary>Computes the offsets from the sizes. Allocates nothing, so that a plan can be used again for another binding.</summary>
    public void Place()
    {
        if (layout.IsApart)
        {
            PlaceApart();
            return;
        }

        SortBySize();
        Total = 0;
        int placed = 0;
        foreach (int buffer in order)
        {
            nint size = Rounded(Sizes[buffer]);
            nint offset = FirstFit(lifetimes[buffer], size, placed);
            Offsets[buffer] = offset;
            Total = nint.Max(Total, offset + size);
            Insert(buffer, placed++);
        }
    }

    private void PlaceApart()
    {
        Total = Gap;
        for (int buffer = 0; buffer < Sizes.Length; buffer++)
        {
            Offsets[buffer] = Total;
            Total += Rounded(Sizes[buffer]) + Gap;
        }
    }

    private nint Rounded(nint size) => (size + layout.Granularity - 1) / layout.Granularity * layout.Granularity;

    /// <summary>The lowest offset where the size fits between the placed buffers of overlapping lifetime.</summary>
    private nint FirstFit(Lifetime lifetime, nint size, int placed)
    {
        nint offset = 0;
        for (int i = 0; i < placed; i++)
        {
            int other = this.placed[i];
            if (!lifetime.Overlaps(lifetimes[other]))
            {
                continue;
            }

            if (Offsets[other] >= offset + size)
            {
                break;
            }

            offset = nint.Max(offset, Offsets[other] + Rounded(Sizes[other]));
        }

        return offset;
    }

    private void Insert(int buffer, int placed)
    {
        int i = placed;
        for (; i > 0 && Offsets[this.placed[i - 1]] > Offsets[buffer]; i--)
        {
            this.placed[i] = this.placed[i - 1];
        }

        this.placed[i] = buffer;
    }

    private void SortBySize()
    {
        // By insertion: stable and without allocation, for some hundreds of buffers.
        for (int buffer = 0; buffer < order.Length; buffer++)
        {
            int i = buffer;
            for (; i > 0 && Sizes[order[i - 1]] < Sizes[buffer]; i--)
            {
                order[i] = order[i - 1];
            }

            order[i] = buffer;
        }
    }
}
