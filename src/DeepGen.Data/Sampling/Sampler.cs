namespace DeepGen.Data;

/// <summary>Decides in which order an epoch visits the samples of a dataset.</summary>
public abstract class Sampler
{
    /// <summary>Writes the order of one epoch. Called once per epoch; the same epoch must always give the same order.</summary>
    /// <param name="epoch">The epoch, counted from 0.</param>
    /// <param name="order">One place for each sample; receives indices between 0 and its length.</param>
    public abstract void Fill(int epoch, Span<int> order);

    /// <summary>Writes 0, 1, 2, ... into <paramref name="order"/>.</summary>
    /// <param name="order">The span to fill.</param>
    protected static void FillSequence(Span<int> order)
    {
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }
    }
}

/// <summary>First to last, in every epoch.</summary>
public sealed class SequentialSampler : Sampler
{
    /// <inheritdoc/>
    public override void Fill(int epoch, Span<int> order) => FillSequence(order);
}

/// <summary>A fresh uniform permutation for each epoch, which depends on the seed and the epoch alone.</summary>
/// <param name="seed">The seed; equal seeds give equal orders.</param>
public sealed class RandomSampler(ulong seed) : Sampler
{
    // Keeps the shuffle's numbers apart from those of the transforms, which use the same seed.
    private const ulong Stream = 0x5348554646_000000;

    /// <inheritdoc/>
    public override void Fill(int epoch, Span<int> order)
    {
        FillSequence(order);
        var random = new SampleRandom(seed, Stream, (ulong)(uint)epoch);
        for (var last = order.Length - 1; last > 0; last--)
        {
            var other = random.NextInt(last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }
    }
}
