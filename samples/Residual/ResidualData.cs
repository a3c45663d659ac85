using DeepGen.Data;
using DeepGen.Samples;

namespace Residual;

/// <summary>The images to train with and those to test with: three colours, 32 x 32 pixels, ten classes.</summary>
internal static class ResidualData
{
    private const int TrainCount = 4000;
    private const int TestCount = 1000;
    private const int Side = TextureRenderer.Side;

    /// <summary>The textures, or as many images of the folder that --data names, drawn by the seed; all of them with --all.</summary>
    public static (TensorDataset<float, int> Train, TensorDataset<float, int> Test) Load(Options options)
    {
        if (options.Data is not { } folder)
        {
            var threads = options.Threads > 0 ? options.Threads : -1;
            // Seeds of their own, not of the training: another --seed is another training on the same images.
            return (TextureRenderer.Render(TrainCount, seed: 1, threads), TextureRenderer.Render(TestCount, seed: 2, threads));
        }

        var (train, test) = (Coloured(folder, IdxFolder.ReadTrain(folder)), Coloured(folder, IdxFolder.ReadTest(folder)));
        return options.Has("--all") ? (train, test) : (Draw(train, TrainCount, options.Seed), Draw(test, TestCount, options.Seed));
    }

    private static TensorDataset<float, int> Draw(TensorDataset<float, int> data, int count, ulong seed)
        => data.Split(Math.Min(1, (double)count / data.Count), seed).First;

    /// <summary>Grey images up to 32 x 32 in the midst of three equal planes, as networks for colours take them.</summary>
    private static TensorDataset<float, int> Coloured(string folder, TensorDataset<float, int> data)
    {
        if (data.Count == 0 || data.Inputs.Shape is not [1, <= Side, <= Side])
        {
            var shape = string.Join(" x ", data.Inputs.Shape.ToArray());
            throw new DataFormatException(
                folder, $"has {data.Count} images of {shape} numbers", $"the model reads grey ones of up to {Side} x {Side}");
        }

        if (Labels.Of(data).Max() is >= TextureRenderer.Classes and var highest)
        {
            throw new DataFormatException(folder, $"has the label {highest}", "the model tells the classes 0 to 9 apart");
        }

        var (height, width) = ((int)data.Inputs.Shape[1], (int)data.Inputs.Shape[2]);
        return data.WithInputs(images => images.Map([3, Side, Side], (source, destination) =>
        {
            destination.Clear();
            for (var line = 0; line < 3 * height; line++)
            {
                var (channel, y) = Math.DivRem(line, height);
                var place = (((channel * Side) + y + ((Side - height) / 2)) * Side) + ((Side - width) / 2);
                source.Slice(y * width, width).CopyTo(destination[place..]);
            }
        }));
    }
}
