using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace DeepGen.Runtime;

/// <summary>
/// Compiled programs on disk, a file each, named by what they were compiled from and for. Files are written beside and renamed, so that
/// processes may share the folder; what is damaged counts as not there, and a folder that cannot be used costs nothing but time. Where
/// there is too much, what was used longest ago goes.
/// </summary>
/// <param name="folder">Where the files lie; null for nowhere.</param>
/// <param name="mostBytes">How much is kept, beside the last program that was written.</param>
internal sealed partial class ProgramCache(string? folder, long mostBytes = ProgramCache.MostBytes)
{
    private const long MostBytes = 1L << 29;
    private const string Unfinished = ".new";
    private const int Version = 1;
    private const int HashBytes = SHA256.HashSizeInBytes;
    private const int VersionAt = 8;
    private const int KeyAt = 12;
    private const int LengthAt = KeyAt + HashBytes;
    private const int ChecksumAt = LengthAt + sizeof(long);
    private const int HeaderBytes = ChecksumAt + HashBytes;

    // No process takes as long to write one: it ended before it could rename it.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

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

        if (bytes.Length < HeaderBytes || !bytes.AsSpan(0, HeaderBytes).SequenceEqual(Header(key, bytes.AsSpan(HeaderBytes))))
        {
            return null;
        }

        MarkUsed(FileOf(key)!);
        return bytes[HeaderBytes..];
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

        string beside = $"{file}.{Guid.NewGuid():N}{Unfinished}";
        try
        {
            Directory.CreateDirectory(folder!);
            using (var stream = File.Create(beside))
            {
                stream.Write(Header(key, program));
                stream.Write(program);
            }

            File.Move(beside, file, overwrite: true);
            Prune(Path.GetFileName(file));
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

    /// <summary>Deletes what was used longest ago as long as there is too much, and what a process that ended left half written.</summary>
    /// <remarks>Another process may do the same at the same time, and one that finds its program gone compiles it again.</remarks>
    /// <param name="written">The file that stays.</param>
    private void Prune(string written) =>
        Prune(new DirectoryInfo(folder!).GetFiles().Where(file => file.Name != written && Written().IsMatch(file.Name)), mostBytes);

    /// <summary>The same for the files of one look at the folder, some of which may have changed since.</summary>
    internal static void Prune(IEnumerable<FileInfo> found, long mostBytes)
    {
        (FileInfo File, long Length)[] files =
            [.. found.Select(static file => (File: file, Length: LengthOf(file))).Where(static file => file.Length >= 0)];
        long bytes = files.Sum(static file => file.Length);
        foreach ((FileInfo file, long length) in files.OrderBy(static file => file.File.LastAccessTimeUtc))
        {
            bool isAbandoned = file.Extension == Unfinished && DateTime.UtcNow - file.LastWriteTimeUtc > Abandoned;
            bool goes = isAbandoned || (bytes > mostBytes && file.Extension != Unfinished);
            if (goes && Delete(file.FullName))
            {
                bytes -= length;
            }
        }
    }

    /// <summary>The length of a file; -1 where it cannot be had, as of one that another process has deleted.</summary>
    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            return -1;
        }
    }

    /// <summary>The names of files that a cache has written: the folder may hold others, which are somebody else's.</summary>
    [GeneratedRegex(@"^[0-9a-f]{64}\.bin(\.[0-9a-f]{32}\.new)?$")]
    private static partial Regex Written();

    // By the time of access, set here, since many file systems do not keep it themselves.
    private static void MarkUsed(string file)
    {
        try
        {
            File.SetLastAccessTimeUtc(file, DateTime.UtcNow);
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            // Pruned meanwhile, or somebody else's: it was read all the same.
        }
    }

    /// <summary>Deletes a file, and says whether it is gone.</summary>
    private static bool Delete(string file)
    {
        try
        {
            File.Delete(file);
            return true;
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            // A disk that is full or read-only: the file is not there, or nothing can be done about it.
            return false;
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
