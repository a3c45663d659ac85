using System.Numerics.Tensors;

namespace DeepGen.Data;

/// <summary>
/// Images kept as bytes, a quarter of the memory of floats, and handed out as floats divided by 255 (or another number).
/// </summary>
public sealed class ByteColumn : Column<float>
{
    private readonly DenseTensor<byte> values;
    private readonly float divisor;

    /// <summary>Makes a column of a tensor's rows; the tensor is not copied when it is dense.</summary>
    /// <param name="values">The values [count, ...].</param>
    /// <param name="divisor">What each byte is divided by; 255 maps bytes to [0, 1].</param>
    /// <exception cref="ArgumentException">The tensor has no dimension to count the samples.</exception>
    public ByteColumn(Tensor<byte> values, float divisor = 255f)
        : this(new DenseTensor<byte>(values), divisor)
    {
    }

    private ByteColumn(DenseTensor<byte> values, float divisor)
        : base(values.Count, values.RowShape)
    {
        this.values = values;
        this.divisor = divisor;
    }

    /// <inheritdoc/>
    public override void Read(int row, int count, Span<float> destination, SampleKey key)
    {
        var source = values.Rows(row, count, Length);
        destination = destination[..source.Length];
        TensorPrimitives.ConvertTruncating(source, destination);
        TensorPrimitives.Divide(destination, divisor, destination);
    }
}
