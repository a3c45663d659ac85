using System.Buffers;

namespace DeepGen.Data;

/// <summary>A column whose samples are made of another's, in a shape of their own.</summary>
internal sealed class MappedColumn<T> : Column<T>
    where T : unmanaged
{
    private readonly Column<T> inner;
    private readonly SampleMap<T> map;

    public MappedColumn(Column<T> inner, ReadOnlySpan<nint> shape, SampleMap<T> map)
        : base(NotNull(inner).Count, shape)
    {
        ArgumentNullException.ThrowIfNull(map);
        this.inner = inner;
        this.map = map;
    }

    internal override int Stage => inner.Stage;

    public override void Read(int row, int count, Span<T> destination, SampleKey key)
    {
        // Rented: reading allocates nothing.
        var source = ArrayPool<T>.Shared.Rent(inner.Length);
        try
        {
            for (var i = 0; i < count; i++)
            {
                inner.Read(row + i, 1, source.AsSpan(0, inner.Length), key);
                map(source.AsSpan(0, inner.Length), destination.Slice(i * Length, Length));
            }
        }
        finally
        {
            ArrayPool<T>.Shared.Return(source);
        }
    }

    private static Column<T> NotNull(Column<T> column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column;
    }
}
