namespace DeepGen.Data;

/// <summary>
/// Reads PNG images: every colour type and bit depth, plain or interlaced. Palettes become colours, and a transparent colour becomes
/// opacity. Checksums are checked; gamma and colour profiles are not applied.
/// </summary>
public static class PngFile
{
    /// <summary>Reads one file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataFormatException">The file is missing, damaged or no PNG; the message says where.</exception>
    public static Image Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] content;
        try
        {
            content = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataFormatException(path, "does not exist", "check the path", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException(path, "cannot be read", "check that it is a file and that it may be read", exception);
        }

        return Decode(content, path);
    }

    /// <summary>Reads an image from memory.</summary>
    /// <param name="content">The bytes of a PNG file.</param>
    /// <param name="name">What it is called in errors, such as its place in an archive.</param>
    /// <exception cref="DataFormatException">The bytes are damaged or no PNG.</exception>
    public static Image Decode(ReadOnlySpan<byte> content, string name) => new PngDecoder(name).Decode(content);
}
