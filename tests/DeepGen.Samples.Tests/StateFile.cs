using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace DeepGen.Samples.Tests;

/// <summary>What tests want to know of checkpoints, while another process may be replacing them.</summary>
internal static class StateFile
{
    /// <summary>The steps behind a training state; 0 where there is none yet.</summary>
    public static long Steps(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> length = stackalloc byte[8];
            file.ReadExactly(length);
            var header = new byte[BinaryPrimitives.ReadInt64LittleEndian(length)];
            file.ReadExactly(header);
            using var json = JsonDocument.Parse(header);
            var steps = json.RootElement.GetProperty("__metadata__").GetProperty("deepgen.step").GetString()!;
            return long.Parse(steps, CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return 0;
        }
    }

    public static string Hash(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
}
