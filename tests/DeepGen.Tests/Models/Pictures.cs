namespace DeepGen.Tests.Models;

/// <summary>Noise with one bright quarter, which is the label: what a small network learns in a moment.</summary>
internal sealed class Pictures
{
    public Pictures(int count, int seed)
    {
        var random = new Random(seed);
        Images = new float[count * SmallCnn.Pixels];
        Labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            Labels[i] = random.Next(SmallCnn.Classes);
            for (int pixel = 0; pixel < SmallCnn.Pixels; pixel++)
            {
                int quarter = (pixel / 12 / 6 * 2) + (pixel % 12 / 6);
                Images[(i * SmallCnn.Pixels) + pixel] = random.NextSingle() + (quarter == Labels[i] ? 0.5f : 0);
            }
        }
    }

    public float[] Images { get; }

    public int[] Labels { get; }

    public ReadOnlySpan<float> FirstImages(int count) => Images.AsSpan(0, count * SmallCnn.Pixels);

    public ReadOnlySpan<int> FirstLabels(int count) => Labels.AsSpan(0, count);
}
