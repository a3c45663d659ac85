using System.Numerics.Tensors;
using System.Runtime.ExceptionServices;

namespace DeepGen.Data;

/// <summary>
/// One reusable batch of the ring. It is filled by a pool thread, or by the consumer itself when no pool thread has begun by the
/// time the batch is wanted: a busy pool costs time, never a deadlock.
/// </summary>
internal sealed class BatchSlot : IThreadPoolWorkItem
{
    private const int Idle = 0;
    private const int Waiting = 1;
    private const int Filling = 2;
    private const int Filled = 3;

    private readonly BatchRing ring;
    private readonly ColumnBuffer[] buffers;
    private readonly ManualResetEventSlim filled = new();
    private ExceptionDispatchInfo? error;
    private int state;

    public BatchSlot(BatchRing ring, ColumnBuffer[] buffers)
    {
        this.ring = ring;
        this.buffers = buffers;
    }

    public int Index { get; private set; }

    public int Count { get; private set; }

    public ReadOnlySpan<ColumnBuffer> Buffers => buffers;

    public Tensor<T> Rows<T>(int column)
        where T : unmanaged
        => ((ColumnBuffer<T>)buffers[column]).Rows(Count);

    /// <summary>Asks for a batch; the slot must be idle.</summary>
    public void Request(int index, int count, bool background)
    {
        (Index, Count, error) = (index, count, null);
        filled.Reset();
        Volatile.Write(ref state, Waiting);
        if (background)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Returns when the batch is there, or throws what filling it threw.</summary>
    public void Wait()
    {
        Execute();
        filled.Wait();
        error?.Throw();
    }

    /// <summary>Forgets the request. After this no thread touches the buffers.</summary>
    public void Cancel()
    {
        if (Interlocked.CompareExchange(ref state, Idle, Waiting) is Filling or Filled)
        {
            // Also when it is filled: the thread that did it may not have set the event yet, and would set it for the next request.
            filled.Wait();
        }

        Volatile.Write(ref state, Idle);
    }

    /// <summary>Fills the batch unless another thread has begun, or nothing is waiting any more.</summary>
    public void Execute()
    {
        if (Interlocked.CompareExchange(ref state, Filling, Waiting) != Waiting)
        {
            return;
        }

        try
        {
            ring.Fill(this);
        }
        catch (Exception exception)
        {
            // Thrown again where the batch is asked for.
            error = ExceptionDispatchInfo.Capture(exception);
        }

        Volatile.Write(ref state, Filled);
        filled.Set();
    }
}
