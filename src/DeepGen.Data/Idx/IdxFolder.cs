using System.Numerics.Tensors;

namespace DeepGen.Data;

/// <summary>
/// Reads folders laid out as MNIST's: "train-images-idx3-ubyte", "train-labels-idx1-ubyte" and the same for "t10k", each with or
/// without ".gz", with a dash or a dot before "idx".
/// </summary>
public static class IdxFolder
{
    /// <summary>Reads the training images and labels.</summary>
    /// <inheritdoc cref="Read"/>
    public static TensorDataset<float, int> ReadTrain(string directory) => Read(directory, "train");

    /// <summary>Reads the test images and labels.</summary>
    /// <inheritdoc cref="Read"/>
    public static TensorDataset<float, int> ReadTest(string directory) => Read(directory, "t10k");

    /// <summary>Reads one part of a folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="part">The first word of the file names, such as "train" or "t10k".</param>
    /// <returns>Images [count, channels, height, width] from 0 to 1, kept as bytes in memory, and labels [count].</returns>
    /// <exception cref="DataFormatException">A file is missing or damaged, or images and labels differ in number.</exception>
    public static TensorDataset<float, int> Read(string directory, string part)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(part);
        if (!Directory.Exists(directory))
        {
            throw new DataFormatException(directory, "is not a folder", "give a folder with IDX files such as those of MNIST");
        }

        var imagePath = Find(directory, part + "-images", "idx3-ubyte");
        var labelPath = Find(directory, part + "-labels", "idx1-ubyte");
        var images = IdxFile.ReadImages(imagePath);
        var labels = IdxFile.ReadLabels(labelPath);
        if (images.Lengths[0] != labels.Lengths[0])
        {
            throw new DataFormatException(
                imagePath,
                $"has {images.Lengths[0]} images but '{labelPath}' has {labels.Lengths[0]} labels",
                "give files that belong together");
        }

        return new(new ByteColumn(WithChannels(images)), Tensor.ConvertTruncating<byte, int>(labels));
    }

    private static string Find(string directory, string name, string type)
    {
        string[] names = [$"{name}-{type}", $"{name}.{type}", $"{name}-{type}.gz", $"{name}.{type}.gz"];
        return names.Select(file => Path.Combine(directory, file)).FirstOrDefault(File.Exists)
            ?? throw new DataFormatException(
                directory, $"has no file {names[0]}, plain or with .gz", "give a folder with IDX files such as those of MNIST");
    }

    private static Tensor<byte> WithChannels(Tensor<byte> images)
    {
        if (images.Rank == 4)
        {
            return images;
        }

        // Not Reshape, which refuses images of a single row or column in System.Numerics.Tensors 10.0.
        var values = new byte[images.FlattenedLength];
        images.FlattenTo(values);
        return Tensor.Create(values, [images.Lengths[0], 1, images.Lengths[1], images.Lengths[2]]);
    }
}
