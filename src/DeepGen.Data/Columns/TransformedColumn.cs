namespace DeepGen.Data;

/// <summary>A column whose samples pass through a function on their way out.</summary>
internal sealed class TransformedColumn<T> : Column<T>
    where T : unmanaged
{
    private readonly Column<T> inner;
    private readonly SampleTransform<T> transform;

    public TransformedColumn(Column<T> inner, SampleTransform<T> transform)
        : base(NotNull(inner).Count, inner.Shape)
    {
        ArgumentNullException.ThrowIfNull(transform);
        this.inner = inner;
        this.transform = transform;
    }

    internal override int Stage => inner.Stage + 1;

    public override void Read(int row, int count, Span<T> destination, SampleKey key)
    {
        inner.Read(row, count, destination, key);
        for (var i = 0; i < count; i++)
        {
            var random = key.ForRow(row + i, Stage);
            transform(destination.Slice(i * Length, Length), ref random);
        }
    }

    private static Column<T> NotNull(Column<T> column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column;
    }
}
