namespace DeepGen.Data;

/// <summary>The batches that are filled ahead, and the order in which one epoch goes through the dataset.</summary>
internal sealed class BatchRing
{
    private readonly Dataset dataset;
    private readonly Sampler sampler;
    private readonly ulong seed;
    private readonly int batchSize;
    private readonly int prefetch;
    private readonly int[] rows;
    private readonly BatchSlot[] slots;
    private SampleKey key;
    private int version;
    private int current;

    public BatchRing(Dataset dataset, Sampler sampler, int batchSize, bool dropLast, int prefetch, ulong seed)
    {
        (this.dataset, this.sampler, this.batchSize, this.prefetch, this.seed) = (dataset, sampler, batchSize, prefetch, seed);
        rows = new int[dataset.Count];
        BatchCount = dropLast ? dataset.Count / batchSize : (int)(((long)dataset.Count + batchSize - 1) / batchSize);
        // One batch is with the consumer while the others are filled.
        slots = new BatchSlot[Math.Min(prefetch + 1, Math.Max(1, BatchCount))];
        this.prefetch = slots.Length - 1;
        var full = Math.Min(batchSize, dataset.Count);
        for (var i = 0; i < slots.Length; i++)
        {
            slots[i] = new BatchSlot(this, [.. dataset.Columns.Select(column => column.CreateBuffer(full, dataset.Count % batchSize))]);
        }
    }

    public int BatchCount { get; }

    /// <summary>Begins an epoch, ending any that is still being read, and returns its ticket.</summary>
    public int Start(int epoch, int startBatch)
    {
        Stop(version);
        key = new SampleKey(seed, epoch);
        Order(epoch);
        current = startBatch - 1;
        for (var batch = startBatch; batch < startBatch + prefetch; batch++)
        {
            Request(batch);
        }

        return version;
    }

    /// <summary>Moves to the next batch; null when the epoch is over.</summary>
    public BatchSlot? Next(int ticket)
    {
        if (ticket != version)
        {
            throw new InvalidOperationException(
                "This epoch ended when another one of the same loader was begun; use one loader for each loop that runs at the same time.");
        }

        if (current + 1 >= BatchCount)
        {
            return null;
        }

        current++;
        // The slot of the batch that the consumer has just left takes the one that comes last.
        Request(current + prefetch);
        var slot = slots[current % slots.Length];
        slot.Wait();
        return slot;
    }

    /// <summary>Ends the epoch of the ticket; when this returns nothing runs in the background.</summary>
    public void Stop(int ticket)
    {
        if (ticket != version)
        {
            return;
        }

        version++;
        foreach (var slot in slots)
        {
            slot.Cancel();
        }
    }

    public void Fill(BatchSlot slot)
    {
        var batch = rows.AsSpan(slot.Index * batchSize, slot.Count);
        foreach (var buffer in slot.Buffers)
        {
            buffer.Fill(batch, key);
        }
    }

    private void Request(int batch)
    {
        if (batch < BatchCount)
        {
            var count = Math.Min(batchSize, rows.Length - (batch * batchSize));
            slots[batch % slots.Length].Request(batch, count, background: prefetch > 0);
        }
    }

    private void Order(int epoch)
    {
        sampler.Fill(epoch, rows);
        var chosen = dataset.ChosenRows;
        for (var i = 0; i < rows.Length; i++)
        {
            if ((uint)rows[i] >= (uint)rows.Length)
            {
                throw new InvalidOperationException($"The sampler asked for sample {rows[i]}, but the dataset has {rows.Length} samples.");
            }

            rows[i] = chosen is null ? rows[i] : chosen[rows[i]];
        }
    }
}
