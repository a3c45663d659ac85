using System.Globalization;
using System.Text.RegularExpressions;
using DeepGen.Runtime;

namespace DeepGen.Tests.Devices.Gates;

/// <summary>Mistakes that are planted in the text of kernels, to see them found.</summary>
internal static partial class Mistake
{
    private const string Barrier = "DG_SYNC();";

    /// <summary>The change that a name means: "none", "barrier:3" without the barrier of this number, "outside" of memory.</summary>
    public static Func<string, string> Of(string name) => name.Split(':') switch
    {
        ["none"] => text => text,
        ["barrier", var number] => text => Without(WithReductions(text), int.Parse(number, CultureInfo.InvariantCulture)),
        ["outside"] => Outside,
        _ => throw new ArgumentException($"There is no mistake '{name}'."),
    };

    /// <summary>The barriers of a text and of those reductions of the prelude that it uses.</summary>
    public static int CountBarriers(string text) => Regex.Count(WithReductions(text), Regex.Escape(Barrier));

    /// <summary>
    /// The text with definitions of its own for what it uses of the prelude that has barriers: the first of each, which are OpenCL's.
    /// </summary>
    private static string WithReductions(string text)
    {
        string prelude = DeviceSource.Complete("", "");
        var used = Reduction().Matches(prelude).DistinctBy(macro => macro.Groups[1].Value).Where(
            macro => macro.Value.Contains(Barrier) && text.Contains(macro.Groups[1].Value, StringComparison.Ordinal));
        return string.Concat(used.Select(macro => $"#undef {macro.Groups[1].Value}\n{macro.Value}\n")) + text;
    }

    private static string Without(string text, int barrier)
    {
        int at = 0;
        return Regex.Replace(text, Regex.Escape(Barrier), match => at++ == barrier ? "" : match.Value);
    }

    /// <summary>The first thing that a kernel takes begins a page behind what it was given.</summary>
    private static string Outside(string text)
    {
        var start = Start().Match(text);
        return text.Insert(start.Index + start.Length, " + 1000000");
    }

    [GeneratedRegex(@"^#define (DG_\w+)\([^)]*\)(?:.*\\\n)+.*$", RegexOptions.Multiline)]
    private static partial Regex Reduction();

    [GeneratedRegex(@"^    \w+ \+= \w+_at", RegexOptions.Multiline)]
    private static partial Regex Start();
}
