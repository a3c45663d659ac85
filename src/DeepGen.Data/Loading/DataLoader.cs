namespace DeepGen.Data;

/// <summary>
/// Cuts the epochs of a dataset into batches, read ahead in the background. Which samples a batch holds depends on the seed, the
/// epoch and the batch's number alone. Memory is allocated here, none while reading. One thread at a time may read a loader.
/// </summary>
/// <typeparam name="TBatch">The type of a batch.</typeparam>
public abstract class DataLoader<TBatch>
    where TBatch : struct, IBatch<TBatch>
{
    private readonly BatchRing ring;

    private protected DataLoader(Dataset dataset, int batchSize, Sampler sampler, ulong seed, bool dropLast, int prefetch)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ArgumentOutOfRangeException.ThrowIfNegative(prefetch);
        SampleCount = dropLast ? dataset.Count / batchSize * batchSize : dataset.Count;
        Dataset = dataset;
        BatchSize = batchSize;
        ring = new BatchRing(dataset, sampler, batchSize, dropLast, prefetch, seed);
    }

    /// <summary>The samples that are loaded.</summary>
    public Dataset Dataset { get; }

    /// <summary>The number of samples in a batch; the last one may be smaller.</summary>
    public int BatchSize { get; }

    /// <summary>The number of batches in an epoch.</summary>
    public int BatchCount => ring.BatchCount;

    /// <summary>The number of samples in an epoch.</summary>
    public int SampleCount { get; }

    /// <summary>The batches of one epoch, all of them or from some batch on, for <c>foreach</c>.</summary>
    /// <param name="epoch">The number of the epoch, from 0; decides the order and the random numbers of transforms.</param>
    /// <param name="startBatch">The first batch to read: what follows is exactly what an uninterrupted epoch would have seen.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or there are fewer batches than that.</exception>
    public EpochBatches<TBatch> Epoch(int epoch, int startBatch = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(startBatch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(startBatch, BatchCount);
        return new(ring, epoch, startBatch);
    }

    private protected static Sampler Choose(bool shuffle, ulong seed) => shuffle ? new RandomSampler(seed) : new SequentialSampler();
}
