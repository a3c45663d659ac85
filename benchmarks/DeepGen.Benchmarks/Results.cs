using System.Globalization;
using System.Reflection;
using DeepGen.Runtime;

namespace DeepGen.Benchmarks;

/// <summary>The file that keeps what was measured: a section for each benchmark, replaced when it runs again.</summary>
internal static class Results
{
    private const string Title = "# Results\n";

    /// <summary>Writes a section: how to repeat it, on what and when it was measured, and the numbers.</summary>
    public static void Write(string heading, string command, string body)
    {
        string path = Path.Combine(Repository.Root, "benchmarks", "RESULTS.md");
        string[] sections = (File.Exists(path) ? File.ReadAllText(path) : Title).Split("\n## ");
        string section = $"{heading}\n\n```sh\n{command}\n```\n\n{Machine()}\n\n{body}";
        int place = Array.FindIndex(sections, text => text.StartsWith(heading + "\n", StringComparison.Ordinal));
        sections = place < 0 ? [.. sections, section] : [.. sections[..place], section, .. sections[(place + 1)..]];
        File.WriteAllText(path, string.Join("\n## ", sections.Select(text => text.TrimEnd('\n') + "\n")));
    }

    private static string Machine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores, vectors of {SimdWidth.Preferred} floats, SDK {Sdk}, {DateTime.UtcNow:yyyy-MM-dd}.");

    private static string Sdk =>
        typeof(Results).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "SdkVersion").Value!;
}
