using System.Numerics.Tensors;
using DeepGen.Data;
using Digits.Rendering;

namespace DeepGen.Samples.Tests.Digits;

/// <summary>Folders like MNIST's with a few rendered images, for trainings that take a second.</summary>
internal static class ImageFolder
{
    public static string Write(string folder, int train = 640, int test = 100, ulong seed = 1, bool compress = false)
    {
        Directory.CreateDirectory(folder);
        Write(folder, "train", DigitRenderer.Render(train, seed), compress);
        Write(folder, "t10k", DigitRenderer.Render(test, seed + 1), compress);
        return folder;
    }

    private static void Write(string folder, string part, TensorDataset<float, int> data, bool compress)
    {
        var pixels = new float[data.Count * data.Inputs.Length];
        data.Inputs.Read(0, data.Count, pixels, default);
        var labels = new int[data.Count];
        data.Targets.Read(0, data.Count, labels, default);
        var images = Tensor.Create(Array.ConvertAll(pixels, pixel => (byte)MathF.Round(pixel * 255)), [data.Count, 28, 28]);
        var end = compress ? ".gz" : "";
        IdxFile.Write(Path.Combine(folder, $"{part}-images-idx3-ubyte{end}"), images, compress);
        var classes = Tensor.Create(Array.ConvertAll(labels, label => (byte)label));
        IdxFile.Write(Path.Combine(folder, $"{part}-labels-idx1-ubyte{end}"), classes, compress);
    }
}
