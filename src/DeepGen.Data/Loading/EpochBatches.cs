namespace DeepGen.Data;

/// <summary>
/// The batches of one epoch, for <c>foreach</c>. Not an <see cref="IEnumerable{T}"/>, because batches are reused and a list of
/// them would hold the last few again and again.
/// </summary>
/// <typeparam name="TBatch">The type of a batch.</typeparam>
public readonly struct EpochBatches<TBatch>
    where TBatch : struct, IBatch<TBatch>
{
    private readonly BatchRing ring;
    private readonly int epoch;
    private readonly int startBatch;

    internal EpochBatches(BatchRing ring, int epoch, int startBatch)
    {
        (this.ring, this.epoch, this.startBatch) = (ring, epoch, startBatch);
    }

    /// <summary>The number of batches that the loop will see.</summary>
    public int Count => ring.BatchCount - startBatch;

    /// <summary>Begins the epoch; an epoch of the same loader that is still being read ends.</summary>
    public Enumerator GetEnumerator() => new(ring, ring.Start(epoch, startBatch));

    /// <summary>Goes through the batches of one epoch.</summary>
    public struct Enumerator : IDisposable
    {
        private readonly BatchRing ring;
        private readonly int ticket;
        private TBatch current;

        internal Enumerator(BatchRing ring, int ticket)
        {
            (this.ring, this.ticket, current) = (ring, ticket, default);
        }

        /// <summary>The batch, valid until the next call of <see cref="MoveNext"/>.</summary>
        public readonly TBatch Current => current;

        /// <summary>Waits for the next batch; false at the end of the epoch. Throws what reading the batch has thrown.</summary>
        /// <exception cref="InvalidOperationException">Another epoch of the same loader was begun meanwhile.</exception>
        public bool MoveNext()
        {
            if (ring.Next(ticket) is not { } slot)
            {
                return false;
            }

            current = TBatch.From(slot);
            return true;
        }

        /// <summary>Ends the epoch; when this returns nothing runs in the background.</summary>
        public readonly void Dispose() => ring.Stop(ticket);
    }
}
