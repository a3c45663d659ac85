namespace DeepGen.Data;

/// <summary>Loads batches of inputs and targets; see <see cref="DataLoader{TBatch}"/>.</summary>
/// <typeparam name="TInput">The element type of the input.</typeparam>
/// <typeparam name="TTarget">The element type of the target.</typeparam>
public sealed class DataLoader<TInput, TTarget> : DataLoader<Batch<TInput, TTarget>>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    /// <summary>Makes a loader that goes through the samples in order or in a random one.</summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="batchSize">The number of samples in a batch.</param>
    /// <param name="shuffle">Whether each epoch visits the samples in a random order of its own.</param>
    /// <param name="seed">Decides the order and the random numbers of transforms.</param>
    /// <param name="dropLast">Whether to leave out a last batch that is not full.</param>
    /// <param name="prefetch">How many batches are filled ahead in the background; 0 fills each when it is asked for.</param>
    public DataLoader(
        TensorDataset<TInput, TTarget> dataset,
        int batchSize,
        bool shuffle = false,
        ulong seed = 0,
        bool dropLast = false,
        int prefetch = 2)
        : base(dataset, batchSize, Choose(shuffle, seed), seed, dropLast, prefetch)
    {
    }

    /// <summary>Makes a loader that goes through the samples as a sampler says.</summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="batchSize">The number of samples in a batch.</param>
    /// <param name="sampler">The order of each epoch.</param>
    /// <param name="seed">Decides the random numbers of transforms.</param>
    /// <param name="dropLast">Whether to leave out a last batch that is not full.</param>
    /// <param name="prefetch">How many batches are filled ahead in the background; 0 fills each when it is asked for.</param>
    public DataLoader(
        TensorDataset<TInput, TTarget> dataset,
        int batchSize,
        Sampler sampler,
        ulong seed = 0,
        bool dropLast = false,
        int prefetch = 2)
        : base(dataset, batchSize, sampler, seed, dropLast, prefetch)
    {
        ArgumentNullException.ThrowIfNull(sampler);
    }
}

/// <summary>Loads batches of three parts; see <see cref="DataLoader{TBatch}"/>.</summary>
/// <typeparam name="T1">The element type of the first part.</typeparam>
/// <typeparam name="T2">The element type of the second part.</typeparam>
/// <typeparam name="T3">The element type of the third part.</typeparam>
public sealed class DataLoader<T1, T2, T3> : DataLoader<Batch<T1, T2, T3>>
    where T1 : unmanaged
    where T2 : unmanaged
    where T3 : unmanaged
{
    /// <summary>Makes a loader that goes through the samples in order or in a random one.</summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="batchSize">The number of samples in a batch.</param>
    /// <param name="shuffle">Whether each epoch visits the samples in a random order of its own.</param>
    /// <param name="seed">Decides the order and the random numbers of transforms.</param>
    /// <param name="dropLast">Whether to leave out a last batch that is not full.</param>
    /// <param name="prefetch">How many batches are filled ahead in the background; 0 fills each when it is asked for.</param>
    public DataLoader(
        TensorDataset<T1, T2, T3> dataset,
        int batchSize,
        bool shuffle = false,
        ulong seed = 0,
        bool dropLast = false,
        int prefetch = 2)
        : base(dataset, batchSize, Choose(shuffle, seed), seed, dropLast, prefetch)
    {
    }

    /// <summary>Makes a loader that goes through the samples as a sampler says.</summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="batchSize">The number of samples in a batch.</param>
    /// <param name="sampler">The order of each epoch.</param>
    /// <param name="seed">Decides the random numbers of transforms.</param>
    /// <param name="dropLast">Whether to leave out a last batch that is not full.</param>
    /// <param name="prefetch">How many batches are filled ahead in the background; 0 fills each when it is asked for.</param>
    public DataLoader(
        TensorDataset<T1, T2, T3> dataset,
        int batchSize,
        Sampler sampler,
        ulong seed = 0,
        bool dropLast = false,
        int prefetch = 2)
        : base(dataset, batchSize, sampler, seed, dropLast, prefetch)
    {
        ArgumentNullException.ThrowIfNull(sampler);
    }
}

/// <summary>Loads batches of four parts; see <see cref="DataLoader{TBatch}"/>.</summary>
/// <typeparam name="T1">The element type of the first part.</typeparam>
/// <typeparam name="T2">The element type of the second part.</typeparam>
/// <typeparam name="T3">The element type of the third part.</typeparam>
/// <typeparam name="T4">The element type of the fourth part.</typeparam>
public sealed class DataLoader<T1, T2, T3, T4> : DataLoader<Batch<T1, T2, T3, T4>>
    where T1 : unmanaged
    where T2 : unmanaged
    where T3 : unmanaged
    where T4 : unmanaged
{
    /// <summary>Makes a loader that goes through the samples in order or in a random one.</summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="batchSize">The number of samples in a batch.</param>
    /// <param name="shuffle">Whether each epoch visits the samples in a random order of its own.</param>
    /// <param name="seed">Decides the order and the random numbers of transforms.</param>
    /// <param name="dropLast">Whether to leave out a last batch that is not full.</param>
    /// <param name="prefetch">How many batches are filled ahead in the background; 0 fills each when it is asked for.</param>
    public DataLoader(
        TensorDataset<T1, T2, T3, T4> dataset,
        int batchSize,
        bool shuffle = false,
        ulong seed = 0,
        bool dropLast = false,
        int prefetch = 2)
        : base(dataset, batchSize, Choose(shuffle, seed), seed, dropLast, prefetch)
    {
    }

    /// <summary>Makes a loader that goes through the samples as a sampler says.</summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="batchSize">The number of samples in a batch.</param>
    /// <param name="sampler">The order of each epoch.</param>
    /// <param name="seed">Decides the random numbers of transforms.</param>
    /// <param name="dropLast">Whether to leave out a last batch that is not full.</param>
    /// <param name="prefetch">How many batches are filled ahead in the background; 0 fills each when it is asked for.</param>
    public DataLoader(
        TensorDataset<T1, T2, T3, T4> dataset,
        int batchSize,
        Sampler sampler,
        ulong seed = 0,
        bool dropLast = false,
        int prefetch = 2)
        : base(dataset, batchSize, sampler, seed, dropLast, prefetch)
    {
        ArgumentNullException.ThrowIfNull(sampler);
    }
}
