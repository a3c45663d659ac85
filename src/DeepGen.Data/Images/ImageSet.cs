using System.Numerics.Tensors;

namespace DeepGen.Data;

/// <summary>
/// The PNG images of a folder or a zip archive, all brought to one size, with their paths, from which their classes are read: usually the
/// folder that an image lies in.
/// </summary>
public sealed class ImageSet
{
    private readonly string[] paths;

    private ImageSet(string source, string[] paths, Tensor<byte> pixels)
    {
        (Source, this.paths) = (source, paths);
        Images = new ByteColumn(pixels);
    }

    /// <summary>The folder or archive.</summary>
    public string Source { get; }

    /// <summary>The number of images.</summary>
    public int Count => paths.Length;

    /// <summary>
    /// Where each image lies within the folder or archive, with '/' between the names; by character code. Within an archive that itself
    /// lies in the folder, paths begin inside of it.
    /// </summary>
    public IReadOnlyList<string> Paths => paths;

    /// <summary>The images [count, channels, height, width], from 0 to 1, kept as bytes.</summary>
    public ByteColumn Images { get; }

    /// <summary>Reads all PNG images of a folder, its folders and the zip archives in it, or of one zip archive.</summary>
    /// <param name="path">The folder or the archive.</param>
    /// <param name="channels">The channels that every image is brought to; see <see cref="Image.WithChannels"/>.</param>
    /// <param name="height">The rows that every image is brought to; see <see cref="Image.Resize"/>.</param>
    /// <param name="width">The columns that every image is brought to.</param>
    /// <param name="threads">The most threads that decode; -1 for all.</param>
    /// <exception cref="DataFormatException">
    /// There is no such folder or archive, it has no PNG image, or something in it is damaged.
    /// </exception>
    public static ImageSet Read(string path, int channels, int height, int width, int threads = -1)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 4);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        var files = ImageSource.Find(path);
        files.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        var length = channels * height * width;
        if ((long)files.Count * length > Array.MaxLength)
        {
            throw new DataFormatException(path, $"has {files.Count} images, too many of {length} numbers for one set", "read a part of it");
        }

        var pixels = new byte[files.Count * length];
        var faults = new DataFormatException?[files.Count];
        Parallel.For(0, files.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            try
            {
                var image = PngFile.Decode(files[i].Content, files[i].Name);
                image.WithChannels(channels).Resize(height, width).CopyTo(pixels.AsSpan(i * length, length));
            }
            catch (DataFormatException fault)
            {
                faults[i] = fault;
            }
        });

        // The first one by its place, not the first one that a thread has come upon.
        return Array.Find(faults, fault => fault is not null) is { } first
            ? throw first
            : new ImageSet(path, [.. files.Select(file => file.Path)], Tensor.Create(pixels, [files.Count, channels, height, width]));
    }

    /// <summary>The class of each image: the folder that it lies in.</summary>
    /// <param name="names">The folders, each once, by character code; a label is a place among them.</param>
    public int[] Labels(out string[] names)
        => Labels(static path => path.LastIndexOf('/') is >= 0 and var end ? path[..end] : "", out names);

    /// <summary>The class of each image, read from its path.</summary>
    /// <param name="className">Takes a path to the name of the class.</param>
    /// <param name="names">The names, each once, by character code; a label is a place among them.</param>
    public int[] Labels(Func<string, string> className, out string[] names)
    {
        ArgumentNullException.ThrowIfNull(className);
        var all = Array.ConvertAll(paths, path => className(path));
        names = [.. all.Distinct().Order(StringComparer.Ordinal)];
        var places = names.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        return Array.ConvertAll(all, name => places[name]);
    }
}
