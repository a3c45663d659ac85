using System.Collections.Immutable;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Schedule;

/// <summary>Where memory comes from.</summary>
internal enum StorageKind
{
    /// <summary>The session's arena; lives from its first to its last use in the program.</summary>
    Arena,
    Parameter,
    Gradient,
    State,
    Setting,

    /// <summary>A derived copy of parameters, kept while they do not change.</summary>
    Pack,
}

/// <summary>
/// A block of memory of the program. Identity matters: two storages are never the same memory at the same time, but those of what has its
/// place for good (<see cref="IsSamePlaceAs"/>).
/// </summary>
internal sealed class Storage(StorageKind kind, string name, Dim size, Dim offset)
{
    public StorageKind Kind { get; } = kind;

    /// <summary>A readable name, after the value that it was made for.</summary>
    public string Name { get; } = name;

    /// <summary>Floats.</summary>
    public Dim Size { get; } = size;

    /// <summary>Start within the flat buffer, for parameters, gradients and state.</summary>
    public Dim Offset { get; } = offset;

    /// <summary>Number among the storages of its kind; set when the plan is complete.</summary>
    public int Index { get; set; } = -1;

    /// <summary>Whether two storages are one place in memory: a parameter, a gradient or a state may have several.</summary>
    public bool IsSamePlaceAs(Storage other)
        => this == other || (Kind == other.Kind && Kind is not (StorageKind.Arena or StorageKind.Pack) && Offset == other.Offset);

    /// <summary>Zero borders, in physical order of axes: whole extents, and how many elements before and after are border.</summary>
    public Halo? Halo { get; init; }
}

internal sealed record Halo(ImmutableArray<Dim> Extents, ImmutableArray<long> Low, ImmutableArray<long> High);

/// <summary>A tensor in a storage: element [i, j, ..] lies at Offset + i * Strides[0] + j * Strides[1] + ...</summary>
internal sealed record TensorView(Storage Storage, Dim Offset, ImmutableArray<Dim> Strides)
{
    /// <summary>Whether the elements lie densely in row-major order from the start of the storage.</summary>
    public bool IsRowMajor(Shape shape)
    {
        var dense = shape.RowMajorStrides();
        return Offset == Dim.Zero && Enumerable.Range(0, shape.Rank).All(axis => shape[axis].IsOne || Strides[axis] == dense[axis]);
    }

    /// <summary>The same tensor under another shape, where its strides can express that; null where they cannot.</summary>
    public TensorView? Reshape(Shape from, Shape to)
    {
        var strides = new Dim[to.Rank];
        int source = 0, target = 0;
        while (source < from.Rank || target < to.Rank)
        {
            int firstSource = source, firstTarget = target;
            var have = source < from.Rank ? from[source++] : Dim.One;
            var want = target < to.Rank ? to[target++] : Dim.One;
            while (have != want)
            {
                if (source < from.Rank && want.DivideExactly(have) is not null) have *= from[source++];
                else if (target < to.Rank && have.DivideExactly(want) is not null) want *= to[target++];
                else if (!Grow(from, to, ref have, ref want, ref source, ref target)) return null;
            }

            if (!Group(from, firstSource, source, to, firstTarget, target, strides)) return null;
        }

        return this with { Strides = [.. strides] };
    }

    /// <summary>Takes axes into two runs of which neither divides the other: where their sizes do not tell, all that are left.</summary>
    private static bool Grow(Shape from, Shape to, ref Dim have, ref Dim want, ref int source, ref int target)
    {
        bool isKnown = have.IsConstant && want.IsConstant;
        bool grows = false;
        while (source < from.Rank && (!isKnown || have.Value < want.Value))
        {
            have *= from[source++];
            (grows, isKnown) = (true, isKnown && have.IsConstant);
        }

        while (target < to.Rank && (!isKnown || want.Value < have.Value))
        {
            want *= to[target++];
            (grows, isKnown) = (true, isKnown && want.IsConstant);
        }

        return grows;
    }

    /// <summary>A run of source axes that equals a run of target axes must be dense in itself; then the target's strides follow.</summary>
    private bool Group(Shape from, int firstSource, int source, Shape to, int firstTarget, int target, Dim[] strides)
    {
        Dim? inner = null;
        Dim extent = Dim.One;
        for (int axis = source - 1; axis >= firstSource; axis--)
        {
            if (from[axis].IsOne) continue;
            if (inner is null) (inner, extent) = (Strides[axis], from[axis]);
            else if (Strides[axis] == inner * extent) extent *= from[axis];
            else return false;
        }

        var stride = inner ?? Dim.One;
        for (int axis = target - 1; axis >= firstTarget; axis--)
        {
            strides[axis] = stride;
            stride *= to[axis];
        }

        return true;
    }
}
