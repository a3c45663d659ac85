using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DeepGen.Data;

/// <summary>The rows of a tensor as one flat piece of memory.</summary>
internal readonly struct DenseTensor<T>
    where T : unmanaged
{
    private readonly Tensor<T> tensor;

    public DenseTensor(Tensor<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Rank == 0)
        {
            throw new ArgumentException(
                "A column needs a tensor whose first dimension counts the samples, but this one has none.", nameof(source));
        }

        // Rows are read as plain memory, which a strided view is not.
        tensor = source.IsDense ? source : source.ToDenseTensor();
    }

    public int Count => checked((int)tensor.Lengths[0]);

    public ReadOnlySpan<nint> RowShape => tensor.Lengths[1..];

    public ReadOnlySpan<T> Rows(int row, int count, int length)
    {
        // Asked of the span: the tensor itself forgets where a slice begins.
        ref readonly var start = ref tensor.AsReadOnlyTensorSpan().GetPinnableReference();
        return MemoryMarshal.CreateReadOnlySpan(in start, checked((int)tensor.FlattenedLength)).Slice(row * length, count * length);
    }
}
