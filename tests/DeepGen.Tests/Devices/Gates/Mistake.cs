using System.Globalization;
using System.Text.RegularExpressions;
using DeepGen.Runtime;

namespace DeepGen.Tests.Devices.Gates;

/// <summary>Mistakes that are planted in the text of kernels, to see them found.</summary>
internal static partial class Mistake
{
    /// <summary>
    /// The change that a name means: "none", without the barrier, the store to memory or the first value of a sum that has the number in
    /// "barrier:3", "store:3", "zero:3", or a read "outside" of memory.
    /// </summary>
    public static Func<string, string> Of(string name) => name.Split(':') switch
    {
        ["none"] => text => text,
        ["barrier", var number] => text => Without(BarrierCall(), WithReductions(text), number),
        ["store", var number] => text => Without(Store(), text, number),
        ["zero", var number] => text => Without(Zero(), text, number),
        ["outside"] => Outside,
        _ => throw new ArgumentException($"There is no mistake '{name}'."),
    };

    /// <summary>The barriers of a text and of those reductions of the prelude that it uses.</summary>
    public static int CountBarriers(string text) => BarrierCall().Count(WithReductions(text));

    /// <summary>What a text stores to memory that nobody else writes.</summary>
    public static int CountStores(string text) => Store().Count(text);

    /// <summary>The sums of a text that begin with something.</summary>
    public static int CountZeros(string text) => Zero().Count(text);

    /// <summary>
    /// The text with definitions of its own for what it uses of the prelude that has barriers: the first of each, which are OpenCL's.
    /// </summary>
    private static string WithReductions(string text)
    {
        string prelude = DeviceSource.Complete("", "");
        var used = Reduction().Matches(prelude).DistinctBy(macro => macro.Groups[1].Value).Where(
            macro => BarrierCall().IsMatch(macro.Value) && text.Contains(macro.Groups[1].Value, StringComparison.Ordinal));
        return string.Concat(used.Select(macro => $"#undef {macro.Groups[1].Value}\n{macro.Value}\n")) + text;
    }

    private static string Without(Regex what, string text, string number)
    {
        int at = 0, removed = int.Parse(number, CultureInfo.InvariantCulture);
        return what.Replace(text, match => at++ == removed ? ";" : match.Value);
    }

    /// <summary>The first thing that a kernel takes begins a page behind what it was given.</summary>
    private static string Outside(string text)
    {
        var start = Start().Match(text);
        return text.Insert(start.Index + start.Length, " + 1000000");
    }

    [GeneratedRegex(@"^#define (DG_\w+)\([^)]*\)(?:.*\\\n)+.*$", RegexOptions.Multiline)]
    private static partial Regex Reduction();

    [GeneratedRegex(@"DG_SYNC\(\);")]
    private static partial Regex BarrierCall();

    /// <summary>
    /// To memory: what is in registers or shared has names of its own. Gradients of parameters are left, which are zeros from the start.
    /// </summary>
    [GeneratedRegex(
        @"(?<=^ +)(?!(?:a|b|sum|shared|left\w*|right\w*|\w+(?:Weight|Bias)Gradient)\[)\w+\[[^;]*\] = [^;]*;", RegexOptions.Multiline)]
    private static partial Regex Store();

    [GeneratedRegex(@"(?<=^ +float (?:sum\d*|value)) = [^;]+;|(?<=^ +)sum\[i\]\[j\] = 0\.0f;", RegexOptions.Multiline)]
    private static partial Regex Zero();

    [GeneratedRegex(@"^    \w+ \+= \w+_at", RegexOptions.Multiline)]
    private static partial Regex Start();
}
