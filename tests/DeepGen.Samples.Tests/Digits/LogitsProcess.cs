using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using DeepGen.Data;
using Digits;

namespace DeepGen.Samples.Tests.Digits;

/// <summary>DeepGen's half of tests/Reference/check_checkpoint.py: what the sample's model makes of images.</summary>
internal static class LogitsProcess
{
    /// <summary>The arguments are a checkpoint, an IDX file of images and the file to write: floats [images, 10].</summary>
    public static void Run(string[] arguments)
    {
        using var model = new DigitClassifier();
        model.Load(arguments[0]);
        var images = IdxFile.ReadImages(arguments[1]);
        var pixels = new byte[images.FlattenedLength];
        images.FlattenTo(pixels);
        var column = new ByteColumn(Tensor.Create(pixels, [images.Lengths[0], 1, 28, 28]));
        var values = new float[pixels.Length];
        column.Read(0, column.Count, values, default);
        var logits = new float[column.Count * 10];
        model.Predict(Tensor.Create(values, [column.Count, 1, 28, 28])).Tensor.FlattenTo(logits);
        File.WriteAllBytes(arguments[2], MemoryMarshal.AsBytes<float>(logits));
    }
}
