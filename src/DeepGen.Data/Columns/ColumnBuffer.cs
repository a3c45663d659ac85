using System.Numerics.Tensors;

namespace DeepGen.Data;

/// <summary>The place of one column in a reusable batch.</summary>
internal abstract class ColumnBuffer
{
    /// <summary>Reads the rows, in their order, to the front of the buffer.</summary>
    public abstract void Fill(ReadOnlySpan<int> rows, SampleKey key);
}

/// <summary>Pinned memory for a full batch, seen as a tensor of the full size and of the size of the last, smaller batch.</summary>
internal sealed class ColumnBuffer<T> : ColumnBuffer
    where T : unmanaged
{
    private readonly Column<T> column;
    private readonly T[] values;
    private readonly Tensor<T> full;
    private readonly Tensor<T> last;
    private readonly int fullRows;

    public ColumnBuffer(Column<T> column, int rows, int lastRows)
    {
        this.column = column;
        fullRows = rows;
        // Pinned, so that a device can copy from it without asking the garbage collector each time.
        values = GC.AllocateUninitializedArray<T>(checked(rows * column.Length), pinned: true);
        full = View(rows);
        last = View(lastRows);
    }

    public Tensor<T> Rows(int count) => count == fullRows ? full : last;

    public override void Fill(ReadOnlySpan<int> rows, SampleKey key)
    {
        var start = 0;
        while (start < rows.Length)
        {
            // Neighbouring rows are read in one go: a batch in order is a slice, not a gather.
            var run = 1;
            while (start + run < rows.Length && rows[start + run] == rows[start] + run)
            {
                run++;
            }

            column.Read(rows[start], run, values.AsSpan(start * column.Length, run * column.Length), key);
            start += run;
        }
    }

    private Tensor<T> View(int rows)
    {
        nint[] lengths = [rows, .. column.Shape];
        return Tensor.Create(values, 0, lengths, []);
    }
}
