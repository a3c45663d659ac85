using System.Text.RegularExpressions;

namespace DeepGen.Generators.Tests.Devices;

/// <summary>The memory that the items of a group share.</summary>
internal static class SharedMemory
{
    /// <summary>The least that any device of OpenCL 1.2 gives to a group.</summary>
    public const long Least = 32 * 1024;

    private static readonly Dictionary<string, long> Sizes = new()
    {
        ["float"] = 4,
        ["float4"] = 16,
        ["int"] = 4,
        ["dg_u32"] = 4,
        ["dg_i64"] = 8,
    };

    /// <summary>The bytes that a kernel takes of it.</summary>
    public static long BytesOf(string text)
    {
        var shared = Regex.Matches(text, @"DG_SHARED\((\w+), \w+, ([^;]*)\);");
        shared.Count.ShouldBe(Regex.Count(text, "DG_SHARED"), text);
        return shared.Sum(array => Sizes[array.Groups[1].Value] * GroupCount.Of(array.Groups[2].Value, new Dictionary<string, long>()));
    }
}
