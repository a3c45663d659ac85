using System.Text.RegularExpressions;

namespace DeepGen.Generators.Tests.Devices;

/// <summary>The memory that the items of a group share.</summary>
internal static class SharedMemory
{
    /// <summary>The least that any device of OpenCL 1.2 gives to a group.</summary>
    public const long Least = 32 * 1024;

    /// <summary>The bytes that a kernel takes of it.</summary>
    public static long BytesOf(string text)
        => Regex.Matches(text, @"DG_SHARED\(float, \w+, ([^;]*)\);")
            .Sum(shared => sizeof(float) * GroupCount.Of(shared.Groups[1].Value, new Dictionary<string, long>()));
}
