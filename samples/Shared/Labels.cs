using DeepGen.Data;

namespace DeepGen.Samples;

/// <summary>The classes of samples.</summary>
public static class Labels
{
    /// <summary>The class of each sample, in order.</summary>
    public static int[] Of(TensorDataset<float, int> data)
    {
        var labels = new List<int>(data.Count);
        foreach (var (_, targets) in new DataLoader<float, int>(data, 500).Epoch(0))
        {
            labels.AddRange(targets.ToArray());
        }

        return [.. labels];
    }
}
