using Microsoft.CodeAnalysis.CSharp;

namespace DeepGen.Generators.Declaration;

/// <summary>What a name becomes in the generated code, and so what it must not be.</summary>
internal enum NameUse
{
    /// <summary>A parameter of the model's methods.</summary>
    Tensor,

    /// <summary>A property of the model's parameters.</summary>
    Layer,
}

/// <summary>Names that become parameters and properties of the generated code.</summary>
internal static class Identifiers
{
    private static readonly HashSet<string> TakenByMethods = new(StringComparer.Ordinal) { "Batch", "Call", "Gradients", "Session" };

    private static readonly HashSet<string> TakenByParameters = new(StringComparer.Ordinal)
    {
        "At", "Contains", "Count", "Edit", "Enumerator", "Equals", "Finalize", "GetEnumerator", "GetHashCode", "GetType", "GradientSpan",
        "Groups", "MemberwiseClone", "ParameterGroups", "ReferenceEquals", "Span", "ToString", "TotalNorm", "Version", "ZeroGradients",
    };

    /// <summary>Whether a text can stand in C# as it is: an identifier that is no keyword.</summary>
    public static bool IsName(string text) =>
        SyntaxFacts.IsValidIdentifier(text) && SyntaxFacts.GetKeywordKind(text) == SyntaxKind.None;

    /// <summary>Why a name cannot be used; null where it can.</summary>
    public static string? Problem(string name, NameUse use) =>
        !SyntaxFacts.IsValidIdentifier(name) ? "it is no C# identifier"
        : !IsName(name) ? "it is a keyword of C#"
        : Property(name).Length == 0 || char.IsDigit(Property(name)[0]) ? "it does not begin with a letter"
        : (use == NameUse.Tensor ? TakenByMethods : TakenByParameters).Contains(Property(name)) ? "the generated code uses it itself"
        : null;

    /// <summary>A parameter's name as a property's: its first letter is a capital.</summary>
    public static string Camel(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);

    public static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>
    /// The property that a name becomes: its words without what parts them, each with a capital. Names that give the same property
    /// are the same name to the generated code.
    /// </summary>
    public static string Property(string name)
    {
        var letters = name.Select((letter, at) => !char.IsLetterOrDigit(letter) ? ""
            : at == 0 || !char.IsLetterOrDigit(name[at - 1]) ? char.ToUpperInvariant(letter).ToString()
            : letter.ToString());
        return string.Concat(letters);
    }
}

/// <summary>Hands out names, each once.</summary>
internal sealed class UniqueNames
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    /// <summary>The wanted name, or that name and the first free number from 2 on.</summary>
    public string Take(string wanted)
    {
        var name = wanted;
        for (var number = 2; !taken.Add(name); number++)
        {
            name = wanted + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return name;
    }
}
