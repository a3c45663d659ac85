using System.Globalization;

namespace DeepGen.Generators.Tests.RandomModels;

/// <summary>A layer's attribute or a function's call in the text of a model: a name, arguments, and what comes out.</summary>
internal sealed class Use
{
    /// <summary>What surrounds a place where a diagnostic may stand, in the text of a model.</summary>
    public const char Open = '\u00ab', Close = '\u00bb';

    public Use(string name, Form output, params IEnumerable<string> arguments)
    {
        int bracket = name.IndexOf('(', StringComparison.Ordinal);
        Name = bracket < 0 ? name : name[..bracket];
        Output = output;
        Arguments = [.. bracket < 0 ? arguments : arguments.Prepend(name[(bracket + 1)..^1])];
    }

    public string Name { get; }

    public List<string> Arguments { get; set; }

    public bool IsNorm => Name.Contains("Norm", StringComparison.Ordinal);

    public Form Output { get; }

    /// <summary>Whether it has parameters, so that calling it twice shares them.</summary>
    public bool HasParameters { get; init; }

    /// <summary>What it needs beside the model: a block's class.</summary>
    public string Declaration { get; init; } = "";

    /// <summary>Ways to get its arguments wrong: what is wrong, the error's id, and the arguments with the place marked.</summary>
    public List<(string What, string Id, List<string> Arguments)> Mistakes { get; } = [];

    /// <summary>The attribute; without brackets where there is nothing to put into them.</summary>
    public string Attribute => Arguments.Count == 0 ? Name : Call;

    public string Call => $"{Name}({string.Join(", ", Arguments)})";

    /// <summary>Adds a mistake in one argument, which takes the place of the one of its name, if that is written.</summary>
    /// <param name="what">The mistake in a few words.</param>
    /// <param name="id">The error's id.</param>
    /// <param name="argument">The whole argument: <c>Kernel = 0</c>, <c>stride: -1</c>, or a number for the first one.</param>
    public Use Mistaken(string what, string id, FormattableString argument)
    {
        string text = argument.ToString(CultureInfo.InvariantCulture);
        string name = NameOf(text);
        int at = name.Length == 0 ? 0 : Arguments.FindIndex(other => NameOf(other) == name);
        var arguments = Arguments.ToList();
        if (at >= 0) arguments[at] = Mark(text);
        else arguments.Add(Mark(text));
        Mistakes.Add((what, id, arguments));
        return this;
    }

    /// <summary>Adds a mistake in the argument at a place.</summary>
    public Use MistakenAt(int at, string what, string id, string argument)
    {
        var arguments = Arguments.ToList();
        arguments[at] = Mark(argument);
        Mistakes.Add((what, id, arguments));
        return this;
    }

    public static string Mark(string text) => $"{Open}{text}{Close}";

    private static string NameOf(string argument)
    {
        int end = argument.IndexOfAny(['=', ':']);
        return end < 0 ? "" : argument[..end].Trim();
    }
}
