using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using DeepGen.Runtime;

namespace DeepGen.Benchmarks;

/// <summary>The file that keeps what was measured: a section for each benchmark, replaced when it runs again.</summary>
internal static class Results
{
    private const string Title = "# Results\n";

    private static readonly string FilePath = Path.Combine(Repository.Root, "benchmarks", "RESULTS.md");

    /// <summary>Writes a section: how to repeat it, on what and when it was measured, and the numbers.</summary>
    public static void Write(string heading, string command, string body) =>
        Put(heading, $"```sh\n{command}\n```\n\n{Machine}, SDK {Sdk}, {DateTime.UtcNow:yyyy-MM-dd}.", body);

    /// <summary>Writes the numbers of a section anew that were not measured anew: what is said of how, where and when stays.</summary>
    /// <exception cref="InvalidOperationException">There is no such section.</exception>
    public static void Rewrite(string heading, string body)
    {
        const string Gap = "\n\n";
        string section = Sections().FirstOrDefault(text => IsOf(text, heading))
            ?? throw new InvalidOperationException($"{FilePath} has no section '{heading}'.");
        Put(heading, string.Join(Gap, section.Split(Gap)[1..3]), body);
    }

    private static void Put(string heading, string facts, string body)
    {
        string[] sections = Sections();
        string section = $"{heading}\n\n{facts}\n\n{body}";
        int place = Array.FindIndex(sections, text => IsOf(text, heading));
        sections = place < 0 ? [.. sections, section] : [.. sections[..place], section, .. sections[(place + 1)..]];
        File.WriteAllText(FilePath, string.Join("\n## ", sections.Select(text => text.TrimEnd('\n') + "\n")));
    }

    private static string[] Sections() => (File.Exists(FilePath) ? File.ReadAllText(FilePath) : Title).Split("\n## ");

    private static bool IsOf(string section, string heading) => section.StartsWith(heading + "\n", StringComparison.Ordinal);

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
