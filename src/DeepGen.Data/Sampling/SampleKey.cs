namespace DeepGen.Data;

/// <summary>Where the randomness of a read comes from: the loader's seed and the epoch.</summary>
/// <param name="Seed">The loader's seed.</param>
/// <param name="Epoch">The epoch that is being read.</param>
public readonly record struct SampleKey(ulong Seed, int Epoch)
{
    /// <summary>The random stream of one row in this epoch.</summary>
    /// <param name="row">The row of the column.</param>
    /// <param name="stage">Which transform in a chain asks; two stages draw different numbers.</param>
    public SampleRandom ForRow(int row, int stage = 0) => new(Seed, (ulong)(uint)Epoch | ((ulong)(uint)stage << 32), (ulong)(uint)row);
}
