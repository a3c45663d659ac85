using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DeepGen.Data;

/// <summary>One named part of every sample, such as the image or the label: so many rows of one shape.</summary>
public abstract class Column
{
    private readonly nint[] shape;

    private protected Column(int count, ReadOnlySpan<nint> shape)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        this.shape = shape.ToArray();
        Count = count;
        nint length = 1;
        foreach (var extent in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(extent, nameof(shape));
            length = checked(length * extent);
        }

        Length = checked((int)length);
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The shape of one row, without the count.</summary>
    public ReadOnlySpan<nint> Shape => shape;

    /// <summary>The number of elements in one row.</summary>
    public int Length { get; }

    internal abstract ColumnBuffer CreateBuffer(int rows, int lastRows);

    /// <summary>Adds rows to a hash, all of them or a choice in its order, with the random numbers of seed 0 and epoch 0.</summary>
    internal abstract void AppendTo(IncrementalHash hash, int[]? rows);
}

/// <summary>A part of every sample with its element type. Derive from it to read from somewhere other than memory.</summary>
/// <typeparam name="T">The element type, such as <see cref="float"/> for images and <see cref="int"/> for labels.</typeparam>
public abstract class Column<T> : Column
    where T : unmanaged
{
    /// <summary>Makes a column of so many rows.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="shape">The shape of one row; empty for a single number.</param>
    protected Column(int count, ReadOnlySpan<nint> shape)
        : base(count, shape)
    {
    }

    /// <summary>
    /// Copies consecutive rows. Called from background threads, several at once: it must not change shared state, and must
    /// give the same values for the same row and key.
    /// </summary>
    /// <param name="row">The first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="destination">Receives <paramref name="count"/> times <see cref="Column.Length"/> elements.</param>
    /// <param name="key">Where randomness comes from; see <see cref="SampleKey.ForRow"/>.</param>
    public abstract void Read(int row, int count, Span<T> destination, SampleKey key);

    /// <summary>The number of transforms below this column: gives each random transform of a chain numbers of its own.</summary>
    internal virtual int Stage => 0;

    /// <summary>Any tensor [count, ...] is a column in memory. The tensor is not copied when it is dense.</summary>
    /// <param name="tensor">The values, one row for each sample.</param>
    public static implicit operator Column<T>(Tensor<T> tensor) => new TensorColumn<T>(tensor);

    internal override ColumnBuffer CreateBuffer(int rows, int lastRows) => new ColumnBuffer<T>(this, rows, lastRows);

    internal override void AppendTo(IncrementalHash hash, int[]? rows)
    {
        const int BlockLength = 1 << 16;
        hash.AppendData(MemoryMarshal.AsBytes(Shape));
        var values = new T[Math.Max(1, BlockLength / Math.Max(1, Length)) * Length];
        var block = Length == 0 ? Count : values.Length / Length;
        var count = rows?.Length ?? Count;
        for (var start = 0; start < count; start += block)
        {
            var found = Math.Min(block, count - start);
            for (var i = 0; rows is not null && i < found; i++)
            {
                Read(rows[start + i], 1, values.AsSpan(i * Length, Length), default);
            }

            if (rows is null)
            {
                Read(start, found, values.AsSpan(0, found * Length), default);
            }

            hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan(0, found * Length)));
        }
    }
}
