using System.IO.Compression;

namespace DeepGen.Data;

/// <summary>An image file, still compressed.</summary>
/// <param name="Path">Where it lies within the folder or archive.</param>
/// <param name="Name">What it is called in errors.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record ImageSource(string Path, string Name, byte[] Content)
{
    // Far above any picture to learn from.
    private const long LargestFile = 1 << 28;

    /// <summary>Finds the PNG files of a folder with the archives in it, or of an archive, in any order.</summary>
    public static List<ImageSource> Find(string path)
    {
        List<ImageSource> found = [];
        try
        {
            if (Directory.Exists(path))
            {
                AddFolder(found, path);
            }
            else if (File.Exists(path))
            {
                AddArchive(found, path);
            }
            else
            {
                throw new DataFormatException(path, "does not exist", "give a folder with PNG images, or a zip archive of such");
            }
        }
        catch (Exception exception) when (exception is IOException and not DataFormatException or UnauthorizedAccessException)
        {
            throw new DataFormatException(path, "cannot be read", "check that it may be read", exception);
        }

        return found.Count > 0
            ? found
            : throw new DataFormatException(path, "has no PNG image", "give a folder with PNG images, or a zip archive of such");
    }

    private static void AddFolder(List<ImageSource> found, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (HasEnd(file, ".zip"))
            {
                AddArchive(found, file);
            }
            else if (HasEnd(file, ".png"))
            {
                var path = System.IO.Path.GetRelativePath(folder, file).Replace(System.IO.Path.DirectorySeparatorChar, '/');
                found.Add(new(path, file, File.ReadAllBytes(file)));
            }
        }
    }

    private static void AddArchive(List<ImageSource> found, string file)
    {
        try
        {
            using var archive = ZipFile.OpenRead(file);
            foreach (var entry in archive.Entries)
            {
                if (HasEnd(entry.FullName, ".png"))
                {
                    found.Add(new(entry.FullName.Replace('\\', '/'), $"{file}:{entry.FullName}", Read(entry, file)));
                }
            }
        }
        catch (InvalidDataException exception)
        {
            throw new DataFormatException(file, "is a damaged or unusual zip archive", "copy or pack it again", exception);
        }
    }

    private static byte[] Read(ZipArchiveEntry entry, string file)
    {
        // What an archive says about its sizes may be anything; only what is really unpacked is allocated.
        if (entry.Length > LargestFile)
        {
            throw new DataFormatException(
                file, $"says that its {entry.FullName} has {entry.Length} bytes", $"images have at most {LargestFile}, so copy it again");
        }

        using var stream = entry.Open();
        using var content = new MemoryStream();
        var block = new byte[1 << 14];
        for (int count; (count = stream.Read(block)) > 0;)
        {
            content.Write(block.AsSpan(0, count));
            if (content.Length > entry.Length)
            {
                break;
            }
        }

        var bytes = content.ToArray();
        return bytes.Length == entry.Length && Crc32.Of(bytes) == entry.Crc32
            ? bytes
            : throw new DataFormatException(file, $"is damaged at its {entry.FullName}", "copy or download it again");
    }

    private static bool HasEnd(string path, string end) => path.EndsWith(end, StringComparison.OrdinalIgnoreCase);
}
