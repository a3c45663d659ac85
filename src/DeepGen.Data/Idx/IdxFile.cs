using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DeepGen.Data;

/// <summary>
/// Reads and writes the IDX format of MNIST and its relatives: a type, the dimensions and the values, big-endian. Gzip is
/// recognised by a file's content, not by its name.
/// </summary>
public static class IdxFile
{
    /// <summary>Reads a file of any rank.</summary>
    /// <typeparam name="T">The element type in the file: byte, sbyte, short, int, float or double.</typeparam>
    /// <param name="path">The file, plain or compressed with gzip.</param>
    /// <returns>A dense tensor of the file's dimensions.</returns>
    /// <exception cref="DataFormatException">The file is missing, unreadable, damaged or holds something else.</exception>
    /// <exception cref="NotSupportedException">The format has no such element type.</exception>
    public static Tensor<T> Read<T>(string path)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            return new IdxReader<T>(path, file).Read();
        }
        catch (InvalidDataException exception)
        {
            throw new DataFormatException(path, "is a damaged gzip file", "copy or download it again", exception);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataFormatException(path, "does not exist", "check the path", exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException and not DataFormatException)
        {
            var cause = "cannot be read (" + exception.Message.TrimEnd('.') + ")";
            throw new DataFormatException(path, cause, "check what it is and who may read it", exception);
        }
    }

    /// <summary>Reads 8-bit images.</summary>
    /// <param name="path">The file, plain or compressed with gzip.</param>
    /// <returns>The images [count, height, width], or [count, channels, height, width] if the file says so.</returns>
    /// <exception cref="DataFormatException">The file is missing, unreadable, damaged or does not hold images.</exception>
    public static Tensor<byte> ReadImages(string path)
    {
        var images = Read<byte>(path);
        return images.Rank is 3 or 4 ? images : throw WrongRank(path, images.Rank, "images have 3 (count, height, width) or 4");
    }

    /// <summary>Reads 8-bit labels.</summary>
    /// <param name="path">The file, plain or compressed with gzip.</param>
    /// <returns>The labels [count].</returns>
    /// <exception cref="DataFormatException">The file is missing, unreadable, damaged or does not hold labels.</exception>
    public static Tensor<byte> ReadLabels(string path)
    {
        var labels = Read<byte>(path);
        return labels.Rank == 1 ? labels : throw WrongRank(path, labels.Rank, "labels have 1");
    }

    /// <summary>Writes a file that <see cref="Read{T}"/> gives back bit by bit.</summary>
    /// <typeparam name="T">The element type: byte, sbyte, short, int, float or double.</typeparam>
    /// <param name="path">The file to write; one that is there is replaced.</param>
    /// <param name="values">The values, of rank 1 to 255.</param>
    /// <param name="compress">Whether to compress with gzip.</param>
    /// <exception cref="NotSupportedException">The format has no such element type.</exception>
    /// <exception cref="ArgumentException">The tensor has no dimensions or more than 255.</exception>
    public static void Write<T>(string path, Tensor<T> values, bool compress = false)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Rank is 0 or > 255)
        {
            throw new ArgumentException($"An IDX file has 1 to 255 dimensions, but the tensor has {values.Rank}.", nameof(values));
        }

        Span<byte> header = stackalloc byte[4 + (4 * values.Rank)];
        (header[0], header[1], header[2], header[3]) = (0, 0, IdxElement.Of<T>().Code, (byte)values.Rank);
        for (var i = 0; i < values.Rank; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(header[(4 + (4 * i))..], checked((uint)values.Lengths[i]));
        }

        var swapped = new T[values.FlattenedLength];
        values.FlattenTo(swapped);
        IdxElement.SwapBytes<T>(swapped, swapped);
        using var file = File.Create(path);
        using Stream stream = compress ? new GZipStream(file, CompressionLevel.Optimal) : file;
        stream.Write(header);
        stream.Write(MemoryMarshal.AsBytes<T>(swapped));
    }

    private static DataFormatException WrongRank(string path, int rank, string expected)
        => new(path, $"has {rank} dimensions", $"{expected}, so check which file this is");
}
