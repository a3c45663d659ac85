using DeepGen.Data;
using DeepGen.Samples;
using Digits.Rendering;

namespace Digits;

/// <summary>The images to train with and those to test with.</summary>
internal static class DigitData
{
    private const int TrainCount = 12_000;
    private const int TestCount = 2_000;

    public static (TensorDataset<float, int> Train, TensorDataset<float, int> Test) Load(Options options)
    {
        if (options.Data is { } folder)
        {
            return (Check(folder, IdxFolder.ReadTrain(folder)), Check(folder, IdxFolder.ReadTest(folder)));
        }

        var threads = options.Threads > 0 ? options.Threads : -1;
        // Seeds of their own, not of the training: another --seed is another training on the same images.
        return (DigitRenderer.Render(TrainCount, seed: 1, threads), DigitRenderer.Render(TestCount, seed: 2, threads));
    }

    private static TensorDataset<float, int> Check(string folder, TensorDataset<float, int> data)
    {
        var shape = string.Join(" x ", data.Inputs.Shape.ToArray());
        if (shape != "1 x 28 x 28")
        {
            throw new DataFormatException(folder, $"has images of {shape} numbers", "the model reads grey images of 28 x 28");
        }

        if (data.Count == 0)
        {
            throw new DataFormatException(folder, "has no images", "give a folder that has some");
        }

        var highest = Labels.Of(data).Max();
        return highest < 10
            ? data
            : throw new DataFormatException(folder, $"has the label {highest}", "the model tells the classes 0 to 9 apart");
    }
}
