using Microsoft.CodeAnalysis.CSharp;

namespace DeepGen.Generators.Declaration;

/// <summary>Names that become parameters and properties of the generated code.</summary>
internal static class Identifiers
{
    /// <summary>Whether a text can stand in C# as it is: an identifier that is no keyword.</summary>
    public static bool IsName(string text) =>
        SyntaxFacts.IsValidIdentifier(text) && SyntaxFacts.GetKeywordKind(text) == SyntaxKind.None;

    /// <summary>The name as a property's: its first letter is a capital.</summary>
    public static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);
}

/// <summary>Hands out names, each once.</summary>
internal sealed class UniqueNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The wanted name, or that name and the first free number from 2 on.</summary>
    public string Take(string wanted)
    {
        var name = wanted;
        for (var number = 2; !_taken.Add(name); number++)
        {
            name = wanted + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return name;
    }
}
