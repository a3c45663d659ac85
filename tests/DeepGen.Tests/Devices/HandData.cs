namespace DeepGen.Tests.Devices;

/// <summary>A batch for <see cref="HandModel"/>.</summary>
internal sealed class HandData
{
    public HandData(int rows, int seed = 1)
    {
        var random = new System.Random(seed);
        X = [.. Enumerable.Range(0, rows * HandKernels.Inputs).Select(_ => (random.NextSingle() * 2) - 1)];
        Labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(HandKernels.Classes))];
    }

    public float[] X { get; }

    public int[] Labels { get; }
}
