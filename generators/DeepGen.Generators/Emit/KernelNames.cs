using DeepGen.Generators.Emit.CSharp;
using DeepGen.Generators.Schedule;

namespace DeepGen.Generators.Emit;

/// <summary>Names for kernels, and for what they take.</summary>
/// <param name="taken">Names that no kernel may have.</param>
/// <param name="isReserved">Whether bodies use a name for their own variables, or it stands for something else.</param>
internal sealed class KernelNames(IEnumerable<string> taken, Func<string, bool> isReserved)
{
    /// <summary>What a function of the dialect for devices has before its name in C, which a parameter would hide.</summary>
    private const string Prefix = "dg_";

    private readonly HashSet<string> taken = [.. taken];

    /// <summary>A name for a kernel.</summary>
    /// <param name="wanted">A name to begin from.</param>
    public string New(string wanted)
    {
        string name = wanted;
        for (int number = 2; !taken.Add(name); number++) name = FormattableString.Invariant($"{wanted}_{number}");
        return name;
    }

    /// <summary>Names for a kernel's memory, none of which its body uses.</summary>
    public List<string> Parameters(IEnumerable<Storage> memory, string body)
    {
        var names = new List<string>();
        foreach (var storage in memory)
        {
            string stem = CSharpText.Camel(storage.Name) + (storage.Kind == StorageKind.Gradient ? "Gradient" : "");
            if (isReserved(stem) || IsUsed(stem, body)) stem += "Values";
            string name = stem;
            for (int number = 2; names.Contains(name) || IsUsed(name, body); number++)
                name = FormattableString.Invariant($"{stem}_{number}");
            names.Add(name);
        }

        return names;
    }

    /// <summary>Whether a name stands in a text as a word, or behind the prefix.</summary>
    private static bool IsUsed(string name, string text)
    {
        for (int at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            int end = at + name.Length;
            bool begins = at == 0 || !IsWord(text[at - 1])
                || string.CompareOrdinal(text, Math.Max(0, at - Prefix.Length), Prefix, 0, Prefix.Length) == 0;
            if (begins && (end == text.Length || !IsWord(text[end]))) return true;
        }

        return false;
    }

    private static bool IsWord(char letter) => letter == '_' || char.IsLetterOrDigit(letter);
}
