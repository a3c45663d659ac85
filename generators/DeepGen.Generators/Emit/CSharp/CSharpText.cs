using System.Globalization;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>Numbers and names as C# text; the same on every machine and in every culture.</summary>
internal static class CSharpText
{
    private static readonly HashSet<string> Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for",
        "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null",
        "object",
        "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short",
        "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong",
        "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    ];

    /// <summary>What tuples have themselves.</summary>
    private static readonly HashSet<string> TupleMembers =
        ["CompareTo", "Deconstruct", "Equals", "GetHashCode", "GetType", "Rest", "ToString"];

    public static string Float(double value)
    {
        float single = (float)value;
        if (float.IsNaN(single)) return "float.NaN";
        if (float.IsInfinity(single)) return single > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        return single.ToString("G9", CultureInfo.InvariantCulture) + "f";
    }

    public static string Int(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The variable that holds a run-time dim in emitted code; dims that differ in case alone stay apart.</summary>
    public static string DimName(string name) => char.IsUpper(name[0]) ? "dim" + name : "dim_" + name;

    /// <summary>Extents and indices.</summary>
    public static IndexText Index { get; } = new(DimName, Digits);

    public static string Extent(Dim dim) => Index.Extent(dim);

    public static string Pascal(string name)
        => string.Concat(Words(name).Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));

    public static string Camel(string name)
    {
        string pascal = Pascal(name);
        string camel = pascal.Length == 0 ? "value" : char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);
        return Keywords.Contains(camel) || char.IsDigit(camel[0]) ? "_" + camel : camel;
    }

    /// <summary>
    /// Names as the elements of a tuple: with a capital, or as they are declared where C# has no such element or another name has it.
    /// </summary>
    public static IReadOnlyList<string> Elements(IReadOnlyList<string> names)
    {
        var elements = names.Select(Pascal).ToArray();
        return [.. names.Select(
            (name, at) => IsElement(elements[at]) && elements.Count(other => other == elements[at]) == 1 ? elements[at] : "@" + name)];
    }

    public static string Literal(string text)
        => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\r", "\\r").Replace("\n", "\\n") + "\"";

    /// <summary>Numbers beyond 32 bits need a conversion, which C# does not make from a literal by itself.</summary>
    private static string Digits(long value) => value <= int.MaxValue ? Int(value) : $"unchecked((nint){Int(value)})";

    private static bool IsElement(string name)
        => !TupleMembers.Contains(name) && !(name.StartsWith("Item", StringComparison.Ordinal) && name.Skip(4).All(char.IsDigit));

    private static IEnumerable<string> Words(string name)
        => new string([.. name.Select(letter => char.IsLetterOrDigit(letter) ? letter : ' ')]).Split(' ').Where(word => word.Length > 0);
}
