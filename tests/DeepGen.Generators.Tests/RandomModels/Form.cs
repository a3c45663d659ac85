using System.Collections.Immutable;
using System.Globalization;

namespace DeepGen.Generators.Tests.RandomModels;

/// <summary>
/// One dim as the generator of models tracks it, in a way of its own: extents are numbers, and those that only run time knows also say
/// what they were made of. Two of them are equal dims when both their origin and their extent agree.
/// </summary>
/// <param name="Origin">Null for an extent known at compile time.</param>
/// <param name="Size">The extent; of one that only run time knows, for the sizes that the model is run with.</param>
internal readonly record struct Extent(string? Origin, int Size)
{
    public bool IsKnown => Origin is null;

    public static implicit operator Extent(int size) => new(null, size);

    /// <summary>The positions of a window. A step of 1 only adds to an extent; another one makes a new origin.</summary>
    public Extent Window(int kernel, int stride, int padding = 0, int dilation = 1)
    {
        int room = Size + (2 * padding) - (dilation * (kernel - 1)) - 1;
        var origin = Origin is null || stride == 1
            ? Origin
            : string.Create(CultureInfo.InvariantCulture, $"({Origin} {room - Size})/{stride}");
        return new(origin, room < 0 ? 0 : (room / stride) + 1);
    }
}

/// <summary>The shape of a value.</summary>
/// <param name="IsImage">
/// Whether it came out of a convolution or a pooling: a fully connected layer does not take it without a Flatten.
/// </param>
internal sealed record Form(ImmutableArray<Extent> Dims, bool IsImage = false)
{
    public static readonly Extent Batch = new("N", 0);

    public int Rank => Dims.Length;

    public Extent this[int axis] => Dims[axis];

    public bool IsRows => Rank == 2 && Dims[1].IsKnown;

    /// <summary>Whether convolutions and poolings take it: a signal, an image or a volume.</summary>
    public bool IsPicture => Rank is 3 or 4 or 5 && Dims[1].IsKnown;

    public static Form Of(params Extent[] dims) => new([.. dims]);

    /// <summary>The form with other extents, of the same kind.</summary>
    public Form With(int axis, Extent extent) => this with { Dims = Dims.SetItem(axis, extent) };

    public bool HasDimsOf(Form other) => Dims.SequenceEqual(other.Dims);

    /// <summary>Whether the form is the other one but for an axis.</summary>
    public bool FitsBeside(Form other, int axis) => Rank == other.Rank && With(axis, 1).HasDimsOf(other.With(axis, 1));

    /// <summary>The extents for a batch.</summary>
    public long[] At(int batch) => [.. Dims.Select(dim => dim == Batch ? batch : (long)dim.Size)];
}

/// <summary>Choices from a seed.</summary>
internal sealed class Draw(int seed)
{
    private readonly Random random = new(seed);
    private int names;

    /// <summary>A name that no other model of a compilation has.</summary>
    public string NewName(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}{seed}x{++names}");

    public int Below(int end) => random.Next(end);

    /// <summary>True once in so many times.</summary>
    public bool Once(int outOf) => random.Next(outOf) == 0;

    public T Pick<T>(params IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
