using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DeepGen.Runtime;

/// <summary>
/// Compiled programs on disk, a file each, named by what they were compiled from and for. Files are written beside and renamed, so that
/// processes may share the folder; what is damaged counts as not there, and a folder that cannot be used costs nothing but time.
/// </summary>
/// <param name="folder">Where the files lie; null for nowhere.</param>
internal sealed class ProgramCache(string? folder)
{
    private const int Version = 1;
    private const int HashBytes = SHA256.HashSizeInBytes;
    private const int VersionAt = 8;
    private const int KeyAt = 12;
    private const int LengthAt = KeyAt + HashBytes;
    private const int ChecksumAt = LengthAt + sizeof(long);
    private const int HeaderBytes = ChecksumAt + HashBytes;

    /// <summary>The cache in the folder that <c>DEEPGEN_CACHE</c> names, else in the user's folder for such files.</summary>
    public static ProgramCache Default { get; } = new(DefaultFolder());

    private static ReadOnlySpan<byte> Magic => "DeepGen\n"u8;

    /// <summary>What names a program: the hash of all that its binary depends on.</summary>
    /// <param name="source">The whole text.</param>
    /// <param name="options">The compiler's options.</param>
    /// <param name="compiler">The device, and the versions of what compiles for it.</param>
    public static byte[] Key(string source, string options, string compiler) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{Version}\0{compiler}\0{options}\0{source}")));

    /// <summary>The file of a program; null without a folder.</summary>
    /// <param name="key">Its key.</param>
    public string? FileOf(byte[] key) => folder is null ? null : Path.Combine(folder, Convert.ToHexStringLower(key) + ".bin");

    /// <summary>Reads a program; null where there is none, or a damaged one.</summary>
    /// <param name="key">Its key.</param>
    public byte[]? Read(byte[] key)
    {
        byte[] bytes;
        try
        {
            if (FileOf(key) is not { } file || !File.Exists(file))
            {
                return null;
            }

            bytes = File.ReadAllBytes(file);
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            return null;
        }

        return bytes.Length >= HeaderBytes
            && bytes.AsSpan(0, HeaderBytes).SequenceEqual(Header(key, bytes.AsSpan(HeaderBytes)))
            ? bytes[HeaderBytes..]
            : null;
    }

    /// <summary>Writes a program, if that is possible.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="program">What the driver gave.</param>
    public void Write(byte[] key, ReadOnlySpan<byte> program)
    {
        if (FileOf(key) is not { } file)
        {
            return;
        }

        string beside = $"{file}.{Guid.NewGuid():N}.new";
        try
        {
            Directory.CreateDirectory(folder!);
            using (var stream = File.Create(beside))
            {
                stream.Write(Header(key, program));
                stream.Write(program);
            }

            File.Move(beside, file, overwrite: true);
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            Delete(beside);
        }
    }

    private static byte[] Header(byte[] key, ReadOnlySpan<byte> program)
    {
        byte[] header = new byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(VersionAt), Version);
        key.CopyTo(header, KeyAt);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(LengthAt), program.Length);
        SHA256.HashData(program, header.AsSpan(ChecksumAt));
        return header;
    }

    private static void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            // A disk that is full or read-only: the file is not there, or nothing can be done about it.
        }
    }

    private static bool IsOfFiles(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    private static string? DefaultFolder()
    {
        if (Environment.GetEnvironmentVariable("DEEPGEN_CACHE") is { Length: > 0 } chosen)
        {
            return chosen;
        }

        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string caches =
            OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : OperatingSystem.IsMacOS() ? Under(home, "Library/Caches")
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } named ? named
            : Under(home, ".cache");
        return caches.Length > 0 ? Path.Combine(caches, "deepgen") : null;
    }

    private static string Under(string home, string folder) => home.Length > 0 ? Path.Combine(home, folder) : "";
}
