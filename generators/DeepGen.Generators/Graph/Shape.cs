using System.Collections;
using System.Collections.Immutable;

namespace DeepGen.Generators.Graph;

/// <summary>The extents of a tensor, outermost first, in PyTorch's order of axes.</summary>
internal sealed class Shape : IEquatable<Shape>, IReadOnlyList<Dim>
{
    private readonly ImmutableArray<Dim> dims;
    private Dim? elementCount;
    private string? text;
    private int hash;

    public Shape(IEnumerable<Dim> dims) => this.dims = [.. dims];

    public static Shape Scalar { get; } = new([]);

    public int Rank => dims.Length;

    public int Count => dims.Length;

    public Dim this[int axis] => dims[axis];

    public Dim ElementCount => elementCount ??= dims.Aggregate(Dim.One, (product, dim) => product * dim);

    public bool IsConstant => dims.All(dim => dim.IsConstant);

    public static Shape Of(params Dim[] dims) => new(dims);

    public Shape Insert(int axis, Dim extent) => new(dims.Insert(axis, extent));

    public Shape Without(int axis) => new(dims.RemoveAt(axis));

    public Shape With(int axis, Dim extent) => new(dims.SetItem(axis, extent));

    /// <summary>The strides of a dense tensor of this shape whose last axis is contiguous.</summary>
    public ImmutableArray<Dim> RowMajorStrides()
    {
        var strides = new Dim[Rank];
        var stride = Dim.One;
        for (int axis = Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= dims[axis];
        }

        return [.. strides];
    }

    public bool Equals(Shape? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || dims.Length != other.dims.Length) return false;
        for (int axis = 0; axis < dims.Length; axis++)
        {
            if (!dims[axis].Equals(other.dims[axis])) return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Shape);

    public override int GetHashCode()
        => hash != 0 ? hash : hash = dims.Aggregate(17, static (hash, dim) => unchecked((hash * 31) + dim.GetHashCode()));

    public override string ToString() => text ??= $"[{string.Join(", ", dims)}]";

    public IEnumerator<Dim> GetEnumerator() => ((IEnumerable<Dim>)dims).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
