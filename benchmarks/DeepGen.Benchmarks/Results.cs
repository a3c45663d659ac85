using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
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
        string section = $"{heading}\n\n```sh\n{command}\n```\n\n{Machine}, SDK {Sdk}, {DateTime.UtcNow:yyyy-MM-dd}.\n\n{body}";
        int place = Array.FindIndex(sections, text => text.StartsWith(heading + "\n", StringComparison.Ordinal));
        sections = place < 0 ? [.. sections, section] : [.. sections[..place], section, .. sections[(place + 1)..]];
        File.WriteAllText(path, string.Join("\n## ", sections.Select(text => text.TrimEnd('\n') + "\n")));
    }

    /// <summary>What was measured on.</summary>
    public static string Machine { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{Processor()}, {Environment.ProcessorCount} cores, vectors of {SimdWidth.Preferred} floats");

    /// <summary>As the system calls it; a name alone may stand for several generations.</summary>
    private static string Processor()
    {
        const string Source = "/proc/cpuinfo";
        if (!File.Exists(Source)) return RuntimeInformation.ProcessArchitecture.ToString();
        var facts = File.ReadLines(Source).TakeWhile(line => line.Length > 0).Select(line => line.Split(':', 2))
            .Where(parts => parts.Length == 2).ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim());
        string family = facts.TryGetValue("cpu family", out string? number) ? $" (family {number}, model {facts["model"]})" : "";
        return facts.GetValueOrDefault("model name", RuntimeInformation.ProcessArchitecture.ToString()) + family;
    }

    private static string Sdk =>
        typeof(Results).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "SdkVersion").Value!;
}
