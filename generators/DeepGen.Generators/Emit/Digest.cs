using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DeepGen.Generators.Emit;

/// <summary>Short names for long texts.</summary>
internal static class Digest
{
    /// <summary>The first bytes of the SHA-256 of a text, in hexadecimal.</summary>
    public static string Of(string text, int bytes = 4)
    {
        using var hash = SHA256.Create();
        return string.Concat(
            hash.ComputeHash(Encoding.UTF8.GetBytes(text)).Take(bytes).Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
