using System.Numerics.Tensors;

namespace DeepGen.Data;

/// <summary>A column that lies in memory as a tensor [count, ...].</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class TensorColumn<T> : Column<T>
    where T : unmanaged
{
    private readonly DenseTensor<T> values;

    /// <summary>Makes a column of a tensor's rows; the tensor is not copied when it is dense.</summary>
    /// <param name="values">The values [count, ...].</param>
    /// <exception cref="ArgumentException">The tensor has no dimension to count the samples.</exception>
    public TensorColumn(Tensor<T> values)
        : this(new DenseTensor<T>(values))
    {
    }

    private TensorColumn(DenseTensor<T> values)
        : base(values.Count, values.RowShape)
    {
        this.values = values;
    }

    /// <inheritdoc/>
    public override void Read(int row, int count, Span<T> destination, SampleKey key)
        => values.Rows(row, count, Length).CopyTo(destination);
}
