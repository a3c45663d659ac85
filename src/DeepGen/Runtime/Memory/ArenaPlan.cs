namespace DeepGen.Runtime;

/// <summary>
/// Where each buffer of a program lies in the arena, for one binding of the run-time dimensions. Buffers that are never alive together
/// share memory: the biggest is placed first, each at the lowest free offset. Where that takes more than the fullest launch needs,
/// whichever reaches the end goes before the others, some times over, and the same again from the order in which they are first used.
/// The smallest plan is kept: it depends on nothing but sizes and lifetimes.
/// </summary>
internal sealed class ArenaPlan
{
    // 64 bytes: a vector, and a cache line.
    internal const int Granularity = 16;

    // In the debug mode: a kernel may read that far behind a buffer, and a write must not reach the next one unseen.
    internal const int Gap = AlignedBuffer.Slack;

    // Tries from each order, those in a row that change nothing, and the pairs of buffers that all of them together may look at.
    private const int MostTries = 64;
    private const int MostIdle = 8;
    private const int MostPairs = 1 << 20;

    // A plan is small enough with so small a part more than the fullest launch needs.
    private const int Close = 64;

    private readonly Lifetime[] lifetimes;
    private readonly ArenaLayout layout;
    private readonly int[] order;
    private readonly int[] placed;
    private readonly nint[] tried;

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
        tried = new nint[lifetimes.Length];
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

        nint least = Fullest();
        nint enough = least + (least / Close);
        Total = nint.MaxValue;
        Search(bySize: true, enough);
        Search(bySize: false, enough);
    }

    /// <summary>Goes on from one order, until the plan is small enough or the tries are used up: each new binding pays for them.</summary>
    private void Search(bool bySize, nint enough)
    {
        int tries = Math.Clamp(MostPairs / ((order.Length * order.Length) + 1), 1, MostTries);
        Sort(bySize);
        for (int i = 0, idle = 0; i < tries && idle < MostIdle && Total > enough; i++, idle++)
        {
            if (i > 0)
            {
                HighestFirst();
            }

            nint total = PlaceInOrder(tried);
            if (total < Total)
            {
                Total = total;
                tried.CopyTo(Offsets, 0);
                idle = -1;
            }
        }
    }

    /// <summary>Places the buffers one after the other; gives the floats that they take.</summary>
    private nint PlaceInOrder(nint[] offsets)
    {
        nint total = 0;
        int placed = 0;
        foreach (int buffer in order)
        {
            nint size = Rounded(Sizes[buffer]);
            nint offset = FirstFit(lifetimes[buffer], size, offsets, placed);
            offsets[buffer] = offset;
            total = nint.Max(total, offset + size);
            Insert(buffer, offsets, placed++);
        }

        return total;
    }

    /// <summary>The floats that are alive at the fullest launch, which no plan can do without.</summary>
    private nint Fullest()
    {
        nint most = 0;
        foreach (Lifetime launch in lifetimes)
        {
            nint alive = 0;
            for (int buffer = 0; buffer < lifetimes.Length; buffer++)
            {
                bool isAlive = lifetimes[buffer].First <= launch.First && launch.First <= lifetimes[buffer].Last;
                alive += isAlive ? Rounded(Sizes[buffer]) : 0;
            }

            most = nint.Max(most, alive);
        }

        return most;
    }

    /// <summary>Moves the buffer that reached the end to the front of the order.</summary>
    private void HighestFirst()
    {
        int highest = 0;
        for (int i = 1; i < order.Length; i++)
        {
            highest = End(order[i]) > End(order[highest]) ? i : highest;
        }

        int buffer = order[highest];
        Array.Copy(order, 0, order, 1, highest);
        order[0] = buffer;

        nint End(int buffer) => tried[buffer] + Rounded(Sizes[buffer]);
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
    private nint FirstFit(Lifetime lifetime, nint size, nint[] offsets, int placed)
    {
        nint offset = 0;
        for (int i = 0; i < placed; i++)
        {
            int other = this.placed[i];
            if (!lifetime.Overlaps(lifetimes[other]))
            {
                continue;
            }

            if (offsets[other] >= offset + size)
            {
                break;
            }

            offset = nint.Max(offset, offsets[other] + Rounded(Sizes[other]));
        }

        return offset;
    }

    private void Insert(int buffer, nint[] offsets, int placed)
    {
        int i = placed;
        for (; i > 0 && offsets[this.placed[i - 1]] > offsets[buffer]; i--)
        {
            this.placed[i] = this.placed[i - 1];
        }

        this.placed[i] = buffer;
    }

    private void Sort(bool bySize)
    {
        // By insertion: stable and without allocation, for some hundreds of buffers.
        for (int buffer = 0; buffer < order.Length; buffer++)
        {
            int i = buffer;
            for (; i > 0 && Precedes(buffer, order[i - 1], bySize); i--)
            {
                order[i] = order[i - 1];
            }

            order[i] = buffer;
        }
    }

    private bool Precedes(int one, int other, bool bySize) => bySize || lifetimes[one].First == lifetimes[other].First
        ? Sizes[one] > Sizes[other]
        : lifetimes[one].First < lifetimes[other].First;
}
